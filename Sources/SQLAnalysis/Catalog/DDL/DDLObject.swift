// The kinds of object that DDL statements name.

/// ObjectType of the grammar, without what only later phases of the server use.
enum DDLObject: String, GrammarConstant {
    case accessMethod = "OBJECT_ACCESS_METHOD"
    case aggregate = "OBJECT_AGGREGATE"
    case attribute = "OBJECT_ATTRIBUTE"
    case cast = "OBJECT_CAST"
    case column = "OBJECT_COLUMN"
    case collation = "OBJECT_COLLATION"
    case conversion = "OBJECT_CONVERSION"
    case database = "OBJECT_DATABASE"
    case domain = "OBJECT_DOMAIN"
    case domainConstraint = "OBJECT_DOMCONSTRAINT"
    case eventTrigger = "OBJECT_EVENT_TRIGGER"
    case `extension` = "OBJECT_EXTENSION"
    case foreignDataWrapper = "OBJECT_FDW"
    case server = "OBJECT_FOREIGN_SERVER"
    case foreignTable = "OBJECT_FOREIGN_TABLE"
    case function = "OBJECT_FUNCTION"
    case index = "OBJECT_INDEX"
    case language = "OBJECT_LANGUAGE"
    case largeObject = "OBJECT_LARGEOBJECT"
    case materializedView = "OBJECT_MATVIEW"
    case operatorClass = "OBJECT_OPCLASS"
    case `operator` = "OBJECT_OPERATOR"
    case operatorFamily = "OBJECT_OPFAMILY"
    case policy = "OBJECT_POLICY"
    case procedure = "OBJECT_PROCEDURE"
    case publication = "OBJECT_PUBLICATION"
    case role = "OBJECT_ROLE"
    case routine = "OBJECT_ROUTINE"
    case rule = "OBJECT_RULE"
    case schema = "OBJECT_SCHEMA"
    case sequence = "OBJECT_SEQUENCE"
    case subscription = "OBJECT_SUBSCRIPTION"
    case statistics = "OBJECT_STATISTIC_EXT"
    case tableConstraint = "OBJECT_TABCONSTRAINT"
    case plainTable = "OBJECT_TABLE"
    case tablespace = "OBJECT_TABLESPACE"
    case transform = "OBJECT_TRANSFORM"
    case trigger = "OBJECT_TRIGGER"
    case textSearchConfiguration = "OBJECT_TSCONFIGURATION"
    case textSearchDictionary = "OBJECT_TSDICTIONARY"
    case textSearchParser = "OBJECT_TSPARSER"
    case textSearchTemplate = "OBJECT_TSTEMPLATE"
    case type = "OBJECT_TYPE"
    case userMapping = "OBJECT_USER_MAPPING"
    case view = "OBJECT_VIEW"
    static let table = ConstantTable<DDLObject>("ObjectType")

    /// As a command tag spells it.
    var spelling: String {
        switch self {
        case .plainTable: "TABLE"
        case .materializedView: "MATERIALIZED VIEW"
        case .foreignDataWrapper: "FOREIGN DATA WRAPPER"
        case .server: "SERVER"
        case .operatorClass: "OPERATOR CLASS"
        case .tableConstraint, .domainConstraint: "CONSTRAINT"
        case .statistics: "STATISTICS"
        case .textSearchConfiguration: "TEXT SEARCH CONFIGURATION"
        case .textSearchDictionary: "TEXT SEARCH DICTIONARY"
        case .textSearchParser: "TEXT SEARCH PARSER"
        case .textSearchTemplate: "TEXT SEARCH TEMPLATE"
        case .operatorFamily: "OPERATOR FAMILY"
        case .largeObject: "LARGE OBJECT"
        case .accessMethod, .aggregate, .attribute, .cast, .column, .collation, .conversion, .database, .domain,
            .eventTrigger, .extension, .foreignTable, .function, .index, .language, .operator, .policy, .procedure,
            .publication, .role, .routine, .rule, .schema, .sequence, .subscription, .tablespace, .transform, .trigger,
            .type, .userMapping, .view:
            String(rawValue.dropFirst("OBJECT_".count).map { $0 == "_" ? " " : $0 })
        }
    }
}
