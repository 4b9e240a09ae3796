// Values of the right type that are not valid, in the other sections.

extension ProblemCase {
    static let sections: [ProblemCase] = [
        ProblemCase(
            "Metrics on 0.0.0.0:9127.",
            """
            version: 1
            metrics: {listen: 0.0.0.0:9127}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "2:19 SG9007 an address of the loopback with its port is expected, such as 127.0.0.1:9127 or \"[::1]:9127\""
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Metrics on localhost:9127.",
            """
            version: 1
            metrics: {listen: localhost:9127}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "2:19 SG9007 an address of the loopback with its port is expected, such as 127.0.0.1:9127 or \"[::1]:9127\""
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Metrics on 127.0.0.1.",
            """
            version: 1
            metrics: {listen: 127.0.0.1}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "2:19 SG9007 an address of the loopback with its port is expected, such as 127.0.0.1:9127 or \"[::1]:9127\""
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Metrics on 127.0.0.999:1.",
            """
            version: 1
            metrics: {listen: 127.0.0.999:1}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "2:19 SG9007 an address of the loopback with its port is expected, such as 127.0.0.1:9127 or \"[::1]:9127\""
            ],
            schema: .accepts
        ),
        ProblemCase(
            "Metrics on 127.0.0.1:99999.",
            """
            version: 1
            metrics: {listen: 127.0.0.1:99999}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "2:19 SG9007 an address of the loopback with its port is expected, such as 127.0.0.1:9127 or \"[::1]:9127\""
            ],
            schema: .accepts
        ),
        ProblemCase(
            "Bounds of PgBouncer that mean nothing here, or are called otherwise.",
            """
            version: 1
            limits: {server_lifetime: 1h, max_db_connections: 5}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "2:10 SG9002 unknown key 'server_lifetime' in limits; each client has one connection to the server, from its login to its end",
                "2:31 SG9002 unknown key 'max_db_connections' in limits; max_db_client_connections is the same here",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Durations that the system has no number for.",
            """
            version: 1
            limits: {tcp_keepidle: 1500ms, tcp_keepintvl: 10h, tcp_user_timeout: 25d}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "2:24 SG9007 whole seconds are expected here, at most 32767",
                "2:47 SG9007 whole seconds are expected here, at most 32767",
                "2:70 SG9007 at most 2147483647ms are expected here",
            ],
            schema: .accepts
        ),
        ProblemCase(
            "A mask of no known kind.",
            """
            version: 1
            masks:
              public.t.c: {kind: hash}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "3:22 SG9007 'hash' is not known here; it is one of: constant, nullify, last, partial, email, denied"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A message that YAML takes for a boolean.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: delete}
                deny: no
            """,
            [
                "6:11 SG9003 text is expected, and YAML takes this for a boolean; put it in quotes"
            ],
            schema: .accepts
        ),
        ProblemCase(
            "A mask called null.",
            """
            version: 1
            masks:
              public.t.c: {kind: null}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "3:22 SG9007 the mask that shows NULL is called 'nullify'"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A mask with what belongs to another.",
            """
            version: 1
            masks:
              public.t.c: {kind: email, last: 3}
              public.t.d: {kind: last}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "3:29 SG9007 'last' does not go with email",
                "4:15 SG9006 a mask of the kind last has no 'last', the number of characters",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A mask on a pattern is right, on a name of two parts it is not.",
            """
            version: 1
            masks:
              public.t.*: {kind: nullify}
              t.c: {kind: nullify}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "4:3 SG9007 write it as schema.table.column; each may be *, and comment:TEXT may follow"
            ],
            schema: .rejects
        ),
    ]
}
