// A transcript: what client, server and the rest of the world do, in order, and how it is fed to a session.

import PGWire
import Policy
import SQLAnalysis
import Session

/// One line of a transcript.
enum TranscriptStep {
    /// The client sends these messages.
    case client([MessageSource])
    /// The server sends these messages.
    case server([MessageSource])
    /// Something else happens.
    case event(String)
}

/// A message, or how it is made when its time has come.
enum MessageSource {
    case bytes([UInt8])
    /// The client's first message of SCRAM.
    case scramFirst(SCRAMClient.Binding)
    /// The client's last message of SCRAM, with this password.
    case scramProof([UInt8])
    /// The server's first message of SCRAM.
    case scramChallenge
    /// The server's last message of SCRAM.
    case scramFinal
}

/// In which pieces the bytes of a line arrive.
enum Feeding: Equatable {
    /// Each message by itself.
    case messages
    /// All messages of a line at once.
    case lines
    /// As `lines`, but the bytes of one line are split at an offset.
    case split(step: Int, offset: Int)
    /// Each byte by itself.
    case bytes
}

/// A case of a transcript file, read.
struct Transcript {
    let steps: [TranscriptStep]
    var setup: StandSetup
    let startsReady: Bool

    /// Runs it; the stand has everything that came of it.
    func run(_ feeding: Feeding) throws -> Stand {
        var peers = Peers()
        let stand: Stand
        if startsReady {
            stand = try Transcript.ready(setup).stand
        } else {
            stand = try Stand(setup)
            stand.happened(.clientConnected)
        }
        try run(on: stand, &peers, feeding)
        return stand
    }

    /// Goes on with a session that has come somewhere already.
    func go(on stand: Stand) throws {
        var peers = Peers()
        try run(on: stand, &peers, .messages)
    }

    private func run(on stand: Stand, _ peers: inout Peers, _ feeding: Feeding) throws {
        for (place, step) in steps.enumerated() {
            switch step {
            case .client(let sources):
                let messages = try sources.map { try peers.client($0, stand) }
                for part in Self.parts(messages, feeding, place) { stand.client(part) }
            case .server(let sources):
                let messages = try sources.map { try peers.server($0, stand) }
                for part in Self.parts(messages, feeding, place) { stand.upstream(part) }
            case .event(let event): try Self.happen(event, stand)
            }
        }
    }

    private static func parts(_ messages: [[UInt8]], _ feeding: Feeding, _ place: Int) -> [[UInt8]] {
        var all: [UInt8] = []
        for message in messages { all += message }
        switch feeding {
        case .messages: return messages
        case .lines: return [all]
        case .bytes: return all.map { [$0] }
        case .split(let step, let offset):
            guard step == place, offset < all.count else { return [all] }
            return [Array(all[..<offset]), Array(all[offset...])]
        }
    }

    /// How many bytes each line has, by its place; 0 for events. Messages that are made later count as one byte.
    var lengths: [Int] {
        steps.map { step in
            switch step {
            case .client(let sources), .server(let sources):
                sources.reduce(0) { sum, source in
                    if case .bytes(let bytes) = source { sum + bytes.count } else { sum + 60 }
                }
            case .event: 0
            }
        }
    }

