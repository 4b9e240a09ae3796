// What one statement of a DDL file says about the catalog, as plain values. Names are as the statement writes them.

/// One thing that a statement defines, changes or drops.
indirect enum Definition: Sendable {
    /// SET search_path; nil for its default.
    case searchPath([String]?)
    case schema(String, ifNotExists: Bool)
    /// The elements of CREATE SCHEMA begin: the schema is searched first until they end.
    case enterSchema(String)
    case leaveSchema
    case table(NewTable)
    case view(NewView)
    case sequence(NewSequence)
    case index(NewIndex)
    case trigger(CatalogTrigger, on: QualifiedName, replaces: Bool)
    case rule(CatalogRule, on: QualifiedName, replaces: Bool)
    case policy(CatalogPolicy, on: QualifiedName)
    case statistics(CatalogStatistics, on: QualifiedName, ifNotExists: Bool)
    case type(CatalogType)
    case routine(CatalogRoutine, replaces: Bool)
    case alterRoutine(QualifiedName, [String]?, RoutineChange)
    case `extension`(String)
    case server(String, wrapper: String)
    case cast(CatalogCast)
    /// ALTER TABLE and its kind.
    case alter(RelationTarget, [RelationChange])
    case alterType(QualifiedName, [TypeChange])
    case alterPolicy(CatalogPolicy, on: QualifiedName)
    case alterSequence(QualifiedName, owner: SequenceOwner)
    case attachIndex(QualifiedName, to: QualifiedName)
    /// COMMENT ON COLUMN; nil takes the comment away.
    case columnComment(QualifiedName, String, String?)
    case rename(RenamedObject, to: String)
    case move(RenamedObject, schema: String)
    case drop(DroppedObject, cascade: Bool)
    /// A statement, or a part of one, of a kind that says nothing about what a snapshot lists.
    case ofNoInterest(String)
    /// A statement, or a part of one, that is not understood, and why.
    case notFollowed(String, reason: String?)
}

/// CREATE TABLE and CREATE FOREIGN TABLE.
struct NewTable: Sendable {
    /// Name, kind, and the columns that the statement itself defines.
    var relation: CatalogRelation
    /// Columns that have more than a column itself says, those of `options` among them.
    var definitions: [ColumnDefinition] = []
    /// What CREATE TABLE OF and PARTITION OF say about columns that they do not define.
    var options: [CatalogColumn] = []
    var likes: [LikeClause] = []
    /// Constraints that stand beside the columns.
    var constraints: [ConstraintDefinition] = []
    var ifNotExists = false

    /// Whether the columns are all that the table has.
    var isPlain: Bool {
        options.isEmpty && likes.isEmpty && relation.parents.isEmpty && relation.rowType == nil
    }
}

/// The relation that ALTER TABLE names.
struct RelationTarget: Sendable {
    let name: QualifiedName
    /// Its heirs are meant too: not with ONLY.
    let recurses: Bool
    /// IF EXISTS.
    var mayBeMissing = false
}

/// LIKE of a table.
struct LikeClause: Sendable {
    let source: QualifiedName
    let options: LikeOptions
    /// How many of the statement's own columns stand before it.
    let place: Int
}

/// INCLUDING and EXCLUDING of LIKE.
struct LikeOptions: OptionSet, Sendable {
    let rawValue: Int
    // PostgreSQL: parsenodes.h, TableLikeOption.
    static let comments = LikeOptions(rawValue: 1 << 0)
    static let compression = LikeOptions(rawValue: 1 << 1)
    static let constraints = LikeOptions(rawValue: 1 << 2)
    static let defaults = LikeOptions(rawValue: 1 << 3)
    static let generated = LikeOptions(rawValue: 1 << 4)
    static let identity = LikeOptions(rawValue: 1 << 5)
    static let indexes = LikeOptions(rawValue: 1 << 6)
    static let statistics = LikeOptions(rawValue: 1 << 7)
    static let storage = LikeOptions(rawValue: 1 << 8)
}

/// A column with the constraints that stand behind it.
struct ColumnDefinition: Sendable {
    var column: CatalogColumn
    var constraints: [ConstraintDefinition] = []
    /// The sequence behind an identity or SERIAL column: its name when it is given.
    var sequence: ImplicitSequence?
}

/// What stands behind the type of a column or domain.
struct ColumnAttributes: Sendable {
    var notNull = false
    var collation: String?
    var identity: CatalogIdentity?
    var defaultValue: CatalogExpression?
    var generated: CatalogExpression?
    var constraints: [ConstraintDefinition] = []
    var sequence: ImplicitSequence?
}

/// A sequence that comes with a column.
enum ImplicitSequence: Sendable, Equatable {
    case named(QualifiedName)
    case unnamed
}

/// A constraint. The name is empty when PostgreSQL chooses it.
indirect enum ConstraintDefinition: Sendable {
    case index(IndexDefinition)
    /// ADD PRIMARY KEY or UNIQUE USING INDEX.
    case usingIndex(CatalogIndex, String)
    case check(CatalogCheck)
    case foreignKey(CatalogForeignKey)
}

