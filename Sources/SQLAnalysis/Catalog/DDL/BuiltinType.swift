// PostgreSQL's own types: which names mean one, and how format_type prints them. PostgreSQL: format_type.c.

/// The types of `pg_catalog`.
enum BuiltinType {
    /// Whether a name means a type of `pg_catalog`, which is searched first.
    static func isBuiltin(_ name: QualifiedName) -> Bool {
        switch name.schema {
        case nil: ReviewedTypes.contains(name.name)
        case "pg_catalog": true
        case .some: false
        }
    }

    /// The type's name as `format_type` prints it without modifiers; in a signature, where there never are any.
    static func spelling(_ name: String, inSignature: Bool) -> String {
        switch name {
        case "any": "\"any\""
        // Outside of signatures these are not CHARACTER and BIT, which have a length of 1.
        case "bpchar" where inSignature: "character"
        case "bit" where !inSignature: "\"bit\""
        case "bool": "boolean"
        case "char": "\"char\""
        case "float4": "real"
        case "float8": "double precision"
        case "int2": "smallint"
        case "int4": "integer"
        case "int8": "bigint"
        case "time": "time without time zone"
        case "timetz": "time with time zone"
        case "timestamp": "timestamp without time zone"
        case "timestamptz": "timestamp with time zone"
        case "varbit": "bit varying"
        case "varchar": "character varying"
        default: name  // lint: names; every other type is spelled as it is named
        }
    }

    /// The integer type of a SERIAL spelling; nil for any other name.
    static func serial(_ name: String) -> String? {
        switch name {
        case "smallserial", "serial2": "smallint"
        case "serial", "serial4": "integer"
        case "bigserial", "serial8": "bigint"
        default: nil  // lint: names are no closed set
        }
    }
}
