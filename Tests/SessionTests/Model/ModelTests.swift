// Random conversations, held with a server directly and through a session: the client must not see a difference.

import Foundation
import Testing

@testable import Session

@Suite("Against a pretend server")
struct ModelTests {
    /// What a client saw, message by message; of an error only what drivers act on, and of a notice that it came.
    private static func seen(_ bytes: [UInt8]) throws -> [String] {
        var lines: [String] = []
        var offset = 0
        while let message = try SentMessage.take(bytes, &offset) {
            let line = try Rendering.backend(message)
            lines.append("EN".contains(message.type) ? String(line.prefix(19)) : line)
        }
        if offset != bytes.count { lines.append("half a message") }
        return lines
    }

    /// The client's view of a conversation that is held without a session.
    private static func direct(_ script: Script, refusing refused: Set<String>) -> (
        server: PretendServer, bytes: [UInt8]
    ) {
        var server = PretendServer(refused: refused)
        var bytes: [UInt8] = []
        for message in script.messages {
            server.receive(message)
            bytes += server.takeSent()
        }
        return (server, bytes)
    }

    /// The same through a session, with everything arriving in random pieces at random times.
    private static func guarded(
        _ script: Script,
        policy: String,
        masking: StubMasking?,
        seed: UInt64
    ) throws -> (server: PretendServer, stand: Stand, bytes: [UInt8]) {
        var dice = Dice(seed ^ 0xABCD)
        var setup = StandSetup(policy: policy)
        setup.masking = masking
        setup.isQuiet = true
        setup.decidesLater = dice.chance(50)
        let login = try Transcript.ready(setup)
        let stand = login.stand
        var server = PretendServer()
        var client = script.messages.flatMap(\.self)
        var sentToServer = login.toUpstream
        var replies: [UInt8] = []
        func passOn() {
            let fresh = Array(stand.toUpstream[sentToServer...])
            sentToServer = stand.toUpstream.count
            if !fresh.isEmpty { server.receive(fresh) }
            replies += server.takeSent()
        }
        var idle = 0
        while idle < 50, !stand.isOver {
            let before = (client.count, replies.count, stand.toClient.count, stand.toUpstream.count)
            switch dice.below(4) {
            case 0 where !client.isEmpty, 1 where !client.isEmpty:
                let count = min(client.count, dice.chance(50) ? 1 + dice.below(9) : 1 + dice.below(400))
                stand.client(Array(client.prefix(count)))
                client.removeFirst(count)
            case 2 where !replies.isEmpty:
                let count = min(replies.count, dice.chance(50) ? 1 + dice.below(9) : 1 + dice.below(400))
                let piece = Array(replies.prefix(count))
                replies.removeFirst(count)
                stand.upstream(piece)
            case 3 where stand.hasQuestions: try stand.decide()
            default: break
            }
            passOn()
            let after = (client.count, replies.count, stand.toClient.count, stand.toUpstream.count)
            idle = before == after && !stand.hasQuestions ? idle + 1 : 0
        }
        return (server, stand, Array(stand.toClient[login.toClient...]))
    }

    private func compare(
        seed: UInt64,
        policy: String,
        denies: Bool,
        turns: Int,
        masking: StubMasking? = nil
    ) throws {
        let script = Script(seed: seed, turns: turns, denies: denies)
        let refused = denies ? Set(Script.denied) : []
        let direct = Self.direct(script, refusing: refused)
        let guarded = try Self.guarded(script, policy: policy, masking: masking, seed: seed)
        #expect(direct.server.faults == [], "the script is one that a server could answer")
        #expect(guarded.server.faults == [])
        #expect(guarded.stand.faults == [])
        #expect(!guarded.stand.isOver)
        let (expected, actual) = (try Self.seen(direct.bytes), try Self.seen(guarded.bytes))
        if expected != actual {
            let place = zip(expected, actual).prefix { $0 == $1 }.count
            let start = max(0, place - 4)
            Issue.record(
                """
                seed \(seed): after \(place) messages the client sees
                \(actual.dropFirst(start).prefix(8).joined(separator: "\n"))
                and not
                \(expected.dropFirst(start).prefix(8).joined(separator: "\n"))
                """
            )
        }
        #expect(direct.server.ran == guarded.server.ran)
        #expect(direct.server.transaction == guarded.server.transaction)
        for text in guarded.server.texts {
            #expect(!Script.denied.contains { text.contains($0) }, "a denied text reached the server")
        }
        // Where a session answers for a name that does not exist, it answers the Sync behind it too; where it waits for the
        // server to say what a name stands for, it has that said with a Flush.
        if !denies {
            let own = ["Sync", "Flush"]
            #expect(
                direct.server.handled.filter { !own.contains($0) }
                    == guarded.server.handled.filter { !own.contains($0) }
            )
        }
        try account(guarded.stand)
        #expect(guarded.stand.keptMaskings == 0, "everything is answered")
    }

    /// Every intent that went on has an outcome, and only one for each statement.
    private func account(_ stand: Stand) throws {
        var seen: Set<String> = []
        for outcome in stand.outcomes {
            #expect(seen.insert("\(outcome.intent).\(outcome.statement)").inserted, "two outcomes: \(outcome)")
        }
        #expect(stand.intents.map(\.number) == (0..<UInt64(stand.intents.count)).map { $0 + 1 })
        let withOutcome = Set(stand.outcomes.map(\.intent))
        for intent in stand.intents {
            let runs = intent.rejection == nil && (intent.kind == .simple || intent.kind == .execute)
            // A portal that is left in the middle of a transaction has its outcome when that ends.
            if !runs { #expect(!withOutcome.contains(intent.number)) }
        }
    }

    /// How many conversations of each kind; SQLGUARD_SEEDS asks for more.
    static let seeds: UInt64 = ProcessInfo.processInfo.environment["SQLGUARD_SEEDS"].flatMap { UInt64($0) } ?? 150

    @Test("with everything permitted, a client sees what it would see without a session", arguments: 0..<seeds)
    func permitAll(seed: UInt64) throws {
        try compare(seed: seed, policy: "gate-open", denies: false, turns: 25)
    }

    @Test("a denial looks as if the server had refused the text itself", arguments: 1_000_000..<1_000_000 + seeds)
    func denials(seed: UInt64) throws {
        try compare(seed: seed, policy: "gate", denies: true, turns: 25)
    }

    @Test("masks change nothing for what drivers act on", arguments: 2_000_000..<2_000_000 + seeds)
    func masks(seed: UInt64) throws {
        let masking = try StubMasking("public.customer.email")
        try compare(seed: seed, policy: "gate", denies: seed % 2 == 0, turns: 25, masking: masking)
    }
}
