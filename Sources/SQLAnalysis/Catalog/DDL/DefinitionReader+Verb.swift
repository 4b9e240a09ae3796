// What a statement is called in the report: PostgreSQL's command tag or close to it.

extension DefinitionReader {
    /// The name of a statement's kind, such as `CREATE CAST` or `COMMENT`.
    static func verb(of node: Node) -> String {
        if let fixed = fixedVerb(node.tag) { return fixed }
        var fields = Fields(node)
        switch node.tag {
        case .dropStmt: return "DROP \(object(.removeType, &fields))"
        case .defineStmt: return "CREATE \(object(.kind, &fields))"
        case .renameStmt: return "ALTER \(object(.renameType, &fields)) RENAME"
        case .alterObjectSchemaStmt: return "ALTER \(object(.objectType, &fields)) SET SCHEMA"
        case .alterOwnerStmt: return "ALTER \(object(.objectType, &fields)) OWNER TO"
        case .alterObjectDependsStmt: return "ALTER \(object(.objectType, &fields)) DEPENDS ON EXTENSION"
        case .alterTableStmt: return "ALTER \(object(.objtype, &fields))"
        case .createFunctionStmt:
            return (try? fields.flag(.isProcedure)) == true ? "CREATE PROCEDURE" : "CREATE FUNCTION"
        case .some, .none: return words(node.name)
        }
    }

    private static func object(_ field: FieldName, _ fields: inout Fields) -> String {
        guard let kind = try? fields.constant(field, ObjectType.self) else { return "OBJECT" }
        return kind.tagName
    }

    /// `CreateOpClassStmt` is CREATE OP CLASS.
    private static func words(_ name: String) -> String {
        var result = ""
        var wasLower = false
        for scalar in name.unicodeScalars {
            let isUpper = scalar.properties.isUppercase
            if isUpper && wasLower { result += " " }
            result.unicodeScalars.append(scalar)
            wasLower = !isUpper
        }
        if result.hasSuffix(" Stmt") { result.removeLast(5) }
        return result.uppercased()
    }

    private static func fixedVerb(_ tag: NodeTag?) -> String? {
        switch tag {
        case .createStmt: "CREATE TABLE"
        case .createTableAsStmt: "CREATE TABLE AS"
        case .indexStmt: "CREATE INDEX"
        case .viewStmt: "CREATE VIEW"
        case .createSeqStmt: "CREATE SEQUENCE"
        case .alterSeqStmt: "ALTER SEQUENCE"
        case .createTrigStmt: "CREATE TRIGGER"
        case .ruleStmt: "CREATE RULE"
        case .createStatsStmt: "CREATE STATISTICS"
        case .alterStatsStmt: "ALTER STATISTICS"
        case .alterOpFamilyStmt: "ALTER OPERATOR FAMILY"
        case .compositeTypeStmt, .createEnumStmt, .createRangeStmt: "CREATE TYPE"
        case .alterEnumStmt: "ALTER TYPE"
        case .createForeignServerStmt: "CREATE SERVER"
        case .alterTSConfigurationStmt: "ALTER TEXT SEARCH CONFIGURATION"
        case .alterTSDictionaryStmt: "ALTER TEXT SEARCH DICTIONARY"
        case .createFdwStmt: "CREATE FOREIGN DATA WRAPPER"
        case .createPLangStmt: "CREATE LANGUAGE"
        case .createAmStmt: "CREATE ACCESS METHOD"
        case .createOpClassStmt: "CREATE OPERATOR CLASS"
        case .createOpFamilyStmt: "CREATE OPERATOR FAMILY"
        case .createEventTrigStmt: "CREATE EVENT TRIGGER"
        case .createdbStmt: "CREATE DATABASE"
        case .grantStmt, .grantRoleStmt: "GRANT or REVOKE"
        case .secLabelStmt: "SECURITY LABEL"
        case .transactionStmt: "BEGIN, COMMIT and the like"
        case .variableSetStmt: "SET"
        case .variableShowStmt: "SHOW"
        case .vacuumStmt: "VACUUM or ANALYZE"
        case .refreshMatViewStmt: "REFRESH MATERIALIZED VIEW"
        case .checkPointStmt: "CHECKPOINT"
        case .constraintsSetStmt: "SET CONSTRAINTS"
        case .some, .none: nil
        }
    }
}
