// Types that CREATE TYPE and CREATE DOMAIN make.

/// A type of its own.
public struct CatalogType: Sendable, Equatable {
    /// The ways in which CREATE TYPE and CREATE DOMAIN make types.
    public enum Form: String, Sendable, CaseIterable {
        /// A list of labels, which are not kept.
        case `enum`
        /// Another type with constraints.
        case domain
        /// A row type.
        case composite
        /// A range of another type.
        case range
        /// A base or shell type with functions of its own.
        case base
    }
    /// Schema and name.
    public var name: QualifiedName
    /// How it was made.
    public var form: Form
    /// Fields of a composite type.
    public var fields: [CatalogField] = []
    /// The type that a domain restricts or that a range is of, as `format_type` prints it with an empty search path.
    public var base: String?
    /// That type's name when it is not one of `pg_catalog`.
    public var baseType: QualifiedName?
    /// NOT NULL of a domain.
    public var notNull = false
    /// DEFAULT of a domain.
    public var defaultValue: CatalogExpression?
    /// CHECK constraints of a domain.
    public var checks: [CatalogCheck] = []
    /// The name of a range's multirange type.
    public var multirange: QualifiedName?
    /// Its number; nil when it is not known.
    public var oid: OID?
    /// The number of the type of its arrays; nil when it is not known or there is none.
    public var arrayOID: OID?
    /// The role that owns it; nil when it is not known.
    public var owner: String?

    /// Builds a type.
    public init(_ name: QualifiedName, form: Form) {
        self.name = name
        self.form = form
    }
}
