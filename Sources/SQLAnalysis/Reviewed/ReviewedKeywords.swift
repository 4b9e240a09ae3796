// The keywords of PostgreSQL 15 that names have to be quoted for.

/// Every keyword of PostgreSQL 15 that is reserved in some place, so that `quote_ident` and `format_type` put a name like it
/// in quotes. PostgreSQL: ruleutils.c, quote_identifier; kwlist.h.
enum ReviewedKeywords {
    /// Whether a name, in small letters, is such a keyword.
    static func contains(_ name: some StringProtocol) -> Bool { table[name] != nil }

    /// The keywords, by where they are reserved.
    static let groups: [NameGroup<Bool>] = [
        // Not for functions and types.
        NameGroup(
            true,
            """
            between bigint bit boolean char character coalesce dec decimal exists extract float greatest
            grouping inout int integer interval least national nchar none normalize nullif numeric out overlay
            position precision real row setof smallint substring time timestamp treat trim values varchar
            xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
            xmlserialize xmltable
            """
        ),
        // Everywhere.
        NameGroup(
            true,
            """
            all analyse analyze and any array as asc asymmetric both case cast check collate column constraint
            create current_catalog current_date current_role current_time current_timestamp current_user default
            deferrable desc distinct do else end except false fetch for foreign from grant group having in
            initially intersect into lateral leading limit localtime localtimestamp not null offset on only or
            order placing primary references returning select session_user some symmetric table then to trailing
            true union unique user using variadic when where window with
            """
        ),
        // Only for functions and types.
        NameGroup(
            true,
            """
            authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull
            join left like natural notnull outer overlaps right similar tablesample verbose
            """
        ),
    ]

    private static let table = NameTable(groups)
}
