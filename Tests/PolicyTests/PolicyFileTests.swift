// The sections of a policy file as values.

import SQLAnalysis
import Testing

@testable import Policy

private func read(_ text: String) throws(PolicyProblems) -> PolicyFile {
    try policy("version: 1\n\(text)\nrules: [{name: r, why: w, match: {effect: read}, permit: {}}]\n")
}

@Test func `listeners`() throws {
    let file = try read(
        """
        listeners:
          - {host: 127.0.0.1}
          - host: "::1"
            port: 5432
            tls: {certificate: /c, key: /k, client_authorities: /a, required: false}
          - {host: db.example, tls: {certificate: /c, key: /k}}
          - {socket: /run/s}
          - {socket: /run/t, permissions: group}
        """
    )
    #expect(
        file.listeners == [
            Listener(address: .tcp(host: "127.0.0.1", port: 6432), tls: nil, permissions: .owner),
            Listener(
                address: .tcp(host: "::1", port: 5432),
                tls: ListenerTLS(certificate: "/c", key: "/k", clientAuthorities: "/a", isRequired: false),
                permissions: .owner
            ),
            Listener(
                address: .tcp(host: "db.example", port: 6432),
                tls: ListenerTLS(certificate: "/c", key: "/k", clientAuthorities: nil, isRequired: true),
                permissions: .owner
            ),
            Listener(address: .socket(path: "/run/s"), tls: nil, permissions: .owner),
            Listener(address: .socket(path: "/run/t"), tls: nil, permissions: .group),
        ]
    )
}

@Test func `databases`() throws {
    let file = try read(
        """
        databases:
          shop: {host: h, role: r}
          "on":
            host: 10.0.0.1
            port: 5433
            database: other
            role: "1"
            credential: {environment: PASSWORD}
            tls: verify-ca
            authorities: /ca
            channel_binding: require
            search_path: [app, public]
            unanalysed: permit
          local: {socket: /s, role: r, credential: {systemd: c}, max_db_client_connections: 7}
        """
    )
    #expect(
        file.databases == [
            Database(
                name: "shop",
                address: .tcp(host: "h", port: 5432),
                database: "shop",
                role: "r",
                credential: nil,
                tls: .verifyFull,
                authorities: nil,
                channelBinding: .prefer,
                searchPath: nil,
                unanalysed: .deny
            ),
            Database(
                name: "on",
                address: .tcp(host: "10.0.0.1", port: 5433),
                database: "other",
                role: "1",
                credential: .environment(name: "PASSWORD"),
                tls: .verifyAuthority,
                authorities: "/ca",
                channelBinding: .require,
                searchPath: ["app", "public"],
                unanalysed: .permit
            ),
            Database(
                name: "local",
                address: .socket(path: "/s"),
                database: "local",
                role: "r",
                credential: .systemd(name: "c"),
                tls: .verifyFull,
                authorities: nil,
                channelBinding: .prefer,
                searchPath: nil,
                unanalysed: .deny,
                maxClientConnections: 7
            ),
        ]
    )
}

@Test func `users, and the principals that they log in as`() throws {
    let key = String(repeating: "A", count: 43) + "="
    let text = "SCRAM-SHA-256$4096:c2FsdA==$\(key):\(key)"
    let file = try read(
        """
        principals:
          users:
            desk: {kind: service, groups: [support, "7"], verifier: \(text)}
            robot: {kind: agent, max_user_client_connections: 2}
        """
    )
    let verifier = try #require(SCRAMVerifier(text))
    #expect(
        file.users == [
            User(name: "desk", verifier: verifier, groups: ["support", "7"], kind: .service),
            User(name: "robot", verifier: nil, groups: [], kind: .agent, maxClientConnections: 2),
        ]
    )
    #expect(file.principal(user: "desk") == Principal(user: "desk", groups: ["support", "7"], kind: .service))
    #expect(file.principal(user: "Desk") == nil)
    #expect(verifier.iterations == 4096)
    #expect(verifier.salt == Array("salt".utf8))
    #expect(verifier.storedKey == Array(repeating: 0, count: 32))
}

@Test func `a verifier is printed as its name only`() throws {
    let key = String(repeating: "Q", count: 43) + "="
    let verifier = try #require(SCRAMVerifier("SCRAM-SHA-256$4096:c2FsdA==$\(key):\(key)"))
    #expect("\(verifier)" == "a SCRAM-SHA-256 verifier")
    var dumped = ""
    dump(User(name: "u", verifier: verifier, groups: [], kind: .person), to: &dumped)
    #expect(!dumped.contains("65") && !dumped.contains("115"))
}

