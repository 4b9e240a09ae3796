// The types of objects that DROP, ALTER, COMMENT, GRANT and their kind name.

/// The constants of `ObjectType` that a raw parse tree can hold; the others belong to the catalogs alone.
enum ObjectType: String, GrammarConstant {
    case accessMethod = "OBJECT_ACCESS_METHOD"
    case aggregate = "OBJECT_AGGREGATE"
    case attribute = "OBJECT_ATTRIBUTE"
    case cast = "OBJECT_CAST"
    case collation = "OBJECT_COLLATION"
    case column = "OBJECT_COLUMN"
    case conversion = "OBJECT_CONVERSION"
    case database = "OBJECT_DATABASE"
    case domain = "OBJECT_DOMAIN"
    case domainConstraint = "OBJECT_DOMCONSTRAINT"
    case eventTrigger = "OBJECT_EVENT_TRIGGER"
    case `extension` = "OBJECT_EXTENSION"
    case foreignDataWrapper = "OBJECT_FDW"
    case foreignTable = "OBJECT_FOREIGN_TABLE"
    case function = "OBJECT_FUNCTION"
    case index = "OBJECT_INDEX"
    case language = "OBJECT_LANGUAGE"
    case largeObject = "OBJECT_LARGEOBJECT"
    case materializedView = "OBJECT_MATVIEW"
    case `operator` = "OBJECT_OPERATOR"
    case operatorClass = "OBJECT_OPCLASS"
    case operatorFamily = "OBJECT_OPFAMILY"
    case parameter = "OBJECT_PARAMETER_ACL"
    case policy = "OBJECT_POLICY"
    case procedure = "OBJECT_PROCEDURE"
    case publication = "OBJECT_PUBLICATION"
    case role = "OBJECT_ROLE"
    case routine = "OBJECT_ROUTINE"
    case rule = "OBJECT_RULE"
    case schema = "OBJECT_SCHEMA"
    case sequence = "OBJECT_SEQUENCE"
    case server = "OBJECT_FOREIGN_SERVER"
    case statistics = "OBJECT_STATISTIC_EXT"
    case subscription = "OBJECT_SUBSCRIPTION"
    case plainTable = "OBJECT_TABLE"
    case tableConstraint = "OBJECT_TABCONSTRAINT"
    case tablespace = "OBJECT_TABLESPACE"
    case textSearchConfiguration = "OBJECT_TSCONFIGURATION"
    case textSearchDictionary = "OBJECT_TSDICTIONARY"
    case textSearchParser = "OBJECT_TSPARSER"
    case textSearchTemplate = "OBJECT_TSTEMPLATE"
    case transform = "OBJECT_TRANSFORM"
    case trigger = "OBJECT_TRIGGER"
    case type = "OBJECT_TYPE"
    case view = "OBJECT_VIEW"
    static let table = ConstantTable<ObjectType>("ObjectType")

