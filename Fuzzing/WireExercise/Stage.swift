// What sessions are exercised under: policies, judgements, and a login that is the same every time.

import PGWire
import Policy
import SQLAnalysis
import Session

/// Policies, judgements and the login. One thread at a time.
final class Stage {
    /// The policies, as an input chooses between them.
    let policies: [PolicyFile]
    private let reader: StatementReader
    private let catalog: CatalogSnapshot
    private let script: LoginScript

    private struct Known {
        let names: SessionNames
        let inForce: UInt64
        let policy: Int
        let judgement: Judgement
    }
    /// Judgements by text; forgotten when there are too many.
    private var known: [[UInt8]: [Known]] = [:]
    private static let mostKnown = 4096

    init(open: [UInt8], closed: [UInt8], out: [UInt8], unanalysed: [UInt8], schema: [UInt8]) throws {
        reader = try StatementReader()
        policies = try [("open", open), ("closed", closed), ("out", out), ("unanalysed", unanalysed)]
            .map { try PolicyFile.read($1, file: $0) }
        catalog = try CatalogLoader(reader).load(schema, digest: PolicyFile.digest).snapshot
        script = try LoginScript()
    }

    /// Judges a text as the proxy would, under one of the policies.
    func judge(
        _ text: [UInt8],
        policy: Int,
        inForce: UInt64,
        names: SessionNames,
        principal: Principal,
        database: String
    ) -> Judgement {
        if let list = known[text],
            let found = list.first(where: { $0.inForce == inForce && $0.policy == policy && $0.names == names })
        {
            return found.judgement
        }
        let snapshot = PolicySnapshot(policy: policies[policy], catalog: catalog)
        let judge = Judge(reader: reader, snapshot: snapshot, inForce: inForce)
        let inPlace = (try? Lexer.lex(text)).flatMap {
            judge.judgeInPlace($0, names: names, principal: principal, database: database)
        }
        let judgement = inPlace ?? judge.judge(text, names: names, principal: principal, database: database)
        if known.count >= Self.mostKnown { known.removeAll(keepingCapacity: true) }
        known[text, default: []].append(Known(names: names, inForce: inForce, policy: policy, judgement: judgement))
        if known[text, default: []].count > 16 { known[text] = nil }
        return judgement
    }

    /// Logs a session in, as far as it lets itself.
    func logIn(_ session: DrivenSession) { script.play(on: session) }

    /// Whether some bytes hold the one proof that the user's password makes with the sessions' nonces.
    func holdsProof(_ bytes: [UInt8]) -> Bool {
        let proof = script.proof
        guard bytes.count >= proof.count else { return false }
        return (0...(bytes.count - proof.count)).contains { bytes[$0...].starts(with: proof) }
    }

    /// The bytes of a client that logs in, message by message, for seeds.
    var clientLogin: [[UInt8]] { script.client }

    /// Random bytes that are the same every time.
    static let seeds = SessionSeeds(
        clientNonce: Array(repeating: 7, count: SCRAM.nonceBytes),
        upstreamNonce: Array(repeating: 9, count: SCRAM.nonceBytes),
        processID: 4711,
        cancelSecret: Array("abcdefghijklmnopqrstuvwxyz012345".utf8),
        substitute: [0xDE, 0xAD, 0xBE, 0xEF, 0, 1, 2, 3]
    )
    static let mockSecret = Array("a secret of the process".utf8)
    /// The process id that the server gives.
    static let serverProcess: UInt32 = 99
}

/// What client and server say until a session is ready. All random bytes are fixed, so it is the same every time.
struct LoginScript {
    /// The client's messages.
    let client: [[UInt8]]
    /// The last bytes of the client's last message: the proof itself.
    let proof: [UInt8]
    private let server: [[UInt8]]
    private let keys: SCRAMKeys

    /// The login cannot be prepared.
    struct Impossible: Error {}

    private static let password = Array("correct horse".utf8)
    private static let clientSalt = Array("salt of tester".utf8)
    private static let serverSalt = Array("upstream salt".utf8)

    init() throws {
        let iterations = 4096
        guard let own = SCRAMKeys(password: Self.password, salt: Self.clientSalt, iterations: iterations),
            let clientSecret = SCRAMSecret(password: Self.password, salt: Self.clientSalt, iterations: iterations),
            let keys = SCRAMKeys(password: Self.password, salt: Self.serverSalt, iterations: iterations),
            let secret = SCRAMSecret(password: Self.password, salt: Self.serverSalt, iterations: iterations)
        else { throw Impossible() }
        self.keys = keys
        let seeds = Stage.seeds
        // The client, and what the session will answer it.
        let first = SCRAMExchange(
            client: SCRAMClient(random: Array(repeating: 1, count: SCRAM.nonceBytes)),
            server: SCRAMServer(clientSecret, doomed: false),
            random: seeds.clientNonce
        )
        let (clientFirst, _, clientLast, _) = try first.messages(own)
        var startup: [UInt8] = []
        let parameters = [("user", "tester"), ("database", "shop")].map {
            StartupMessage.Parameter(name: $0, value: $1)
        }
        try FrontendWriter.startup(parameters, into: &startup)
        var initial: [UInt8] = []
        try FrontendWriter.saslInitialResponse(mechanism: SCRAM.mechanism, clientFirst, into: &initial)
        var final: [UInt8] = []
        try FrontendWriter.saslResponse(clientLast, into: &final)
        client = [startup, initial, final]
        proof = Array(clientLast.suffix(44))
        // The session, and what the server answers it.
        let second = SCRAMExchange(
            client: SCRAMClient(random: seeds.upstreamNonce),
            server: SCRAMServer(secret, doomed: false),
            random: Array(repeating: 3, count: SCRAM.nonceBytes)
        )
        let (_, challenge, _, verified) = try second.messages(keys)
        var server: [[UInt8]] = [[], [], []]
        try BackendWriter.authenticationSASL([SCRAM.mechanism], into: &server[0])
        try BackendWriter.authenticationSASLContinue(challenge, into: &server[1])
        try BackendWriter.authenticationSASLFinal(verified, into: &server[2])
        try BackendWriter.authenticationOK(into: &server[2])
        try BackendWriter.parameterStatus("client_encoding", "UTF8", into: &server[2])
        try BackendWriter.parameterStatus("standard_conforming_strings", "on", into: &server[2])
        try BackendWriter.backendKeyData(process: Stage.serverProcess, key: Array("key!".utf8), into: &server[2])
        BackendWriter.readyForQuery(UInt8(ascii: "I"), into: &server[2])
        self.server = server
    }

    func play(on session: DrivenSession) {
        for message in client { session.client(message) }
        session.happened(.upstreamConnected)
        session.upstream(server[0])
        session.upstream(server[1])
        session.happened(.upstreamKeys(keys))
        session.upstream(server[2])
    }
}

/// One login by SCRAM between two sides that know each other.
private struct SCRAMExchange {
    var client: SCRAMClient
    var server: SCRAMServer
    let random: [UInt8]

    /// Its four messages.
    func messages(_ keys: SCRAMKeys) throws -> ([UInt8], [UInt8], [UInt8], [UInt8]) {
        var (client, server) = (client, server)
        let first = client.first
        let challenge = try server.first(first, random: random)
        _ = try client.challenged(challenge)
        let last = try client.final(keys)
        return (first, challenge, last, try server.final(last))
    }
}
