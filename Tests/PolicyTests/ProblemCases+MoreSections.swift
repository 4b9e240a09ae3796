// Values of the right type that are not valid, in the sections about sessions, databases and listeners.

extension ProblemCase {
    static let moreSections: [ProblemCase] = [
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
