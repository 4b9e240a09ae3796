// Expressions as the statement writes them, lowered from the parse tree. Names are not resolved yet.

/// An expression.
indirect enum Expression: Sendable {
    /// `a`, `t.a`, `s.t.a`, `*`, `t.*`.
    case column(ColumnReference)
    /// A constant.
    case literal(Literal)
    /// `$n`.
    case parameter(Int)
    /// A call of a function, aggregate or window function.
    case call(FunctionCall)
    /// An operator and what is spelled like one: LIKE, IN, BETWEEN, NULLIF, IS DISTINCT FROM.
    case operation(Operation)
    /// AND, OR, NOT.
    case logic(LogicOperator, [Expression])
    /// A sub-select used as a value, and what it is compared with.
    case subquery(SubqueryExpression)
    /// A cast.
    case cast(Expression, TypeReference)
    /// `IS [NOT] NULL`.
    case nullTest(Expression, isNull: Bool)
    /// `IS [NOT] TRUE | FALSE | UNKNOWN`.
    case booleanTest(Expression, BooleanTestKind)
    /// The right side of IN, the pair of BETWEEN, and other plain lists.
    case list([Expression])
    /// `ROW(...)` and `(a, b)`.
    case row([Expression])
    /// `ARRAY[...]`.
    case array([Expression])
    /// Fields, subscripts and `.*` of a value.
    case indirection(Expression, [Indirection])
    /// CASE: everything in it that is evaluated, in order.
    case conditional([Expression])
    /// Constructs of the grammar without a function's name that compute from their parts alone.
    case construct(Construct, [Expression])
    /// DEFAULT.
    case setToDefault
    /// `CURRENT OF cursor`.
    case currentOf(String)
}

/// Constructs that have their own node and compute from their parts alone.
enum Construct: String, Sendable {
    case coalesce = "COALESCE"
    case greatestOrLeast = "GREATEST or LEAST"
    case collate = "COLLATE"
    case grouping = "GROUPING"
    case currentValue = "CURRENT_DATE and its kind"
    case xml = "XML"
    case namedArgument = "=>"
    case multipleAssignment = "SET (...) ="
    case orderBy = "ORDER BY"
}

/// A column as it is written; the star stands for itself.
struct ColumnReference: Sendable, Equatable {
    /// The names before the star, outermost first.
    let names: [String]
    /// Whether a star ends it.
    let star: Bool
    /// Where it stands in the text; nil when the parser gives no place.
    let offset: Int?
}

/// The operators of BoolExpr.
enum LogicOperator: String, GrammarConstant {
    case and = "AND_EXPR"
    case or = "OR_EXPR"
    case not = "NOT_EXPR"
    static let table = ConstantTable<LogicOperator>("BoolExprType")
}

/// The tests of BooleanTest.
enum BooleanTestKind: String, GrammarConstant {
    case isTrue = "IS_TRUE"
    case isNotTrue = "IS_NOT_TRUE"
    case isFalse = "IS_FALSE"
    case isNotFalse = "IS_NOT_FALSE"
    case isUnknown = "IS_UNKNOWN"
    case isNotUnknown = "IS_NOT_UNKNOWN"
    static let table = ConstantTable<BooleanTestKind>("BoolTestType")
}

/// A step of indirection.
enum Indirection: Sendable {
    case field(String)
    case star
    case subscripts([Expression])
}

/// A function call.
struct FunctionCall: Sendable {
    let name: QualifiedName
    /// Direct arguments, in order.
    let arguments: [Expression]
    /// Everything else that is evaluated: ORDER BY, FILTER, the window.
    let modifiers: [Expression]
    /// `count(*)`.
    let star: Bool
    /// `count(DISTINCT ...)`.
    let isDistinct: Bool
    let isWindow: Bool
    /// Spelled in SQL's own syntax, such as EXTRACT or OVERLAY, which the grammar turns into a call in pg_catalog.
    let sqlSyntax: Bool
    let offset: Int?
}

/// An `A_Expr`.
struct Operation: Sendable {
    let kind: OperationKind
    /// The operator's name; with its schema in `OPERATOR(schema.op)`.
    let name: QualifiedName
    let left: Expression?
    let right: Expression?
    let offset: Int?
}

/// The kinds of `A_Expr`.
enum OperationKind: String, GrammarConstant {
    case plain = "AEXPR_OP"
    case anyOf = "AEXPR_OP_ANY"
    case allOf = "AEXPR_OP_ALL"
    case distinct = "AEXPR_DISTINCT"
    case notDistinct = "AEXPR_NOT_DISTINCT"
    case nullIf = "AEXPR_NULLIF"
    case `in` = "AEXPR_IN"
    case like = "AEXPR_LIKE"
    case ilike = "AEXPR_ILIKE"
    case similar = "AEXPR_SIMILAR"
    case between = "AEXPR_BETWEEN"
    case notBetween = "AEXPR_NOT_BETWEEN"
    case betweenSymmetric = "AEXPR_BETWEEN_SYM"
    case notBetweenSymmetric = "AEXPR_NOT_BETWEEN_SYM"
    static let table = ConstantTable<OperationKind>("A_Expr_Kind")
}

/// A SubLink.
struct SubqueryExpression: Sendable {
    let kind: SubqueryKind
    /// What the rows are compared with, for ANY and ALL.
    let test: Expression?
    /// The comparison's operator; nil for IN and for kinds that compare nothing.
    let `operator`: QualifiedName?
    let query: Query
    let offset: Int?
}

/// The kinds of SubLink that a raw tree has.
enum SubqueryKind: String, GrammarConstant {
    case exists = "EXISTS_SUBLINK"
    case all = "ALL_SUBLINK"
    case any = "ANY_SUBLINK"
    case rowCompare = "ROWCOMPARE_SUBLINK"
    case expression = "EXPR_SUBLINK"
    case array = "ARRAY_SUBLINK"
    static let table = ConstantTable<SubqueryKind>("SubLinkType")
}

/// A type's name where one is used; what its modifiers and bounds say does not matter to an analysis.
struct TypeReference: Sendable, Equatable {
    let name: QualifiedName
    /// `numeric(10, 2)`: a cast to it may change the value.
    let hasModifiers: Bool
    /// `%TYPE`: the name means a column.
    let isColumnType: Bool
    let isArray: Bool
    let isSet: Bool
    let offset: Int?
}
