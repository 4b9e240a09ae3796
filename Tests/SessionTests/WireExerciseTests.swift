// What the wire's fuzzer does with an input, done with every seed; and what its checks notice.

import Foundation
import PGWire
import SQLAnalysis
import Testing

@testable import Session
@testable import WireExercise

@Suite("Wire exercise")
struct WireExerciseTests {
    private func exercise() throws -> WireExercise {
        try WireExercise(
            open: try Ground.text("corpus/policies/gate-open.yaml"),
            closed: try Ground.text("corpus/policies/gate.yaml"),
            out: try Ground.text("corpus/policies/gate-out.yaml"),
            unanalysed: try Ground.text("corpus/policies/gate-unanalysed.yaml"),
            schema: try Ground.text("corpus/schemas/shop.sql")
        )
    }

    /// How inputs of each surface end; every way must be met by a seed.
    private static let endings: [Surface: Set<String>] = [
        .frontend: ["read", "refused", "stream", "stream-refused"],
        .backend: ["read", "refused", "stream", "stream-refused"],
        .startup: ["startup", "tls", "gss", "cancel", "refused", "short", "length", "options", "options-refused"],
        .sasl: ["logged-in", "first-refused", "challenge-refused", "proof-refused", "server-refused"],
        .session: ["open", "open-silent", "over", "over-silent", "denied"],
    ]

    @Test("every seed keeps what is promised, and every ending is met", arguments: Surface.allCases)
    func seeds(surface: Surface) throws {
        let exercise = try exercise()
        let seeds = exercise.handMade(surface) + (try WireSeeds.all()[surface] ?? [])
        var endings: Set<String> = []
        for seed in seeds {
            let report = exercise.run(surface, seed)
            #expect(report.wrong == [], "\(surface.rawValue) \(quoted(seed))")
            endings.insert(report.ending)
        }
        #expect(Self.endings[surface, default: []].subtracting(endings) == [])
        try write(seeds, surface)
    }

    /// Puts the seeds where SQLGUARD_WIRE_SEEDS says, for scripts/fuzz-wire.
    private func write(_ seeds: [[UInt8]], _ surface: Surface) throws {
        guard let path = ProcessInfo.processInfo.environment["SQLGUARD_WIRE_SEEDS"] else { return }
        let folder = URL(filePath: path).appending(path: surface.rawValue)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (place, seed) in seeds.enumerated() { try Data(seed).write(to: folder.appending(path: "\(place)")) }
    }

    @Test("a conversation that is permitted goes through, and comes back from its bytes")
    func course() throws {
        let course = Course(
            flags: Course.Flag.decidesLater,
            [
                .clientMessage(0x51, Array("SELECT 1".utf8) + [0]), .decide, .serverMessage(0x5A, [0x49]), .pass(3),
                .client([1, 2]), .server([]), .policy(1), .end(2), .closed(1), .timer(1), .impossible(4),
            ]
        )
        #expect(Course(course.encoded) == course)
    }
}

@Suite("What the wire's exercises notice")
struct WirePromiseTests {
    private func wrong(_ reader: BodyReader, _ body: [UInt8]) -> [String] {
        var promises = Promises()
        _ = reader.exercise(body, &promises)
        return promises.wrong
    }

    @Test("a reader that leaves bytes, looks around itself, or is written in another way")
    func readers() {
        let leaves = BodyReader(
            name: "it",
            type: 0x51,
            read: { body, _ throws(ProtocolViolation) in
                guard body.count >= 2 else { throw .truncated(type: 0x51) }
                return [.range(body.lowerBound..<(body.lowerBound + 1))]
            }
        )
        #expect(wrong(leaves, [1, 2, 3]).contains("it does not read its body to the end"))
        #expect(wrong(leaves, [1, 2, 3]).contains("it reads a body that lacks its last byte"))
        let around = BodyReader(
            name: "it",
            type: 0x51,
            takesTheRest: true,
            read: { body, span throws(ProtocolViolation) in
                guard body.upperBound <= span.byteCount else { throw .truncated(type: 0x51) }
                return [.number(body.lowerBound)]
            }
        )
        #expect(wrong(around, [1]).allSatisfy { $0 == "it reads another thing when the body stands elsewhere" })
        #expect(wrong(around, [1]).count == 2)
        let other = BodyReader(
            name: "it",
            type: 0x51,
            takesTheRest: true,
            read: { body, span throws(ProtocolViolation) in
                guard body.upperBound <= span.byteCount else { throw .truncated(type: 0x51) }
                return []
            },
            write: { _, body throws(ProtocolViolation) in body }
        )
        #expect(wrong(other, [1]) == ["it is written in another way than it came"])
    }

