// PostgreSQL's own types: which names mean one, and how format_type prints them. PostgreSQL: format_type.c.

/// The types of `pg_catalog`.
enum BuiltinType {
    /// Whether a name means a type of `pg_catalog`, which is searched first.
    static func isBuiltin(_ name: QualifiedName) -> Bool {
        switch name.schema {
        case nil: names[name.name] != nil
        case "pg_catalog": true
        case .some: false
        }
    }

    /// Whether `pg_catalog` has a type of this name.
    static func contains(_ name: String) -> Bool { names[name] != nil }

    /// The type's name as `format_type` prints it without modifiers.
    static func spelling(_ name: String) -> String { names[name] ?? name }

    /// The integer type of a SERIAL spelling; nil for any other name.
    static func serial(_ name: String) -> String? { serials[name] }

    private static let serials = [
        "smallserial": "smallint", "serial2": "smallint", "serial": "integer", "serial4": "integer",
        "bigserial": "bigint", "serial8": "bigint",
    ]

    private static let names: [String: String] = {
        var table = [
            "bool": "boolean", "bpchar": "bpchar", "char": "\"char\"", "float4": "real", "float8": "double precision",
            "int2": "smallint", "int4": "integer", "int8": "bigint", "time": "time without time zone",
            "timetz": "time with time zone", "timestamp": "timestamp without time zone",
            "timestamptz": "timestamp with time zone", "varbit": "bit varying", "varchar": "character varying",
        ]
        for name in plain.split(separator: " ") { table[String(name)] = String(name) }
        return table
    }()

    private static let plain = """
        aclitem any anyarray anycompatible anycompatiblearray anycompatiblemultirange anycompatiblenonarray \
        anycompatiblerange anyelement anyenum anymultirange anynonarray anyrange bit box bytea cid cidr circle cstring \
        date datemultirange daterange event_trigger fdw_handler gtsvector index_am_handler inet int2vector int4multirange \
        int4range int8multirange int8range internal interval json jsonb jsonpath language_handler line lseg macaddr \
        macaddr8 money name numeric nummultirange numrange oid oidvector path pg_ddl_command pg_lsn pg_node_tree \
        pg_snapshot point polygon record refcursor regclass regcollation regconfig regdictionary regnamespace regoper \
        regoperator regproc regprocedure regrole regtype table_am_handler text tid trigger tsm_handler tsmultirange \
        tsquery tsrange tstzmultirange tstzrange tsvector txid_snapshot unknown uuid void xid xid8 xml
        """
}
