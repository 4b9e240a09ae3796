// Values of the right type that are not valid, in rules.

extension ProblemCase {
    static let values: [ProblemCase] = [
        ProblemCase(
            "A NUL, which would end a parameter of a startup packet.",
            #"""
            version: 1
            databases: {d: {host: h, role: "x\0user\0admin"}}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """#,
            [
                "2:32 SG9007 a text holds no NUL"
            ],
            schema: .accepts
        ),
        ProblemCase(
            "Patterns for objects have a schema.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {object: customers}
                permit: {}
            """,
            [
                "5:21 SG9007 write it as schema.table, or *.table for every schema"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Patterns for objects have no third part, a database cannot be named.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {object: shop.public.customers}
                permit: {}
            """,
            [
                "5:21 SG9007 write it as schema.table, or *.table for every schema"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Bare names are in small letters.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {object: public.Customers}
                permit: {}
            """,
            [
                "5:21 SG9007 bare names are in small letters, as PostgreSQL folds them; put \"quotes\" around this one"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A quoted name that does not end.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {object: 'public."Customers'}
                permit: {}
            """,
            [
                "5:21 SG9007 a quoted name does not end"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Characters that no bare name has.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {object: "public.order items"}
                permit: {}
            """,
            [
                "5:21 SG9007 ' ' cannot be in a bare name; put \"quotes\" around it"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A kind of object that is misspelt.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {object: "tabel:public.customers"}
                permit: {}
            """,
            [
                "5:21 SG9007 'tabel' is no kind of object; did you mean 'table'?"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A trigger belongs to a table.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {object: "trigger:audit"}
                permit: {}
            """,
            [
                "5:21 SG9007 write it as trigger:schema.table.name; each may be *"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A name that PostgreSQL would cut off.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {object: public.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx}
                permit: {}
            """,
            [
                "5:21 SG9007 a name of PostgreSQL has at most 63 bytes"
            ],
            schema: .accepts
        ),
        ProblemCase(
            "A column pattern has no dots.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: read, column: customers.email}
                permit: {}
            """,
            [
                "5:35 SG9007 a name without dots is expected; quote a name that has dots in it"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "An item twice in a list.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: [read, read]}
                permit: {}
            """,
            [
                "5:28 SG9007 the list has this item already"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "An empty list.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: []}
                permit: {}
            """,
            [
                "5:21 SG9007 the list is empty"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Unbounded has no other value.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: delete, unbounded: false}
                deny: never
            """,
            [
                "5:29 SG9007 only 'unbounded: true' is a condition; for writes that are bounded, use rows_within"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A permit does not look for unbounded writes.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: delete, unbounded: true}
                permit: {}
            """,
            [
                "5:29 SG9007 'unbounded' is for deny and hold; permit has rows_within"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A denial does not look for bounded ones.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: delete, rows_within: 1}
                deny: never
            """,
            [
                "5:29 SG9007 'rows_within' is for permit and hold; deny has unbounded and rows_over"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "One condition on rows.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: delete, rows_over: 1, unbounded: true}
                deny: never
            """,
            [
                "5:29 SG9007 a rule has one of: unbounded, rows_over, rows_within"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A rule that could never match: rows of reads.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: read, rows_within: 1}
                permit: {}
            """,
            [
                "5:13 SG9007 the rule never matches: effects of these classes have no number of rows"
            ],
            schema: .accepts
        ),
        ProblemCase(
            "A rule that could never match: columns of transactions.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: [transaction, session], column: x}
                deny: never
            """,
            [
                "5:13 SG9007 the rule never matches: effects of these classes have no columns"
            ],
            schema: .accepts
        ),
        ProblemCase(
            "What is unknown is permitted by effect only.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {class: unknown}
                permit: {}
            """,
            [
                "5:13 SG9007 what is unknown is permitted or held only where 'effect' names it"
            ],
            schema: .accepts
        ),
        ProblemCase(
            "A rule's name has no spaces.",
            """
            version: 1
            rules:
              - name: My Rule
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "3:11 SG9007 a rule's name has small letters, digits and dashes, begins with a letter, at most 63"
                    + " bytes"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A name of a database that the file does not have.",
            """
            version: 1
            databases:
              shop: {host: h, role: r}
            access:
              - {database: shpo, group: g}
            rules:
              - name: r
                why: because
                match: {effect: read, database: warehouse}
                permit: {}
            """,
            [
                "5:16 SG9007 'shpo' is not known here; did you mean 'shop'?",
                "9:37 SG9007 'warehouse' is not known here; it is one of: shop",
            ],
            schema: .accepts
        ),
    ]
}
