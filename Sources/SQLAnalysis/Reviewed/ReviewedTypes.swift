// The names of PostgreSQL 15's own types.

/// Every base, pseudo, range and multirange type of schema `pg_catalog` in PostgreSQL 15, with its array type.
///
/// The row types of the catalogs (`pg_class` ...) are not here: they are relations. The grammar has turned the
/// spellings of standard SQL into these names: INTEGER is `int4`, CHARACTER VARYING `varchar`, CHAR `bpchar`.
public enum ReviewedTypes {
    /// Whether `pg_catalog` has a type of this name, or CREATE TABLE a spelling for one; any other is somebody's own.
    public static func contains(_ name: some StringProtocol) -> Bool { table[name] != nil }

    /// The names, by what they hold.
    static let groups: [NameGroup<Bool>] = [
        // Numbers, booleans, money.
        NameGroup(true, "bool float4 float8 int2 int2vector int4 int8 money numeric"),
        // Text, bytes, bits, UUIDs.
        NameGroup(true, "bit bpchar bytea char name text uuid varbit varchar"),
        // Dates and times.
        NameGroup(true, "date interval time timestamp timestamptz timetz"),
        // JSON, XML, text search.
        NameGroup(true, "gtsvector json jsonb jsonpath tsquery tsvector xml"),
        // Networks.
        NameGroup(true, "cidr inet macaddr macaddr8"),
        // Geometry.
        NameGroup(true, "box circle line lseg path point polygon"),
        // Ranges and multiranges.
        NameGroup(
            true,
            """
            datemultirange daterange int4multirange int4range int8multirange int8range nummultirange numrange
            tsmultirange tsrange tstzmultirange tstzrange
            """
        ),
        // Cursors, object ids and names of objects, transactions, WAL positions, privileges.
        NameGroup(
            true,
            """
            aclitem cid oid oidvector pg_lsn pg_snapshot refcursor regclass regcollation regconfig regdictionary
            regnamespace regoper regoperator regproc regprocedure regrole regtype tid txid_snapshot xid xid8
            """
        ),
        // Held in catalogs and indexes only.
        NameGroup(
            true,
            "pg_brin_bloom_summary pg_brin_minmax_multi_summary pg_dependencies pg_mcv_list pg_ndistinct pg_node_tree"
        ),
        // Pseudo-types.
        NameGroup(
            true,
            """
            any anyarray anycompatible anycompatiblearray anycompatiblemultirange anycompatiblenonarray
            anycompatiblerange anyelement anyenum anymultirange anynonarray anyrange cstring event_trigger fdw_handler
            index_am_handler internal language_handler pg_ddl_command record table_am_handler trigger tsm_handler
            unknown void
            """
        ),
        // Arrays, by the name of the array type.
        NameGroup(
            true,
            """
            _aclitem _bit _bool _box _bpchar _bytea _char _cid _cidr _circle _cstring _date _datemultirange _daterange
            _float4 _float8 _gtsvector _inet _int2 _int2vector _int4 _int4multirange _int4range _int8 _int8multirange
            _int8range _interval _json _jsonb _jsonpath _line _lseg _macaddr _macaddr8 _money _name _numeric
            _nummultirange _numrange _oid _oidvector _path _pg_lsn _pg_snapshot _point _polygon _record _refcursor
            _regclass _regcollation _regconfig _regdictionary _regnamespace _regoper _regoperator _regproc
            _regprocedure _regrole _regtype _text _tid _time _timestamp _timestamptz _timetz _tsmultirange _tsquery
            _tsrange _tstzmultirange _tstzrange _tsvector _txid_snapshot _uuid _varbit _varchar _xid _xid8 _xml
            """
        ),
        columnSpellings,
    ]

    /// Spellings that a column definition turns into an integer with a sequence; `pg_type` has none of them.
    static let columnSpellings = NameGroup(true, "bigserial serial serial2 serial4 serial8 smallserial")

    private static let table = NameTable(groups)
}
