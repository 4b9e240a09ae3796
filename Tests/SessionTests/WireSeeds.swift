// Inputs of the wire's exercises that are made of the transcripts of corpus/session.

import Foundation
import WireExercise

@testable import Session

/// The transcripts' messages, as inputs.
enum WireSeeds {
    /// Every input by its surface, no input twice, in a stable order.
    static func all() throws -> [Surface: [[UInt8]]] {
        var seeds: [Surface: [[UInt8]]] = [:]
        for file in TranscriptTests.files {
            let (cases, _) = CaseReader.read(file: file, text: String(decoding: try Ground.text(file), as: UTF8.self))
            for corpusCase in cases where corpusCase.command == "session" {
                try add(corpusCase, to: &seeds)
            }
        }
        for surface in Surface.allCases {
            var seen: Set<[UInt8]> = []
            seeds[surface] = seeds[surface, default: []].filter { seen.insert($0).inserted }
        }
        return seeds
    }

    private static func add(_ corpusCase: CorpusCase, to seeds: inout [Surface: [[UInt8]]]) throws {
        let steps = try Transcript.read(String(decoding: corpusCase.input, as: UTF8.self))
        var course = Course(flags: corpusCase.argument("decide") == "later" ? Course.Flag.decidesLater : 0, [])
        if ["names", "requests", "message", "bind", "parameters"].contains(where: { corpusCase.argument($0) != nil }) {
            course.flags |= Course.Flag.small
        }
        if corpusCase.argument("idle") != nil { course.flags |= Course.Flag.idle }
        var first: [UInt8] = [1]
        for step in steps {
            switch step {
            case .client(let sources):
                let messages = bytes(sources)
                course.steps += messages.map { message($0).map(CourseStep.clientMessage) ?? .client($0) }
                add(messages, .frontend, to: &seeds)
                first += messages.flatMap(\.self)
            case .server(let sources):
                let messages = bytes(sources)
                course.steps += messages.map { message($0).map(CourseStep.serverMessage) ?? .server($0) }
                add(messages, .backend, to: &seeds)
            case .event(let event): if let step = Self.step(event) { course.steps.append(step) }
            }
        }
        if corpusCase.argument("start") == "connection" {
            seeds[.startup, default: []].append(first)
        } else {
            seeds[.session, default: []].append(course.encoded)
        }
    }

    /// Each message by itself, and all of a line as a stream.
    private static func add(_ messages: [[UInt8]], _ surface: Surface, to seeds: inout [Surface: [[UInt8]]]) {
        seeds[surface, default: []] += messages.compactMap { message($0).map { [$0] + $1 } }
        seeds[surface, default: []].append([1] + messages.flatMap(\.self))
    }

    /// Messages whose bytes do not depend on what came before.
    private static func bytes(_ sources: [MessageSource]) -> [[UInt8]] {
        sources.compactMap { source in
            switch source {
            case .bytes(let bytes): bytes
            case .scramFirst, .scramProof, .scramChallenge, .scramFinal: nil
            }
        }
    }

    /// Type and body of bytes that are one message.
    private static func message(_ bytes: [UInt8]) -> (UInt8, [UInt8])? {
        guard bytes.count >= 5 else { return nil }
        let length = bytes[1...4].reduce(0) { $0 * 256 + Int($1) }
        return length == bytes.count - 1 ? (bytes[0], Array(bytes[5...])) : nil
    }

    private static func step(_ event: String) -> CourseStep? {
        let words = event.split(separator: " ").map(String.init)
        switch (words.first, words.dropFirst().first) {
        case ("client", "closed"): return .closed(0)
        case ("upstream", "closed"): return .closed(1)
        case ("decided", _): return .decide
        case ("cancel", "requested"): return .cancelRequested
        case ("cancel", "finished"): return .cancelFinished
        case ("timer", let name): return .timer(name == "login" ? 0 : name == "idle" ? 1 : 2)
        case ("seconds", let count?): return .pass(UInt8(clamping: Int(count) ?? 0))
        case ("policy", let name): return .policy(name == "gate-open" ? 0 : name == "gate-out" ? 2 : 1)
        case ("end", let name): return .end(name == "drain" ? 1 : 2)
        default: return nil
        }
    }
}