    private static func happen(_ event: String, _ stand: Stand) throws {
        let words = event.split(separator: " ").map(String.init)
        switch (words.first, words.dropFirst().first) {
        case ("client", "closed"): stand.happened(.clientClosed)
        case ("client", "secured"):
            stand.happened(
                .clientSecured(words.last == "postgresql" ? .postgresql : words.last == "none" ? .none : .other)
            )
        case ("upstream", "connected"): stand.happened(.upstreamConnected)
        case ("upstream", "secured"):
            stand.happened(.upstreamSecured(endPoint: words.last == "bound" ? Ground.upstreamEndPoint : nil))
        case ("upstream", "closed"): stand.happened(.upstreamClosed)
        case ("upstream", "failed"): stand.happened(.upstreamFailed(words.last == "tls" ? .tls : .unreachable))
        case ("upstream", "keys"):
            guard let keys = Ground.upstreamKeys else { throw NotationProblem(message: "no keys") }
            stand.happened(.upstreamKeys(keys))
        case ("decided", _): try stand.decide()
        case ("cancel", "requested"): stand.happened(.cancelRequested)
        case ("cancel", "finished"): stand.happened(.cancelFinished)
        case ("timer", let name?):
            guard let timer = SessionTimer.allCases.first(where: { "\($0)" == name }) else {
                throw NotationProblem(message: "no clock is called \(name)")
            }
            stand.happened(.timer(timer))
        case ("seconds", let count?): stand.pass(nanoseconds: (UInt64(count) ?? 0) * 1_000_000_000)
        case ("policy", let name?): try stand.change(policy: name)
        case ("masks", let names?): try stand.change(masking: names == "none" ? nil : StubMasking(names))
        case ("end", let name?):
            guard let reason = endReasons[name] else { throw NotationProblem(message: "no end is called \(name)") }
            stand.happened(.end(reason))
        default: throw NotationProblem(message: "an event that is not known: \(event)")
        }
    }

    private static let endReasons: [String: EndReason] = [
        "drain": .drain, "kill": .kill, "expiry": .expiry, "auditFailure": .auditFailure,
        "tooManySessions": .tooManySessions(.process), "tooManyFailedLogins": .tooManyFailedLogins,
        "internalFault": .internalFault, "access": .access,
    ]

    /// A session after its login, and how much was sent to each side for it.
    static func ready(_ setup: StandSetup) throws -> (stand: Stand, toClient: Int, toUpstream: Int) {
        let stand = try Stand(setup)
        var peers = Peers()
        stand.happened(.clientConnected)
        try login.run(on: stand, &peers, .lines)
        guard stand.notes.contains("record login") else {
            throw NotationProblem(message: "the login failed:\n" + stand.lines.joined(separator: "\n"))
        }
        stand.forget()
        return (stand, stand.toClient.count, stand.toUpstream.count)
    }

    /// The login that transcripts begin after.
    static let login: Transcript = {
        let script = """
            F Startup 3.0 user=tester database=shop
            F SCRAMFirst
            F SCRAMProof "correct horse"
            ! upstream connected
            < AuthenticationSASL SCRAM-SHA-256
            < SCRAMChallenge
            ! upstream keys
            < SCRAMFinal; AuthenticationOk
            < ParameterStatus "client_encoding" "UTF8"; ParameterStatus "standard_conforming_strings" "on"
            < BackendKeyData 99 "key!"; ReadyForQuery I
            """
        do {
            return Transcript(steps: try read(script), setup: StandSetup(), startsReady: false)
        } catch {
            return Transcript(steps: [], setup: StandSetup(), startsReady: false)
        }
    }()

    /// Reads the lines of a script.
    static func read(_ script: String) throws -> [TranscriptStep] {
        try script.split(separator: "\n").map { line in
            let rest = String(line.dropFirst(2))
            switch line.prefix(2) {
            case "F ": return .client(try Words.messages(rest).map { try source($0, Encoding.frontend) })
            case "< ": return .server(try Words.messages(rest).map { try source($0, Encoding.backend) })
            case "! ": return .event(rest)
            default: throw NotationProblem(message: "a line begins with F, < or !: \(line)")
            }
        }
    }

    private static func source(
        _ words: Words,
        _ encode: (Words) throws(NotationProblem) -> [UInt8]
    ) throws -> MessageSource {
        var named = words
        switch named.plainIfAny() {
        case "SCRAMFirst": return .scramFirst(try binding(named.plainIfAny()))
        case "SCRAMProof": return .scramProof(try named.text())
        case "SCRAMChallenge": return .scramChallenge
        case "SCRAMFinal": return .scramFinal
        default: return .bytes(try encode(words))
        }
    }
}

