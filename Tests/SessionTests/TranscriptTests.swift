// Runs corpus/session: conversations as text. With SQLGUARD_GOLDEN=1 their expectations are rewritten instead.

import Foundation
import Session
import Testing

@Suite("Transcripts")
struct TranscriptTests {
    static let golden = ProcessInfo.processInfo.environment["SQLGUARD_GOLDEN"] == "1"

    /// Every file by its path from the repository's root.
    static let files: [String] = {
        let folder = Ground.root.appending(path: "corpus/session").path(percentEncoded: false)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".test") }.map { "corpus/session/\($0)" }.sorted()
    }()

    @Test("there are transcripts")
    func exist() { #expect(!Self.files.isEmpty) }

    @Test("every conversation goes as it is written, however its bytes are split", arguments: files)
    func cases(file: String) throws {
        let text = String(decoding: try Ground.text(file), as: UTF8.self)
        let run = CorpusRun(file: file, text: text, golden: Self.golden, commands: [SessionCommand()])
        for failure in run.failures {
            Issue.record("\(failure)", sourceLocation: Self.location(failure))
        }
        guard let rewritten = run.rewritten else { return }
        try rewritten.write(to: Ground.root.appending(path: file), atomically: true, encoding: .utf8)
        for change in run.changes { Issue.record("\(change)") }
    }

    private static func location(_ failure: CorpusFailure) -> SourceLocation {
        SourceLocation(
            fileID: "SessionTests/\(failure.file.split(separator: "/").last ?? "")",
            filePath: Ground.root.appending(path: failure.file).path(percentEncoded: false),
            line: failure.line,
            column: 1
        )
    }
}

/// `session`: a conversation. Prints what goes to client and server and what is recorded, in order.
struct SessionCommand: CorpusCommand {
    let name = "session"
    let arguments: Set<String> = [
        "policy", "schema", "listener", "start", "decide", "hints", "splits", "names", "definitions", "requests",
        "message",
        "bind", "parameters", "idle", "transaction", "query", "refused", "masks", "notices", "binding",
    ]

    func run(_ corpusCase: CorpusCase) throws(CommandProblem) -> [String] {
        do {
            let transcript = Transcript(
                steps: try Transcript.read(String(decoding: corpusCase.input, as: UTF8.self)),
                setup: try setup(corpusCase),
                startsReady: corpusCase.argument("start") != "connection"
            )
            let told = try transcript.run(.messages)
            try check(told, "message by message")
            if corpusCase.argument("splits") != "off" { try compare(transcript, told) }
            return told.lines.isEmpty ? ["nothing"] : told.lines
        } catch let problem as NotationProblem {
            throw CommandProblem(problem.message)
        } catch let problem as CommandProblem {
            throw problem
        } catch {
            throw CommandProblem("\(error)")
        }
    }

    /// However the bytes arrive, the same goes out.
    private func compare(_ transcript: Transcript, _ told: Stand) throws {
        var feedings: [Feeding] = [.lines, .bytes]
        for (step, length) in transcript.lengths.enumerated() where length > 1 {
            feedings += (1..<length).map { .split(step: step, offset: $0) }
        }
        var quiet = transcript
        quiet.setup.isQuiet = true
        for feeding in feedings {
            let other = try quiet.run(feeding)
            try check(other, "\(feeding)")
            guard told.toClient == other.toClient, told.toUpstream == other.toUpstream, told.notes == other.notes else {
                let louder = try transcript.run(feeding)
                throw NotationProblem(
                    message: "\(feeding) gives another outcome:\n" + louder.lines.joined(separator: "\n")
                )
            }
        }
    }

    private func check(_ stand: Stand, _ how: String) throws {
        guard stand.faults.isEmpty else {
            throw NotationProblem(message: "\(how): \(stand.faults)\n" + stand.lines.joined(separator: "\n"))
        }
    }

    private func setup(_ corpusCase: CorpusCase) throws -> StandSetup {
        var setup = StandSetup()
        setup.policy = corpusCase.argument("policy") ?? setup.policy
        setup.schema = corpusCase.argument("schema") ?? setup.schema
        setup.decidesLater = corpusCase.argument("decide") == "later"
        setup.bindsChannel = corpusCase.argument("binding") == "on"
        setup.hints = corpusCase.argument("hints") == "on"
        setup.masking = try corpusCase.argument("masks").map {
            try StubMasking($0, notices: corpusCase.argument("notices") != "off")
        }
        switch corpusCase.argument("listener") {
        case nil, "plain": setup.listener = .plain
        case "socket": setup.listener = .socket
        case "tls": setup.listener = .tls(isRequired: false)
        case "tls-required": setup.listener = .tls(isRequired: true)
        case let other?: throw NotationProblem(message: "no listener is called \(other)")
        }
        func number(_ key: String) -> Int? { corpusCase.argument(key).flatMap { Int($0) } }
        setup.limits.names = number("names") ?? setup.limits.names
        setup.limits.definitions = number("definitions") ?? setup.limits.definitions
        setup.limits.requestsUnderWay = number("requests") ?? setup.limits.requestsUnderWay
        setup.limits.messageBytes = number("message") ?? setup.limits.messageBytes
        setup.limits.wholeBindBytes = number("bind") ?? setup.limits.wholeBindBytes
        setup.limits.recordedParameterBytes = number("parameters") ?? setup.limits.recordedParameterBytes
        func seconds(_ key: String) -> UInt64? { number(key).map { UInt64($0) * 1_000_000_000 } }
        setup.limits.idleNanoseconds = seconds("idle")
        setup.limits.idleTransactionNanoseconds = seconds("transaction")
        setup.limits.queryNanoseconds = seconds("query")
        setup.isRefused = corpusCase.argument("refused") == "on"
        return setup
    }
}
