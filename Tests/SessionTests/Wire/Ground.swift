// What sessions of the tests are judged under: policies and schemas of the corpus, read once.

import Foundation
import PGWire
import Policy
import SQLAnalysis
import Session
import Synchronization

/// Policies, schemas, judges and seeds.
enum Ground {
    /// The repository's root.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The password of every user of the policies for sessions.
    static let password = Array("correct horse".utf8)

    private struct Store {
        var readers: StatementReader?
        var policies: [String: PolicyFile] = [:]
        var catalogs: [String: CatalogSnapshot] = [:]
        var judgements: [String: Judgement] = [:]
        var keys: [SCRAMClient.Challenge: [[UInt8]: SCRAMKeys]] = [:]
    }
    private static let store = Mutex(Store())

    static func text(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: root.appending(path: path))) }

    private static func reader() throws -> StatementReader {
        try store.withLock { store in
            if let reader = store.readers { return reader }
            let reader = try StatementReader()
            store.readers = reader
            return reader
        }
    }

    static func policy(_ name: String) throws -> PolicyFile {
        try store.withLock { store in
            if let policy = store.policies[name] { return policy }
            let policy = try PolicyFile.read(try text("corpus/policies/\(name).yaml"), file: name)
            store.policies[name] = policy
            return policy
        }
    }

    private static func catalog(_ name: String) throws -> CatalogSnapshot {
        if let known = store.withLock({ $0.catalogs[name] }) { return known }
        let loaded = try CatalogLoader(try reader()).load(
            try text("corpus/schemas/\(name).sql"),
            digest: PolicyFile.digest
        )
        store.withLock { $0.catalogs[name] = loaded.snapshot }
        return loaded.snapshot
    }

    /// Judges a text as the proxy would; what is judged in a fresh session is judged once.
    static func judge(
        _ text: [UInt8],
        policy: String,
        schema: String?,
        inForce: UInt64,
        masking: StubMasking? = nil,
        names: SessionNames,
        principal: Principal,
        database: String
    ) throws -> Judgement {
        let key = "\(policy) \(schema ?? "-") \(inForce) \(principal.user) \(database) \(quoted(text))"
        let isFresh = names == SessionNames() && masking == nil
        if isFresh, let known = store.withLock({ $0.judgements[key] }) { return known }
        let catalog = try schema.map { try Self.catalog($0) }
        let snapshot = PolicySnapshot(policy: try Self.policy(policy), catalog: catalog)
        let judge = Judge(reader: try reader(), snapshot: snapshot, inForce: inForce)
        if let masking {
            return Self.judge(
                text,
                masking: masking,
                under: judge,
                names: names,
                principal: principal,
                database: database
            )
        }
        let judgement = judge.judge(text, names: names, principal: principal, database: database)
        if isFresh { store.withLock { $0.judgements[key] = judgement } }
        return judgement
    }

    /// Keys for a password; derived once, since 4096 rounds take a while.
    static func keys(_ password: [UInt8], _ challenge: SCRAMClient.Challenge) throws -> SCRAMKeys {
        try store.withLock { store in
            if let known = store.keys[challenge]?[password] { return known }
            let made = SCRAMKeys(password: password, salt: challenge.salt, iterations: challenge.iterations)
            guard let made else { throw NotationProblem(message: "no keys") }
            store.keys[challenge, default: [:]][password] = made
            return made
        }
    }

    static let seeds = SessionSeeds(
        clientNonce: Array(repeating: 7, count: 18),
        upstreamNonce: Array(repeating: 9, count: 18),
        processID: 4711,
        cancelSecret: Array("abcdefghijklmnopqrstuvwxyz012345".utf8),
        substitute: [0xDE, 0xAD, 0xBE, 0xEF, 0, 1, 2, 3]
    )

    /// What logins are bound to, on either side.
    static let endPoint = Array("end point of the listener".utf8)
    static let upstreamEndPoint = Array("end point of the server".utf8)

    static let mockSecret = Array("a secret of the process".utf8)

    /// The keys of the upstream's password are derived once; 4096 rounds take a while.
    static let upstreamSalt = Array("upstream salt".utf8)
    static let upstreamKeys = SCRAMKeys(password: password, salt: upstreamSalt, iterations: 4096)
    static let upstreamSecret = SCRAMSecret(password: password, salt: upstreamSalt, iterations: 4096)
}