extension Transcript {
    /// How a client binds its channel: not at all, `y` as one that could, or to the listener's certificate or another one.
    private static func binding(_ word: String?) throws -> SCRAMClient.Binding {
        switch word {
        case nil: return .impossible
        case "y": return .notOffered
        case "bound": return .endPoint(Ground.endPoint)
        case "elsewhere": return .endPoint(Ground.upstreamEndPoint)
        case let other?: throw NotationProblem(message: "no channel is bound so: \(other)")
        }
    }
}

/// Both ends of SCRAM, as far as they are peers of a session.
struct Peers {
    private var client = SCRAMClient(random: Array(repeating: 1, count: 18))
    private var server = Ground.upstreamSecret.map {
        SCRAMServer($0, doomed: false, endPoint: Ground.upstreamEndPoint)
    }

    mutating func client(_ source: MessageSource, _ stand: Stand) throws -> [UInt8] {
        switch source {
        case .bytes(let bytes): return bytes
        case .scramFirst(let binding):
            client = SCRAMClient(random: Array(repeating: 1, count: 18), binding: binding)
            let first = client.first
            return Bytes.message("p") { body in
                body.text(binding.mechanism.utf8)
                body.int32(first.count)
                body.bytes += first
            }
        case .scramProof(let password):
            let challenge = try client.challenged(try Self.last("R", of: stand.toClient))
            let keys = try Ground.keys(password, challenge)
            let proof = try client.final(keys)
            return Bytes.message("p") { $0.bytes += proof }
        case .scramChallenge, .scramFinal: throw NotationProblem(message: "a client does not send this")
        }
    }

    mutating func server(_ source: MessageSource, _ stand: Stand) throws -> [UInt8] {
        switch source {
        case .bytes(let bytes): return bytes
        case .scramChallenge:
            let initial = try Self.last("p", of: stand.toUpstream, packets: true)
            // Mechanism, length, message.
            let mechanism = String(decoding: initial.prefix { $0 != 0 }, as: UTF8.self)
            let message = Array(initial.drop { $0 != 0 }.dropFirst(5))
            // One that was not offered the binding must not believe that it was.
            if message.first == UInt8(ascii: "y") {
                server = Ground.upstreamSecret.map { SCRAMServer($0, doomed: false) }
            }
            let answer = try server?.first(message, of: mechanism, random: Array(repeating: 3, count: 18)) ?? []
            return Bytes.message("R") { body in
                body.int32(11)
                body.bytes += answer
            }
        case .scramFinal:
            let answer = try server?.final(try Self.last("p", of: stand.toUpstream, packets: true)) ?? []
            return Bytes.message("R") { body in
                body.int32(12)
                body.bytes += answer
            }
        case .scramFirst, .scramProof: throw NotationProblem(message: "a server does not send this")
        }
    }

    /// The body of the last message of a type; of an authentication request without its code.
    private static func last(_ type: Character, of bytes: [UInt8], packets: Bool = false) throws -> [UInt8] {
        var offset = 0
        if packets {
            // Requests for TLS and the startup packet come first.
            while offset < bytes.count, bytes[offset] == 0 {
                var reader = BytesReader(bytes, from: offset)
                offset += try reader.int32()
            }
        } else {
            // One byte answers a request for encryption.
            while offset + 1 < bytes.count, bytes[offset] != UInt8(ascii: "R"), bytes[offset] != UInt8(ascii: "v") {
                offset += 1
            }
        }
        var found: [UInt8]?
        while let message = try SentMessage.take(bytes, &offset) {
            if message.type == type { found = type == "R" ? Array(message.body[4...]) : message.body }
        }
        guard let found else { throw NotationProblem(message: "no message of type \(type) was sent") }
        return found
    }
}