/// CREATE VIEW and CREATE MATERIALIZED VIEW.
struct NewView: Sendable {
    /// Name, kind, query and options; columns are empty.
    var relation: CatalogRelation
    /// The names of the first columns, when they are given.
    var columnNames: [String] = []
    var outputs = ViewOutputs()
    /// The names that are columns where they are read; nil when columns may be read without being named.
    var columnNamesRead: Set<String>?
    var replaces = false
    var ifNotExists = false
}

/// CREATE SEQUENCE.
struct NewSequence: Sendable {
    var name: QualifiedName
    var persistence: CatalogPersistence
    var owner: SequenceOwner
    var ifNotExists: Bool
}

/// OWNED BY.
enum SequenceOwner: Sendable, Equatable {
    case unsaid
    case none
    case column(CatalogSequenceOwner)
}

/// An index, which may be a constraint's, and what PostgreSQL takes its name from.
struct IndexDefinition: Sendable {
    var index: CatalogIndex
    /// The names of all elements, those of INCLUDE last; empty when they are just the columns.
    var elementNames: [String] = []

    /// The names of all elements.
    var names: [String] { elementNames.isEmpty ? index.columns + index.included : elementNames }
}

/// CREATE INDEX.
struct NewIndex: Sendable {
    var definition: IndexDefinition
    let table: QualifiedName
    /// ON, not ON ONLY.
    let recurses: Bool
    let ifNotExists: Bool
}

/// A command of ALTER TABLE.
indirect enum RelationChange: Sendable {
    case addColumn(ColumnDefinition, ifNotExists: Bool)
    case dropColumn(String, cascade: Bool)
    /// Nil for SET DEFAULT NULL.
    case setDefault(String, CatalogExpression?)
    case dropDefault(String)
    case setNotNull(String, Bool)
    case dropExpression(String)
    case setType(String, CatalogColumn)
    case addIdentity(String, CatalogIdentity, ImplicitSequence)
    case setIdentity(String, CatalogIdentity)
    case dropIdentity(String)
    case addConstraint(ConstraintDefinition)
    case dropConstraint(String, cascade: Bool)
    case validateConstraint(String)
    case setConstraintTiming(String, ConstraintTiming)
    case setTriggerFiring(String?, CatalogFiring)
    case setRuleFiring(String, CatalogFiring)
    case addParent(QualifiedName)
    case dropParent(QualifiedName)
    case attachPartition(QualifiedName, CatalogPartitionBound)
    case detachPartition(QualifiedName)
    case setRowSecurity(enabled: Bool?, forced: Bool?)
    case setPersistence(CatalogPersistence)
    case setRowType(QualifiedName?)
    case setViewOptions(ViewOptionChange)
    case ofNoInterest(String)
    case notFollowed(String, reason: String?)
}

/// What WITH (...) of a view says; nil for what it does not say.
struct ViewOptionChange: Sendable {
    var isSecurityBarrier: Bool?
    var isSecurityInvoker: Bool?
    /// The inner nil is for no check.
    var check: CatalogViewOptions.Check??

    /// Puts what is said in place.
    func apply(to options: inout CatalogViewOptions) {
        if let isSecurityBarrier { options.isSecurityBarrier = isSecurityBarrier }
        if let isSecurityInvoker { options.isSecurityInvoker = isSecurityInvoker }
        if let check { options.check = check }
    }
}

/// What ALTER FUNCTION says; nil for what it does not say.
struct RoutineChange: Sendable {
    var volatility: CatalogVolatility?
    var isSecurityDefiner: Bool?
    /// SET and RESET in order: a setting that it gets or loses; nil for RESET ALL.
    var settings: [(name: String?, isSet: Bool)] = []

    /// Puts what is said in place.
    func apply(to routine: inout CatalogRoutine) {
        if let volatility { routine.volatility = volatility }
        if let isSecurityDefiner { routine.isSecurityDefiner = isSecurityDefiner }
        for (name, isSet) in settings {
            routine.settings.removeAll { name == nil || $0 == name }
            if let name, isSet { routine.settings.append(name) }
        }
    }
}

/// A command of ALTER TYPE or ALTER DOMAIN.
enum TypeChange: Sendable {
    case addField(CatalogField)
    case dropField(String)
    case setFieldType(CatalogField)
    case setDefault(CatalogExpression?)
    case setNotNull(Bool)
    case addCheck(CatalogCheck)
    case dropCheck(String)
    case validateCheck(String)
}

/// What RENAME and SET SCHEMA are about.
enum RenamedObject: Sendable {
    case relation(QualifiedName)
    case type(QualifiedName)
    case routine(QualifiedName, [String]?)
    case schema(String)
    case column(QualifiedName, String)
    case constraint(QualifiedName, String)
    case trigger(QualifiedName, String)
    case rule(QualifiedName, String)
    case policy(QualifiedName, String)
    case field(QualifiedName, String)
    case domainConstraint(QualifiedName, String)
    case statistics(QualifiedName)
    case server(String)
}

/// What DROP is about.
enum DroppedObject: Sendable {
    case relation(QualifiedName)
    case index(QualifiedName)
    case type(QualifiedName)
    case routine(QualifiedName, [String]?)
    case schema(String)
    case trigger(QualifiedName, String)
    case rule(QualifiedName, String)
    case policy(QualifiedName, String)
    case statistics(QualifiedName)
    case `extension`(String)
    case server(String)
}
