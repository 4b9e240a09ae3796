// A policy file, read from bytes: all of it or nothing.

import SQLAnalysis

enum PolicyFileKey: String, PolicyKey {
    case version, listeners, databases, principals, access, masks, masking, rules, limits, audit, admin, metrics
}

enum PrincipalsKey: String, PolicyKey { case users }

extension PolicyFile {
    /// Reads a policy file.
    ///
    /// - Parameters:
    ///   - bytes: The file's bytes.
    ///   - file: Its name, for messages.
    ///   - digest: Names the bytes; becomes the epoch. The one given here is not cryptographic: it tells one edit from
    ///     another, not one author from another.
    /// - Returns: The policy.
    /// - Throws: Everything that is wrong with the file, with SG9001 to SG9009.
    public static func read(
        _ bytes: [UInt8],
        file: String,
        digest: ([UInt8]) -> String = PolicyFile.digest
    ) throws(PolicyProblems) -> PolicyFile {
        let log = ProblemLog(file: file)
        let read = YAMLBuilder.tree(of: bytes, log).flatMap { PolicyReader(log: log).policy($0, epoch: digest(bytes)) }
        // A reader that returns nothing has said why; should it not have, that is one more problem.
        if read == nil, log.isEmpty {
            log.add(.configurationSyntax, at: FilePosition(1, 1), "the file could not be read")
        }
        guard let read, log.isEmpty else { throw PolicyProblems(problems: log.all) }
        return read
    }

    /// FNV-1a with 64 bits, in hexadecimal digits.
    public static func digest(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return "fnv1a-" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension PolicyReader {
    func policy(_ node: YAMLNode, epoch: String) -> PolicyFile? {
        // A later version may have other keys and mean other things; there is no sense in judging the rest.
        guard hasReadableVersion(node) else { return nil }
        let advice = ["users": "users stand under 'principals'", "upstreams": "did you mean 'databases'?"]
        return fields(node, PolicyFileKey.self, of: "a policy", advice: advice) { fields in
            _ = fields.required(.version) { count($0, PolicyFile.version...PolicyFile.version) }
            let listeners = fields.optional(.listeners) { list($0, listener) }
            let databases = fields.optional(.databases) { named($0, "databases", database) }
            var reader = self
            reader.databases = databases?.map(\.name)
            let users = fields.optional(.principals, principals)
            let access = fields.optional(.access) { list($0, reader.access) }
            let masks = fields.optional(.masks, masks)
            let masking = fields.optional(.masking, masking)
            let rules = fields.required(.rules, reader.rules)
            let limits = fields.optional(.limits, limits)
            let audit = fields.optional(.audit, audit)
            let admin = fields.optional(.admin, admin)
            let metrics = fields.optional(.metrics, metrics)
            check(fields, databases ?? [])
            return rules.map {
                PolicyFile(
                    epoch: epoch,
                    listeners: listeners ?? [],
                    databases: databases ?? [],
                    users: users ?? [],
                    access: access ?? [],
                    masks: masks ?? [],
                    maskNotices: masking?.notices ?? true,
                    rules: $0,
                    limits: limits ?? LimitSettings(),
                    audit: audit,
                    admin: admin,
                    metrics: metrics
                )
            }
        }
    }

    /// What one section demands of another.
    private func check(_ fields: Fields<PolicyFileKey>, _ databases: [Database]) {
        if fields.has(.access), !fields.has(.databases) {
            log.add(.missingKey, at: fields.position(of: .access), "'access' is about databases, and the file has none")
        }
        for database in databases where database.unanalysed == .permit && fields.has(.masks) {
            log.add(
                .invalidValue,
                at: fields.position(of: .masks),
                "the database '\(shown(database.name))' has 'unanalysed: permit', which does not go with masks"
            )
        }
    }

    /// False when there is a version and it is none that is read here.
    private func hasReadableVersion(_ node: YAMLNode) -> Bool {
        guard case .mapping(let entries) = node.content else { return true }
        guard let entry = entries.first(where: { $0.key.text == PolicyFileKey.version.rawValue }) else { return true }
        guard let version = count(entry.value, 0...Int(Int32.max)) else { return false }
        guard version == PolicyFile.version else {
            log.add(.unsupportedVersion, at: entry.value.position, "version \(version) is not read here; version: 1 is")
            return false
        }
        return true
    }

    private func principals(_ node: YAMLNode) -> [User]? {
        fields(node, PrincipalsKey.self, of: "principals") { fields in
            fields.required(.users) { named($0, "users", user) }
        }
    }
}