@Test func `verifiers of another form are none`() {
    let key = String(repeating: "A", count: 43) + "="
    let good = "SCRAM-SHA-256$4096:c2FsdA==$\(key):\(key)"
    #expect(SCRAMVerifier(good) != nil)
    let short = String(repeating: "A", count: 40)
    for bad in [
        "", "md5abc", good + "$", good + "=", good.replacing("256", with: "512"), good.replacing("4096", with: "4095"),
        good.replacing("4096", with: "1000001"), good.replacing("4096", with: "+4096"),
        good.replacing("4096", with: ""),
        good.replacing("c2FsdA==", with: ""), good.replacing("c2FsdA==", with: "c2FsdA="),
        // The same bytes with bits left over, and characters that are no base64.
        good.replacing("c2FsdA==", with: "c2FsdB=="), good.replacing("c2FsdA==", with: "c2F_dA=="),
        good.replacing(":" + key, with: ""), good.replacing(":" + key, with: ":" + short), good.lowercased(),
    ] {
        #expect(SCRAMVerifier(bad) == nil, "\(bad)")
    }
}

@Test func `base64`() {
    let known: [(String, String)] = [
        ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zm9vYmFy", "foobar"),
    ]
    for (text, bytes) in known { #expect(decodeBase64(text[...]) == Array(bytes.utf8)) }
    #expect(decodeBase64("+/+/") == [0xFB, 0xFF, 0xBF])
    for bad in ["Z", "Zg", "Zg=", "Zg===", "====", "Z===", "Zh==", "Zm9=", "Zg==Zg==", "Zm 9v", "Zm9v\n"] {
        #expect(decodeBase64(bad[...]) == nil, "\(bad)")
    }
}

@Test func `access is given by every condition of one entry`() throws {
    let file = try read(
        """
        databases: {shop: {host: h, role: r}, reports: {host: h, role: r}}
        access:
          - {database: shop, group: [support, sre]}
          - {database: [shop, reports], user: ada, kind: person}
        """
    )
    #expect(
        file.access == [
            Access(databases: ["shop"], groups: ["support", "sre"], users: nil, kinds: nil),
            Access(databases: ["shop", "reports"], groups: nil, users: ["ada"], kinds: [.person]),
        ]
    )
    #expect(file.reaches("shop", principal("x", ["sre"])))
    #expect(!file.reaches("reports", principal("x", ["sre"])))
    #expect(file.reaches("reports", principal("ada")))
    #expect(!file.reaches("reports", principal("ada", [], .agent)))
    #expect(!file.reaches("shop", principal("x")))
    #expect(!file.reaches("unknown", principal("ada", ["sre"])))
    // The same looks, other bytes: e with an accent, composed and not.
    let accented = try read("databases: {d: {host: h, role: r}}\naccess: [{database: d, user: \"caf\u{E9}\"}]")
    #expect(accented.reaches("d", principal("caf\u{E9}")))
    #expect(!accented.reaches("d", principal("cafe\u{301}")))
}

@Test func `masks`() throws {
    let file = try read(
        """
        masks:
          public.t.a: {kind: constant}
          public.t.b: {kind: constant, value: "-", exempt: sre}
          public.t.c: {kind: nullify, exempt: [sre, support]}
          public.t.d: {kind: last, last: 4}
          public.t.e: {kind: partial, in_predicates: masked}
          public.t.f: {kind: partial, first: 2, last: 0, in_predicates: denied}
          'public."T 1"."g.h"': {kind: email}
          public.t.i: {kind: denied, exempt: sre}
        """
    )
    func mask(
        _ column: String,
        of table: String = "t",
        _ treatment: ProtectedColumn.Treatment,
        _ inPredicates: ProtectedColumn.InPredicates = .denied,
        exempt: [String] = []
    ) -> Mask {
        let column = ColumnName(schema: "public", table: table, column: column)
        return Mask(
            columns: ColumnPattern(column),
            treatment: treatment,
            inPredicates: inPredicates,
            exempt: exempt
        )
    }
    #expect(
        file.masks == [
            mask("a", .mask(.constant("***"))),
            mask("b", .mask(.constant("-")), exempt: ["sre"]),
            mask("c", .mask(.nullify), exempt: ["sre", "support"]),
            mask("d", .mask(.last(4))),
            mask("e", .mask(.partial(first: 1, last: 1)), .masked),
            mask("f", .mask(.partial(first: 2, last: 0))),
            mask("g.h", of: "T 1", .mask(.email)),
            mask("i", .denied, exempt: ["sre"]),
        ]
    )
    #expect(file.masks.map(\.columns.exact?.description).first == "public.t.a")
    #expect(file.maskNotices)
}

