// Effects that are no messages, as lines of a transcript.

import PGWire
import Policy
import SQLAnalysis
import Session

/// Lines for what is recorded, logged and sent at first.
enum Notes {
    static func line(_ intent: Intent) -> String {
        var line = "record \(intent.rejection == nil ? "permit" : "deny")"
        if let rejection = intent.rejection {
            line += " \(rejection.code.name)" + (rejection.rule.map { " rule \($0.name)" } ?? "")
        }
        line += ": \(intent.number) \(intent.kind)"
        switch intent.statement {
        case .none, .slice: break
        case .stored(let text): line += " \(quoted(text))"
        }
        if let parameters = intent.parameters {
            line += " with" + values(parameters)
            if !parameters.isWhole { line += " cut off at \(parameters.bytes.count) of \(parameters.total) bytes" }
        }
        return line
    }

    /// The values of a Bind, as far as they are there.
    private static func values(_ parameters: RecordedParameters) -> String {
        var reader = BytesReader(parameters.bytes)
        var line = ""
        do {
            for _ in 0..<(try reader.int16()) { line += " format \(try reader.int16())" }
            for _ in 0..<(try reader.int16()) {
                let length = try reader.int32()
                line += length < 0 ? " null" : " " + quoted(try reader.bytes(length), "'")
            }
        } catch {
            line += " ..."
        }
        return line.isEmpty ? " nothing" : line
    }

    static func line(_ outcome: Outcome, tag: [UInt8]) -> String {
        var line = "outcome \(outcome.intent).\(outcome.statement) \(outcome.status)"
        if !tag.isEmpty { line += " \(quoted(tag))" }
        if outcome.sqlState != .none { line += " \(outcome.sqlState)" }
        if outcome.rows > 0 { line += " rows \(outcome.rows)" }
        return line
    }

    static func line(_ record: SessionRecord) -> String {
        switch record {
        case .login: "record login"
        case .loginRefused(let code): "record login refused" + (code.map { " \($0.name)" } ?? "")
        case .logout(let reason): "record logout \(reason)"
        }
    }

    static func line(_ log: SessionLog, _ bytes: (Slice) -> [UInt8]) -> String {
        switch log {
        case .upstreamFailed(let failure): "upstream failed: \(failure)"
        case .unauthenticatedUpstreamText(let slice): "unauthenticated: \(quoted(bytes(slice)))"
        case .upstreamRefusal(let slice): "refusal of \(bytes(slice).count) bytes"
        case .clientBrokeTLS: "client broke TLS"
        case .clientBrokeProtocol(let violation): "client broke the protocol: \(violation.description)"
        case .upstreamBrokeProtocol(let fault): "server broke the protocol: \(fault)"
        case .protectedColumnShown(let table, let column): "protected column shown: \(table).\(column)"
        case .cancelNotPossible: "cancel not possible"
        case .unexpectedEvent: "unexpected event"
        }
    }

    /// The version and the parameters of a startup packet.
    static func parameters(_ packet: [UInt8]) -> String {
        var reader = BytesReader(packet, from: 4)
        let (major, minor) = ((try? reader.int16()) ?? 0, (try? reader.int16()) ?? 0)
        var pairs = ["\(major).\(minor)"]
        while let name = try? reader.text(), !name.isEmpty, let value = try? reader.text() {
            pairs.append(String(decoding: name, as: UTF8.self) + "=" + quoted(value))
        }
        return pairs.joined(separator: " ")
    }
}
