// Values of another type.

extension ProblemCase {
    static let types: [ProblemCase] = [
        ProblemCase(
            "Bare words that YAML 1.1 takes for booleans are not text.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {group: on, user: [yes, No], database: y}
                permit: {}
            """,
            [
                "5:20 SG9003 text is expected, and YAML takes this for a boolean; put it in quotes",
                "5:31 SG9003 text is expected, and YAML takes this for a boolean; put it in quotes",
                "5:36 SG9003 text is expected, and YAML takes this for a boolean; put it in quotes",
                "5:51 SG9003 text is expected, and YAML takes this for a boolean; put it in quotes",
            ],
            schema: .accepts
        ),
        ProblemCase(
            "Bare numbers are not text.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {group: 007, user: [12, 0x1F, 1_000, 1e3, 1:30, .5, -3, .inf]}
                permit: {}
            """,
            [
                "5:20 SG9003 text is expected, and YAML takes this for a number; put it in quotes",
                "5:32 SG9003 text is expected, and YAML takes this for a number; put it in quotes",
                "5:36 SG9003 text is expected, and YAML takes this for a number; put it in quotes",
                "5:42 SG9003 text is expected, and YAML takes this for a number; put it in quotes",
                "5:49 SG9003 text is expected, and YAML takes this for a number; put it in quotes",
                "5:54 SG9003 text is expected, and YAML takes this for a number; put it in quotes",
                "5:60 SG9003 text is expected, and YAML takes this for a number; put it in quotes",
                "5:64 SG9003 text is expected, and YAML takes this for a number; put it in quotes",
                "5:68 SG9003 text is expected, and YAML takes this for a number; put it in quotes",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Nothing and dates are not text.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {group: null, user: [~, 2024-01-31]}
                permit: {}
            """,
            [
                "5:20 SG9003 text is expected, and YAML takes this for nothing; put it in quotes",
                "5:33 SG9003 text is expected, and YAML takes this for nothing; put it in quotes",
                "5:36 SG9003 text is expected, and YAML takes this for a date; put it in quotes",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "In quotes they are.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {group: "on", user: ["007", 'null', "2024-01-31"], database: "y"}
                permit: {}
            """,
            [],
            schema: .accepts
        ),
        ProblemCase(
            "Bare words that only look like numbers are text.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {group: [10.0.0.1, 1a, 2nd, 1-2, v1.2, a:b, 1:300]}
                permit: {}
            """,
            [],
            schema: .accepts
        ),
        ProblemCase(
            "A key of names that YAML takes for something else.",
            """
            version: 1
            masks:
              public.t.c: {kind: nullify}
              no: {kind: nullify}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "4:3 SG9003 text is expected, and YAML takes this for a boolean; put it in quotes"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A value that is left out.",
            """
            version: 1
            rules:
              - name: r
                why:
                match: {effect: read}
                permit: {}
            """,
            [
                "4:9 SG9003 text is expected and nothing is given"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A list where one is expected.",
            """
            version: 1
            rules:
              - name: r
                why: [a]
                match: {effect: read}
                permit: {}
            """,
            [
                "4:10 SG9003 text is expected, not a list"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A mapping where a list is expected.",
            """
            version: 1
            rules: {name: r}
            """,
            [
                "2:8 SG9003 a list is expected, in [brackets] or one item a line after a dash"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Text where a mapping is expected.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: read
                permit: {}
            """,
            [
                "5:12 SG9003 match is expected here, as a mapping of keys to values"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Text where a rule is expected.",
            """
            version: 1
            rules: [reads]
            """,
            [
                "2:9 SG9003 a rule is expected here, as a mapping of keys to values"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A permit that is not a mapping.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: true
            """,
            [
                "6:13 SG9003 permit is expected here, as a mapping of keys to values"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Numbers are bare decimal digits.",
            """
            version: 1
            limits: {max_client_conn: "5", statement_bytes: 0x10, statement_depth: 010, message_bytes: -1, max_user_client_connections: 1_000, decision_cache_bytes: 1.5, statement_tokens: 5k}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "2:27 SG9003 a whole number in decimal digits is expected",
                "2:49 SG9003 a whole number in decimal digits is expected",
                "2:72 SG9003 a number without leading zeros is expected; YAML may take this for octal",
                "2:92 SG9003 a whole number in decimal digits is expected",
                "2:125 SG9003 a whole number in decimal digits is expected",
                "2:154 SG9003 a whole number in decimal digits is expected",
                "2:177 SG9003 a whole number in decimal digits is expected",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Numbers are bounded.",
            """
            version: 1
            limits: {max_client_conn: 0, statement_bytes: 99999999999999999999}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "2:27 SG9007 the number is not between 1 and 1000000",
                "2:47 SG9007 the number is not between 1 and 1073741822",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Booleans are true and false.",
            """
            version: 1
            listeners:
              - {host: h, tls: {certificate: /c, key: /k, required: yes}}
              - {host: i, tls: {certificate: /c, key: /k, required: "true"}}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "3:57 SG9003 true or false is expected, without quotes",
                "4:57 SG9003 true or false is expected, without quotes",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Durations have a unit.",
            """
            version: 1
            limits: {query_timeout: 10, drain_timeout: 5 m, login_failure_window: 0s}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "2:25 SG9003 a duration with its unit is expected, such as 500ms, 30s, 10m, 8h or 7d",
                "2:44 SG9003 a duration with its unit is expected, such as 500ms, 30s, 10m, 8h or 7d",
                "2:71 SG9003 a duration with its unit is expected, such as 500ms, 30s, 10m, 8h or 7d",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A word that is nearly one of those that are known.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: raed}
                permit: {}
            """,
            [
                "5:21 SG9007 'raed' is not known here; did you mean 'read'?"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A word that is none of those that are known.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {kind: robot}
                permit: {}
            """,
            [
                "5:19 SG9007 'robot' is not known here; it is one of: person, service, agent"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A class is not a verb.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: DROP}
                permit: {}
            """,
            [
                "5:21 SG9007 'DROP' is not known here; it is one of: *, read, insert, update, delete, merge, "
                    + "schema-change, privilege-change, session, transaction, cursor, copy, maintenance, procedural, "
                    + "server, unknown"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Verbs are in capitals.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {verb: Drop table}
                permit: {}
            """,
            [
                "5:19 SG9007 a verb is a command tag in capitals, such as DROP TABLE or DROP *"
            ],
            schema: .rejects
        ),
    ]
}