    @Test("a text that goes on without a record, or in place of a denied one")
    func texts() {
        var bytes: [UInt8] = []
        try? FrontendWriter.query(Array("SELECT 1".utf8), into: &bytes)
        var records = Records()
        #expect(records.sent(bytes[...]) == ["a text goes on that is not recorded"])
        let rejected = Intent(
            number: 1,
            kind: .simple,
            statement: .none,
            judgement: nil,
            rejection: .functionCall,
            parameters: nil
        )
        #expect(records.take(rejected, Array("SELECT 1".utf8), mayBeAsked: true) == [])
        #expect(records.sent(bytes[...]) == ["a text goes on that is not recorded"])
        let permitted = Intent(
            number: 2,
            kind: .simple,
            statement: .none,
            judgement: nil,
            rejection: nil,
            parameters: nil
        )
        #expect(records.take(permitted, Array("SELECT 1".utf8), mayBeAsked: false) == [])
        #expect(records.sent(bytes[...]) == [])
        #expect(records.sent(bytes.prefix(8)) == ["a part of a text goes on"])
    }

    @Test("a text that does not parse and goes on in another way than to be asked about")
    func questions() throws {
        let broken = Array("SELEC 1".utf8)
        func parse(_ name: String, _ text: [UInt8]) throws -> [UInt8] {
            var bytes: [UInt8] = []
            try FrontendWriter.parse(name: Array(name.utf8), text, into: &bytes)
            return bytes
        }
        func faults(mayBeAsked: Bool = true, _ messages: [UInt8]...) -> [String] {
            var records = Records()
            func intent(_ number: UInt64) -> Intent {
                Intent(
                    number: number,
                    kind: .simple,
                    statement: .none,
                    judgement: nil,
                    rejection: Rejection(Refusal(.syntaxError, "for the test")),
                    parameters: nil
                )
            }
            // The first one is answered without the server.
            return records.take(intent(1), [0x28], mayBeAsked: mayBeAsked)
                + records.take(intent(2), broken, mayBeAsked: mayBeAsked)
                + messages.flatMap { records.sent($0[...]) }
        }
        var (query, sync): ([UInt8], [UInt8]) = ([], [])
        try FrontendWriter.query(broken, into: &query)
        FrontendWriter.bare(.sync, into: &sync)
        let (question, failing) = (try parse("", broken), try parse("", Array("/* denied by sqlguard: SG2001 */".utf8)))
        #expect(faults(question, failing, sync) == [])
        let unrecorded = ["a text goes on that is not recorded"]
        #expect(faults(mayBeAsked: false, question, failing) == unrecorded)
        #expect(faults(query) == unrecorded)
        #expect(faults(try parse("s", broken)) == unrecorded)
        #expect(faults(question, sync) == ["a refused text goes on with nothing to fail behind it"])
        #expect(faults(question, question) == ["a refused text goes on with something else behind it"])
    }

    @Test("outcomes twice, of nothing, of what was refused, and none at all")
    func outcomes() {
        func outcome(_ intent: UInt64) -> Outcome {
            Outcome(
                intent: intent,
                statement: 0,
                status: .complete,
                rows: 0,
                nanoseconds: 0,
                tag: Slice(.made, 0, 0),
                sqlState: .none
            )
        }
        var records = Records()
        #expect(records.take(outcome(1), []) == ["an outcome of no intent"])
        for (number, rejection) in [(1, nil), (2, Rejection.functionCall)] as [(UInt64, Rejection?)] {
            let intent = Intent(
                number: number,
                kind: .simple,
                statement: .none,
                judgement: nil,
                rejection: rejection,
                parameters: nil
            )
            #expect(records.take(intent, [], mayBeAsked: false) == [])
        }
        #expect(records.checkEnd() == ["intent 1 has no outcome"])
        #expect(records.take(outcome(1), []) == [])
        #expect(records.take(outcome(1), []) == ["two outcomes of one statement"])
        #expect(records.take(outcome(2), []) == ["an outcome of what was refused"])
        #expect(records.checkEnd() == [])
    }
}
