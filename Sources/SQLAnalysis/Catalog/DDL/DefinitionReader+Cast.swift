// CREATE CAST.

private enum CastContext: String, GrammarConstant {
    case implicit = "COERCION_IMPLICIT"
    case assignment = "COERCION_ASSIGNMENT"
    case assignmentOfPLpgSQL = "COERCION_PLPGSQL"
    case explicit = "COERCION_EXPLICIT"
    static let table = ConstantTable<CastContext>("CoercionContext")

    var context: CatalogCast.Context {
        switch self {
        case .implicit: .implicit
        case .assignment: .assignment
        case .explicit, .assignmentOfPLpgSQL: .explicit
        }
    }
}

extension DefinitionReader {
    /// Reads a `CreateCastStmt`.
    mutating func cast(_ node: Node) throws(Refusal) -> CatalogCast {
        try node.reading { fields throws(Refusal) in
            let context: CastContext = try fields.constant(.context)
            let source = try type(try fields.require(.sourcetype))
            let target = try type(try fields.require(.targettype))
            var method = CatalogCast.Method.binary
            if try fields.flag(.inout) { method = .text }
            if let function = try fields.node(.func) {
                var signature = Fields(function)
                method = .function(try lower.name(try signature.list(.objname)))
            }
            return CatalogCast(from: source.text, to: target.text, method, context.context)
        }
    }
}
