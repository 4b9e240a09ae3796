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
        ProblemCase(
            "A secret in the file.",
            """
            version: 1
            databases:
              shop: {host: h, role: r, password: x}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "3:28 SG9002 unknown key 'password' in a database; secrets are not written here: use credential "
                    + "with file, environment or systemd"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A secret as the credential.",
            """
            version: 1
            databases:
              shop: {host: h, role: r, credential: hunter2}
              b: {host: h, role: r, credential: {password: hunter2}}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "3:40 SG9003 a credential is expected here, as a mapping of keys to values",
                "4:37 SG9007 a credential has exactly one of: file, environment, systemd",
                "4:38 SG9002 unknown key 'password' in a credential; secrets are not written here",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Two sources of one credential.",
            """
            version: 1
            databases:
              shop: {host: h, role: r, credential: {file: /a, systemd: b}}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "3:40 SG9007 a credential has exactly one of: file, environment, systemd"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A password in place of a verifier.",
            """
            version: 1
            principals:
              users:
                u: {kind: person, verifier: hunter2}
                v: {kind: person, password: x}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "4:33 SG9007 not of the form SCRAM-SHA-256$iterations:salt$stored-key:server-key with 4096 to "
                    + "1000000 iterations",
                "5:23 SG9002 unknown key 'password' in a user; passwords are not written here: `sqlguard user "
                    + "hash` makes a verifier of one",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A host with a port.",
            """
            version: 1
            listeners:
              - {host: "db:5432"}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "3:12 SG9007 a host name or address is expected; the port is a key of its own"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A socket with a port.",
            """
            version: 1
            listeners:
              - {socket: /s, port: 1}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "3:18 SG9007 'port' does not go with 'socket'"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A login that is to be bound to a connection where there is nothing to bind to.",
            """
            version: 1
            databases:
              a: {socket: /s, role: r, channel_binding: prefer}
              b: {host: h, role: r, credential: {file: /c}, tls: disable, channel_binding: require}
              c: {host: h, role: r, credential: {file: /c}, tls: allow, channel_binding: require}
              d: {host: h, role: r, channel_binding: require}
              e: {host: h, role: r, channel_binding: always}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "3:28 SG9007 'channel_binding' does not go with 'socket'",
                "4:63 SG9007 'channel_binding: require' needs TLS from the beginning: there is nothing to bind without it",
                "5:61 SG9007 'channel_binding: require' needs TLS from the beginning: there is nothing to bind without it",
                "6:25 SG9007 'channel_binding: require' needs a credential: there is nothing to bind without it",
                "7:42 SG9007 'always' is not known here; it is one of: disable, prefer, require",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Permissions of an address that has none, and a socket's path that no address has room for.",
            """
            version: 1
            listeners:
              - {host: 127.0.0.1, permissions: group}
              - {socket: /PATH}
            admin: {}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """.replacing("PATH", with: String(repeating: "s", count: 107)),
            [
                "3:23 SG9007 'permissions' goes with 'socket' only",
                "4:14 SG9007 the path of a Unix socket has at most 107 bytes",
                "5:8 SG9006 admin has no 'socket'",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A path that depends on where the process was started.",
            """
            version: 1
            audit: {folder: audit}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "2:17 SG9007 an absolute path is expected, one that begins with /"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Statements that are not understood and masks.",
            """
            version: 1
            databases:
              shop: {host: h, role: r, unanalysed: permit}
            masks:
              public.t.c: {kind: nullify}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "4:1 SG9007 the database 'shop' has 'unanalysed: permit', which does not go with masks"
            ],
            schema: .accepts
        ),
        ProblemCase(
            "Many things at once, in the order of the file.",
            """
            version: 1
            rule: []
            rules:
              - name: r
                why: on
                match: {efect: read, object: t}
                permit: {rows: many}
                mode: warn
            masks: {a: 1}
            """,
            [
                "2:1 SG9002 unknown key 'rule' in a policy; did you mean 'rules'?",
                "5:10 SG9003 text is expected, and YAML takes this for a boolean; put it in quotes",
                "6:13 SG9002 unknown key 'efect' in match; did you mean 'effect'?",
                "6:34 SG9007 write it as schema.table, or *.table for every schema",
                "7:20 SG9003 a whole number in decimal digits is expected",
                "8:11 SG9007 'warn' is not known here; it is one of: enforce, monitor",
                "9:9 SG9007 write it as schema.table.column; each may be *, and comment:TEXT may follow",
                "9:12 SG9003 a mask is expected here, as a mapping of keys to values",
            ],
            schema: .rejects
        ),
    ]
}
