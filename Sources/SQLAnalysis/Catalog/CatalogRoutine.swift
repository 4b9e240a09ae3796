// Functions, procedures and aggregates, by their signatures.

/// What a function promises about its results.
public enum CatalogVolatility: String, Sendable, CaseIterable {
    case volatile, stable, immutable
}

/// A function, procedure or aggregate.
public struct CatalogRoutine: Sendable, Equatable {
    /// Schema and name.
    public var name: QualifiedName
    /// `function`, `procedure` or `aggregate`.
    public var kind: ObjectKind
    /// Types of the input arguments as `format_type` prints them with an empty search path.
    public var arguments: [String]
    /// Names of the input arguments, by which a call may give them; empty where one has none, and as a whole when none
    /// has one.
    public var argumentNames: [String] = []
    /// How many of the last arguments may be left out.
    public var defaultCount = 0
    /// VARIADIC: the last argument takes any number of values.
    public var isVariadic = false
    /// The result's type; nil for procedures and where OUT parameters say it.
    public var returns: String?
    /// SETOF or TABLE.
    public var returnsSet = false
    /// OUT, INOUT and TABLE parameters.
    public var outputs: [CatalogField] = []
    /// The language; empty for aggregates.
    public var language: String
    /// Runs with its owner's rights.
    public var isSecurityDefiner: Bool
    /// What it promises; a function says it, it need not be true.
    public var volatility = CatalogVolatility.volatile
    /// Settings that it runs with, such as `search_path`.
    public var settings: [String] = []
    /// Types in the signature that are not PostgreSQL's own.
    public var types: [QualifiedName] = []
    /// What a body of standard SQL (RETURN, BEGIN ATOMIC) mentions; nil for bodies given as a string, which are not read.
    public var body: CatalogExpression?
    /// Its number; nil when it is not known.
    public var oid: OID?
    /// The role that owns it; nil when it is not known. With SECURITY DEFINER it runs with that role's rights.
    public var owner: String?

    /// Builds a routine.
    public init(
        _ name: QualifiedName,
        kind: ObjectKind,
        arguments: [String],
        language: String,
        isSecurityDefiner: Bool
    ) {
        self.name = name
        self.kind = kind
        self.arguments = arguments
        self.language = language
        self.isSecurityDefiner = isSecurityDefiner
    }
}
