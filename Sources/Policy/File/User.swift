// Users that log in with a password, and who reaches which database.

import SQLAnalysis

/// A user of the policy file.
public struct User: Equatable, Sendable {
    /// The name to log in with.
    public let name: String
    /// What the password is checked with; nil for a user that cannot log in with one.
    public let verifier: SCRAMVerifier?
    /// The user's groups.
    public let groups: [String]
    /// What the user is.
    public let kind: Principal.Kind
    /// Sessions at a time; nil for what `limits` says of every user.
    public internal(set) var maxClientConnections: Int?
}

/// A grant of access: the principals that meet every condition that is given reach the databases.
public struct Access: Equatable, Sendable {
    /// The databases, by their names in the policy.
    public let databases: [String]
    /// Groups of which the principal is in at least one; nil when not given.
    public let groups: [String]?
    /// Names of principals; nil when not given.
    public let users: [String]?
    /// Kinds of principals; nil when not given.
    public let kinds: [Principal.Kind]?
}

enum UserKey: String, PolicyKey {
    case verifier, groups, kind
    case maxClientConnections = "max_user_client_connections"
}

enum AccessKey: String, PolicyKey { case database, group, user, kind }

extension PolicyReader {
    func user(_ entry: YAMLEntry, _ name: String) -> User? {
        guard name.utf8.count <= 63 else {
            log.add(.invalidValue, at: entry.keyPosition, "a user's name has at most 63 bytes")
            return nil
        }
        let advice = ["password": "passwords are not written here: `sqlguard user hash` makes a verifier of one"]
        return fields(entry.value, UserKey.self, of: "a user", advice: advice) { fields in
            let verifier = fields.optional(.verifier, verifier)
            let groups = fields.optional(.groups) { list($0, principalName) }
            let kind = fields.required(.kind) { word($0, Principal.Kind.self) }
            let most = fields.optional(.maxClientConnections, connections)
            return kind.map {
                User(name: name, verifier: verifier, groups: groups ?? [], kind: $0, maxClientConnections: most)
            }
        }
    }

    private func verifier(_ node: YAMLNode) -> SCRAMVerifier? {
        guard let text = text(node) else { return nil }
        return SCRAMVerifier(text)
            ?? invalid(
                node,
                "not of the form SCRAM-SHA-256$iterations:salt$stored-key:server-key with 4096 to 1000000 iterations"
            )
    }

    func access(_ node: YAMLNode) -> Access? {
        fields(node, AccessKey.self, of: "an access entry") { fields in
            let databases = fields.required(.database) { oneOrMore($0, databaseName) }
            let groups = fields.optional(.group) { oneOrMore($0, principalName) }
            let users = fields.optional(.user) { oneOrMore($0, principalName) }
            let kinds = fields.optional(.kind) { oneOrMore($0) { word($0, Principal.Kind.self) } }
            guard fields.has(.group) || fields.has(.user) || fields.has(.kind) else {
                log.add(.missingKey, at: fields.position, "an access entry has one of: group, user, kind")
                return nil
            }
            return databases.map { Access(databases: $0, groups: groups, users: users, kinds: kinds) }
        }
    }

    /// The name of a database of this file.
    func databaseName(_ node: YAMLNode) -> String? {
        guard let name = text(node, most: 63) else { return nil }
        guard let databases, !databases.contains(name) else { return name }
        return unknownWord(name, at: node, among: databases)
    }

    /// The name of a user or group, as the policy or an identity provider spells it.
    func principalName(_ node: YAMLNode) -> String? { text(node, most: 256) }
}
