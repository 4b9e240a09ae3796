// Policies that the tests of running gateways share.

/// Texts of policies, after `version`; see `Gateway.init` for the words in capitals.
enum Policies {
    static let principals = """
        principals:
          users:
            ada: {verifier: 'VERIFIER', groups: [dev], kind: person}
            eve: {verifier: 'VERIFIER', groups: [others], kind: person}
            robot: {kind: agent, groups: [dev]}
        """

    static let rules = """
        access:
          - {database: [shop], group: dev}
        audit: {folder: FOLDER/audit}
        admin: {socket: FOLDER/admin.sock}
        rules:
          - name: reads
            why: Reading changes nothing.
            match: {effect: [read, session, transaction, cursor, copy]}
            permit: {}
          - name: writes
            why: The tests write.
            match: {effect: [insert, update, delete]}
            permit: {}
          - name: functions
            why: The tests wait for each other with them.
            match: {effect: [procedural, server], object: "function:*.*"}
            permit: {}
          - name: no-schema-changes
            why: Structure is changed by migrations.
            match: {effect: schema-change}
            deny: put it into a migration
        """

    /// A database behind a Unix socket, logged in to with a password from a file.
    static let plain = withDatabase(
        "{socket: UPSTREAM, database: postgres, role: app, credential: {file: FOLDER/password}, search_path: [public]}"
    )

    /// A database behind a Unix socket that asks for no password.
    static let trusting = withDatabase("{socket: UPSTREAM, database: postgres, role: app}")

    /// One with another database.
    static func withDatabase(_ database: String, limits: String = "{max_client_conn: 100}") -> String {
        """
        listeners:
          - {socket: SOCKET}
        databases:
          shop: \(database)
        limits: \(limits)
        \(principals)
        \(rules)

        """
    }
}