    /// As PostgreSQL's command tags spell it after DROP and ALTER.
    // PostgreSQL: utility.c, CreateCommandTag and AlterObjectTypeCommandTag
    var tagName: String {
        switch self {
        case .accessMethod: "ACCESS METHOD"
        case .aggregate: "AGGREGATE"
        case .attribute, .type: "TYPE"
        case .cast: "CAST"
        case .collation: "COLLATION"
        case .column, .plainTable, .tableConstraint: "TABLE"
        case .conversion: "CONVERSION"
        case .database: "DATABASE"
        case .domain, .domainConstraint: "DOMAIN"
        case .eventTrigger: "EVENT TRIGGER"
        case .extension: "EXTENSION"
        case .foreignDataWrapper: "FOREIGN DATA WRAPPER"
        case .foreignTable: "FOREIGN TABLE"
        case .function: "FUNCTION"
        case .index: "INDEX"
        case .language: "LANGUAGE"
        case .largeObject: "LARGE OBJECT"
        case .materializedView: "MATERIALIZED VIEW"
        case .operator: "OPERATOR"
        case .operatorClass: "OPERATOR CLASS"
        case .operatorFamily: "OPERATOR FAMILY"
        case .parameter: "PARAMETER"
        case .policy: "POLICY"
        case .procedure: "PROCEDURE"
        case .publication: "PUBLICATION"
        case .role: "ROLE"
        case .routine: "ROUTINE"
        case .rule: "RULE"
        case .schema: "SCHEMA"
        case .sequence: "SEQUENCE"
        case .server: "SERVER"
        case .statistics: "STATISTICS"
        case .subscription: "SUBSCRIPTION"
        case .tablespace: "TABLESPACE"
        case .textSearchConfiguration: "TEXT SEARCH CONFIGURATION"
        case .textSearchDictionary: "TEXT SEARCH DICTIONARY"
        case .textSearchParser: "TEXT SEARCH PARSER"
        case .textSearchTemplate: "TEXT SEARCH TEMPLATE"
        case .transform: "TRANSFORM"
        case .trigger: "TRIGGER"
        case .view: "VIEW"
        }
    }

    /// The kind of the object that an effect names; a part of an object is named as that object.
    var kind: ObjectKind {
        switch self {
        case .accessMethod: .accessMethod
        case .aggregate: .aggregate
        case .attribute, .type: .type
        case .cast: .cast
        case .collation: .collation
        case .column, .plainTable, .tableConstraint: .table
        case .conversion: .conversion
        case .database: .database
        case .domain, .domainConstraint: .domain
        case .eventTrigger: .eventTrigger
        case .extension: .extension
        case .foreignDataWrapper: .foreignDataWrapper
        case .foreignTable: .foreignTable
        case .function, .routine: .function
        case .index: .index
        case .language: .language
        case .largeObject: .largeObject
        case .materializedView: .materializedView
        case .operator: .operator
        case .operatorClass: .operatorClass
        case .operatorFamily: .operatorFamily
        case .parameter: .setting
        case .policy: .policy
        case .procedure: .procedure
        case .publication: .publication
        case .role: .role
        case .rule: .rule
        case .schema: .schema
        case .sequence: .sequence
        case .server: .server
        case .statistics: .statistics
        case .subscription: .subscription
        case .tablespace: .tablespace
        case .textSearchConfiguration, .textSearchDictionary, .textSearchParser, .textSearchTemplate: .textSearch
        case .transform: .transform
        case .trigger: .trigger
        case .view: .view
        }
    }

    /// What altering or dropping such an object is, the statement's own class first.
    ///
    /// A trigger guards data as a privilege does, and dropping it takes the guard away; so does DISABLE TRIGGER.
    var classes: [StatementClass] {
        switch self {
        case .database, .tablespace, .server, .foreignDataWrapper, .publication, .subscription:
            [.server, .schemaChange]
        case .foreignTable: [.schemaChange, .server]
        case .role: [.privilegeChange]
        case .policy: [.privilegeChange, .schemaChange]
        case .trigger, .eventTrigger, .rule: [.schemaChange, .procedural, .privilegeChange]
        case .parameter: [.server]
        case .accessMethod, .aggregate, .attribute, .cast, .collation, .column, .conversion, .domain,
            .domainConstraint, .extension, .function, .index, .language, .largeObject, .materializedView, .operator,
            .operatorClass, .operatorFamily, .plainTable, .procedure, .routine, .schema, .sequence, .statistics,
            .tableConstraint, .textSearchConfiguration, .textSearchDictionary, .textSearchParser,
            .textSearchTemplate, .transform, .type, .view:
            [.schemaChange]
        }
    }
}

/// What DROP and REVOKE do with what depends on the object.
enum DropBehavior: String, GrammarConstant {
    case restrict = "DROP_RESTRICT"
    case cascade = "DROP_CASCADE"
    static let table = ConstantTable<DropBehavior>("DropBehavior")
}
