// The names that PostgreSQL gives outputs and index columns without one. PostgreSQL: parse_target.c, FigureColnameInternal.

/// The operations of SQLValueFunction, which are columns' names.
private enum ValueFunction: String, GrammarConstant {
    case currentDate = "SVFOP_CURRENT_DATE"
    case currentTime = "SVFOP_CURRENT_TIME"
    case currentTimePrecise = "SVFOP_CURRENT_TIME_N"
    case currentTimestamp = "SVFOP_CURRENT_TIMESTAMP"
    case currentTimestampPrecise = "SVFOP_CURRENT_TIMESTAMP_N"
    case localTime = "SVFOP_LOCALTIME"
    case localTimePrecise = "SVFOP_LOCALTIME_N"
    case localTimestamp = "SVFOP_LOCALTIMESTAMP"
    case localTimestampPrecise = "SVFOP_LOCALTIMESTAMP_N"
    case currentRole = "SVFOP_CURRENT_ROLE"
    case currentUser = "SVFOP_CURRENT_USER"
    case user = "SVFOP_USER"
    case sessionUser = "SVFOP_SESSION_USER"
    case currentCatalog = "SVFOP_CURRENT_CATALOG"
    case currentSchema = "SVFOP_CURRENT_SCHEMA"
    static let table = ConstantTable<ValueFunction>("SQLValueFunctionOp")

    var name: String {
        switch self {
        case .currentDate: "current_date"
        case .currentTime, .currentTimePrecise: "current_time"
        case .currentTimestamp, .currentTimestampPrecise: "current_timestamp"
        case .localTime, .localTimePrecise: "localtime"
        case .localTimestamp, .localTimestampPrecise: "localtimestamp"
        case .currentRole: "current_role"
        case .currentUser: "current_user"
        case .user: "user"
        case .sessionUser: "session_user"
        case .currentCatalog: "current_catalog"
        case .currentSchema: "current_schema"
        }
    }
}

/// The operations of XmlExpr.
private enum XMLOperation: String, GrammarConstant {
    case concatenation = "IS_XMLCONCAT"
    case element = "IS_XMLELEMENT"
    case forest = "IS_XMLFOREST"
    case parse = "IS_XMLPARSE"
    case instruction = "IS_XMLPI"
    case root = "IS_XMLROOT"
    case serialize = "IS_XMLSERIALIZE"
    case document = "IS_DOCUMENT"
    static let table = ConstantTable<XMLOperation>("XmlExprOp")

    var name: String? {
        switch self {
        case .concatenation: "xmlconcat"
        case .element: "xmlelement"
        case .forest: "xmlforest"
        case .parse: "xmlparse"
        case .instruction: "xmlpi"
        case .root: "xmlroot"
        case .serialize: "xmlserialize"
        case .document: nil
        }
    }
}

private enum ExtremeKind: String, GrammarConstant {
    case greatest = "IS_GREATEST"
    case least = "IS_LEAST"
    static let table = ConstantTable<ExtremeKind>("MinMaxOp")
}

/// A name that PostgreSQL derives from an expression.
struct FiguredName {
    /// The name; nil when the expression gives none, so that an output is called `?column?`.
    let name: String?
    /// Whether a cast around the expression leaves the name as it is.
    let isStrong: Bool

    /// A name that a cast leaves as it is.
    static func strong(_ name: String) -> FiguredName { FiguredName(name: name, isStrong: true) }
    /// No name.
    static let none = FiguredName(name: nil, isStrong: false)
}

extension DefinitionReader {
    /// The name that an expression gives; nil where this does not know it.
    func figuredName(_ node: Node) throws(Refusal) -> FiguredName? {
        var fields = Fields(node)
        switch node.tag {
        case .columnRef: return try lastName(try fields.list(.fields)).map { .strong($0) } ?? FiguredName.none
        case .aIndirection:
            if let name = try lastName(try fields.list(.indirection)) { return .strong(name) }
            return try figuredName(try fields.require(.arg))
        case .funcCall: return .strong(try lower.name(try fields.list(.funcname)).name)
        case .typeCast:
            guard let inner = try figuredName(try fields.require(.arg)) else { return nil }
            if inner.isStrong { return inner }
            var type = Fields(try fields.require(.typeName))
            return FiguredName(name: try lower.name(try type.list(.names)).name, isStrong: false)
        case .collateClause: return try figuredName(try fields.require(.arg))
        case .caseExpr:
            if let fallback = try fields.node(.defresult) {
                guard let inner = try figuredName(fallback) else { return nil }
                if inner.isStrong { return inner }
            }
            return FiguredName(name: "case", isStrong: false)
        case .coalesceExpr: return .strong("coalesce")
        case .aArrayExpr: return .strong("array")
        case .rowExpr: return .strong("row")
        case .groupingFunc: return .strong("grouping")
        case .minMaxExpr:
            let kind: ExtremeKind = try fields.constant(.op)
            return .strong(kind == .greatest ? "greatest" : "least")
        case .sqlValueFunction:
            let function: ValueFunction = try fields.constant(.op)
            return .strong(function.name)
        case .xmlExpr:
            let operation: XMLOperation = try fields.constant(.op)
            return operation.name.map { .strong($0) } ?? FiguredName.none
        case .xmlSerialize: return .strong("xmlserialize")
        case .subLink: return try figuredName(ofSubquery: &fields)
        case .aExpr:
            let kind: OperationKind = try fields.constant(.kind)
            return kind == .nullIf ? .strong("nullif") : FiguredName.none
        case .aConst, .boolExpr, .nullTest, .booleanTest, .paramRef, .setToDefault, .currentOfExpr:
            return FiguredName.none
        case .some, .none: return nil
        }
    }

    private func figuredName(ofSubquery fields: inout Fields) throws(Refusal) -> FiguredName? {
        let kind: SubqueryKind = try fields.constant(.subLinkType)
        switch kind {
        case .exists: return .strong("exists")
        case .array: return .strong("array")
        case .all, .any, .rowCompare: return FiguredName.none
        case .expression:
            switch try outputs(try fields.require(.subselect)).outputs?.first {
            case .column(let name, _, _), .computed(let name): return .strong(name)
            case .star, .unknown, nil: return nil
            }
        }
    }

    /// The last name of a reference or of what stands behind a value; stars and subscripts are passed over.
    private func lastName(_ parts: NodeList) throws(Refusal) -> String? {
        var last: String?
        for part in parts where part.tag == .string { last = try lower.string(part) }
        return last
    }
}