@Test func `masks by pattern`() throws {
    let file = try read(
        """
        masking: {notices: false}
        masks:
          "*.*.email": {kind: email}
          '"*".t.*_token': {kind: nullify}
          comment:*@pii*: {kind: denied}
          'hr.*."E x" comment:a comment:b': {kind: nullify}
          public.t.c comment:x: {kind: nullify}
        """
    )
    let patterns = file.masks.map(\.columns)
    #expect(
        patterns.map(\.description) == [
            "*.*.email", "*.t.*_token", "*.*.* comment:*@pii*", "hr.*.E x comment:a comment:b", "public.t.c comment:x",
        ]
    )
    #expect(patterns[1].schema == Glob(literal: "*"))
    #expect(patterns[3].comment == Glob("a comment:b"))
    // A comment is to be looked up, so not even the last is exact.
    #expect(patterns.allSatisfy { $0.exact == nil })
    #expect(!file.maskNotices)
    #expect(try read("masking: {}").maskNotices)
    #expect(try read("").maskNotices)
}

@Test func `rules with every key`() throws {
    let file = try rules(
        """
        - name: all
          why: because
          mode: monitor
          match:
            class: [delete, unknown]
            effect: "*"
            verb: [DELETE, DROP *]
            object: [public.customer, "function:*.f", 'trigger:public."T".x']
            column: [id, sku*]
            group: g
            user: [u, "1"]
            kind: [person, agent]
            database: d
            rows_over: 10
            origin: [view, foreign-key]
          deny: never
        - name: held
          why: because
          match: {class: delete, unbounded: true}
          hold: {approvers: [a, b], approvals: 2, for: 90s, rows: 5}
        - {name: short, why: because, match: {class: "*"}, hold: {approvers: a}}
        - {name: free, why: because, match: {class: read, rows_within: 0, effect: delete}, permit: {rows: 3}}
        """
    )
    var all = Match()
    all.statementClasses = .listed([.delete, .unknown])
    all.effectClasses = .every
    all.verbs = [Glob("DELETE"), Glob("DROP *")]
    all.objects = [
        try ObjectPattern("public.customer"), try ObjectPattern("function:*.f"),
        try ObjectPattern("trigger:public.\"T\".x"),
    ]
    all.columns = [Glob("id"), Glob("sku*")]
    all.groups = ["g"]
    all.users = ["u", "1"]
    all.kinds = [.person, .agent]
    all.databases = ["d"]
    all.rows = .over(10)
    all.origins = [.view, .foreignKey]
    #expect(
        file.rules == [
            Rule(
                name: "all",
                why: "because",
                mode: .monitor,
                match: all,
                action: .deny(message: "never"),
                position: FilePosition(3, 11)
            ),
            Rule(
                name: "held",
                why: "because",
                mode: .enforce,
                match: Match(statementClasses: .listed([.delete]), effectClasses: .listed([.delete]), rows: .unbounded),
                action: .hold(HoldTerms(approvers: ["a", "b"], approvals: 2, patience: .seconds(90), rows: 5)),
                position: FilePosition(19, 11)
            ),
            Rule(
                name: "short",
                why: "because",
                mode: .enforce,
                match: Match(statementClasses: .every),
                action: .hold(HoldTerms(approvers: ["a"], approvals: 1, patience: .seconds(300), rows: nil)),
                position: FilePosition(23, 12)
            ),
            Rule(
                name: "free",
                why: "because",
                mode: .enforce,
                match: Match(statementClasses: .listed([.read]), effectClasses: .listed([.delete]), rows: .within(0)),
                action: .permit(rows: 3),
                position: FilePosition(24, 12)
            ),
        ]
    )
}

@Test func `the epoch names the bytes`() throws {
    let text = "version: 1\nrules: [{name: r, why: w, match: {effect: read}, permit: {}}]\n"
    #expect(try policy(text).epoch == policy(text).epoch)
    #expect(try policy(text + "#\n").epoch != policy(text).epoch)
    #expect(try PolicyFile.read(Array(text.utf8), file: "p", digest: { "\($0.count)" }).epoch == "\(text.utf8.count)")
    // The published test vectors of FNV-1a.
    #expect(PolicyFile.digest([]) == "fnv1a-cbf29ce484222325")
    #expect(PolicyFile.digest(Array("a".utf8)) == "fnv1a-af63dc4c8601ec8c")
    #expect(PolicyFile.digest(Array("foobar".utf8)) == "fnv1a-85944171f73967e8")
}
