// Statements, lowered from the parse tree.

/// A statement.
indirect enum Statement: Sendable {
    case query(Query)
    case insert(Insert)
    case update(Update)
    case delete(Delete)
    case merge(Merge)
    case utility(Utility)
}

/// INSERT.
struct Insert: Sendable {
    let with: With?
    let target: RelationReference
    /// The column list; nil when it is left out.
    let columns: [Target]?
    /// The rows; nil for DEFAULT VALUES.
    let source: Query?
    let conflict: Conflict?
    let returning: [Target]
}

/// ON CONFLICT.
struct Conflict: Sendable {
    /// DO UPDATE, not DO NOTHING.
    let updates: Bool
    /// The inferred index: column names and expressions.
    let inferenceColumns: [String]
    let inference: [Expression]
    let constraint: String?
    let assignments: [Target]
    let condition: Expression?
}

/// UPDATE.
struct Update: Sendable {
    let with: With?
    let target: RelationReference
    let assignments: [Target]
    let from: [FromItem]
    let condition: Expression?
    let returning: [Target]
}

/// DELETE.
struct Delete: Sendable {
    let with: With?
    let target: RelationReference
    let using: [FromItem]
    let condition: Expression?
    let returning: [Target]
}

/// MERGE.
struct Merge: Sendable {
    let with: With?
    let target: RelationReference
    let source: FromItem
    let on: Expression
    let clauses: [MergeClause]
}

/// WHEN [NOT] MATCHED.
struct MergeClause: Sendable {
    let matched: Bool
    let action: MergeAction
    let condition: Expression?
    /// Assigned or inserted columns.
    let targets: [Target]
    let values: [Expression]
}

/// What a WHEN clause does.
enum MergeAction: String, GrammarConstant {
    case insert = "CMD_INSERT"
    case update = "CMD_UPDATE"
    case delete = "CMD_DELETE"
    case nothing = "CMD_NOTHING"
    static let table = ConstantTable<MergeAction>("CmdType")
}

/// Every other statement: what it does is said by its lowering, and what it contains is analysed like anything else.
struct Utility: Sendable {
    /// PostgreSQL's command tag.
    let verb: String
    let statementClass: StatementClass
    /// What the statement does by itself.
    var effects: [Effect] = []
    /// Expressions that are evaluated now or later: defaults, checks, parameters.
    var expressions: [Expression] = []
    /// Types that are named.
    var types: [TypeReference] = []
    /// Statements inside this one.
    var nested: [NestedStatement] = []
    /// CASCADE: what depends on the objects of `effects` goes with them.
    var cascades = false
    /// A name that this statement binds in the session, such as that of a prepared statement.
    var binding: SessionBinding?
    /// The relation whose rows COPY sends or takes.
    var copied: CopiedRelation?
    /// What is worth saying about it.
    var findings: [Finding] = []
    /// The literals whose values this lowering depends on.
    var looks = Looks()
}

/// The relation of a COPY.
struct CopiedRelation: Sendable {
    let relation: RelationReference
    /// Its columns in order; empty for all.
    let columns: [String]
    /// COPY ... FROM.
    let writes: Bool
}

/// A statement inside another.
struct NestedStatement: Sendable {
    /// When it runs.
    enum Execution: Sendable {
        /// As part of this statement.
        case now
        /// It is planned and not run (EXPLAIN): relations count as read, nothing is written.
        case planned
        /// Later, because of this statement: PREPARE, rules, routine bodies, cursors.
        case stored
    }
    let statement: Statement
    let execution: Execution
}

/// Names that statements of a session give to later ones, take away, or use.
public enum SessionBinding: Sendable, Equatable {
    /// PREPARE.
    case prepare(String)
    /// EXECUTE.
    case execute(String)
    /// DEALLOCATE; nil for all.
    case deallocate(String?)
    /// DECLARE.
    case declareCursor(String)
    /// FETCH or MOVE.
    case useCursor(String)
    /// CLOSE; nil for all.
    case closeCursor(String?)
    /// DISCARD ALL: every prepared statement and every cursor.
    case discardAll
}
