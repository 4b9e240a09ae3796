// SELECT, VALUES and set operations, lowered from the parse tree. Names are not resolved yet.

/// A query with its own WITH, order, limit and locks.
struct Query: Sendable {
    let with: With?
    let body: QueryBody
    let sort: [Expression]
    let limit: [Expression]
    /// A limit that is a plain constant, whose value can be asked for.
    let limitCount: Expression?
    let locking: [Locking]
    let offset: Int?
}

/// What stands between WITH and ORDER BY.
indirect enum QueryBody: Sendable {
    case select(Select)
    case values([[Expression]])
    case setOperation(SetOperation, all: Bool, Query, Query)
}

/// The operators of set operations.
enum SetOperation: String, GrammarConstant {
    case none = "SETOP_NONE"
    case union = "SETOP_UNION"
    case intersect = "SETOP_INTERSECT"
    case except = "SETOP_EXCEPT"
    static let table = ConstantTable<SetOperation>("SetOperation")
}

/// One SELECT.
struct Select: Sendable {
    let targets: [Target]
    /// Where the rows go, for SELECT INTO.
    let into: NewRelation?
    let from: [FromItem]
    let condition: Expression?
    /// DISTINCT without expressions.
    let distinct: Bool
    let distinctOn: [Expression]
    let group: [Expression]
    let having: Expression?
    let windows: [Expression]
}

/// An element of a target list or of SET.
struct Target: Sendable {
    /// The output name, or the column that is assigned.
    let name: String?
    let indirection: [Indirection]
    let value: Expression?
    let offset: Int?
}

/// WITH.
struct With: Sendable {
    let recursive: Bool
    let tables: [CommonTable]
}

/// An element of WITH.
struct CommonTable: Sendable {
    let name: String
    let columns: [String]
    /// Columns that SEARCH and CYCLE add behind its own.
    let added: [String]
    /// The columns that CYCLE compares.
    let compared: [String]
    let statement: Statement
    let offset: Int?
}

/// FOR UPDATE and its kind.
struct Locking: Sendable {
    /// The aliases that are named; all of the query's when there are none.
    let names: [String]
    /// `UPDATE`, `NO KEY UPDATE`, `SHARE`, `KEY SHARE`.
    let strength: String
}

/// An alias with its list of column names.
struct Alias: Sendable, Equatable {
    let name: String
    let columns: [String]
}

/// An element of FROM.
indirect enum FromItem: Sendable {
    case relation(RelationReference)
    case subquery(Query, Alias?, lateral: Bool)
    case functions([Expression], Alias?, types: [TypeReference])
    case tableFunction([Expression], Alias?, types: [TypeReference])
    case join(Join)
    /// TABLESAMPLE: the item and the arguments.
    case sample(FromItem, method: QualifiedName, [Expression])
}

/// A relation as it is named in FROM or as the target of a write.
struct RelationReference: Sendable {
    let name: QualifiedName
    /// False for ONLY.
    let inherits: Bool
    let alias: Alias?
    let offset: Int?
    /// The name by which columns are qualified.
    var visibleName: String { alias?.name ?? name.name }
}

/// A join of two items.
struct Join: Sendable {
    let kind: JoinKind
    let natural: Bool
    let using: [String]
    let usingAlias: String?
    let condition: Expression?
    let left: FromItem
    let right: FromItem
    let alias: Alias?
}

/// The kinds of join that a raw tree has.
enum JoinKind: String, GrammarConstant {
    case inner = "JOIN_INNER"
    case left = "JOIN_LEFT"
    case full = "JOIN_FULL"
    case right = "JOIN_RIGHT"
    static let table = ConstantTable<JoinKind>("JoinType")
}

/// The relation that SELECT INTO, CREATE TABLE AS and CREATE MATERIALIZED VIEW make.
struct NewRelation: Sendable {
    let name: QualifiedName
    let temporary: Bool
    let columns: [String]
    /// Storage options and the like.
    let options: [Expression]
    let offset: Int?
}
