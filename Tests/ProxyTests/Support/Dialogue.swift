// Scripted conversations of a client with any server, and what comes back in a form that two servers can be compared by.

import Foundation

/// What a client sends and waits for, line by line.
///
/// `Q text`, `P name|text`, `B portal|statement|value,value`, `D S|name`, `D P|name`, `E portal|rows`, `C S|name`, `C P|name`,
/// `H`, `S`, `F oid`, `d data`, `c`, `f reason`, `X` are messages. `Z 2` waits for two ReadyForQuery, `W 1` for a message of
/// that type, `end` for the end of the connection. `K` ends the session at the server, as an administrator would.
struct Dialogue: Sendable {
    let lines: [String]

    init(_ text: String) { lines = text.split(separator: "\n").map(String.init) }

    /// Holds it on a connection; returns what came back. `kill` ends the session at the server.
    func hold(on wire: Wire, kill: () throws -> Void = {}) throws -> [String] {
        var seen: [String] = []
        var pending: [UInt8] = []
        func send() {
            wire.send(pending)
            pending = []
        }
        for line in lines {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            let rest = words.count > 1 ? words[1] : ""
            switch words[0] {
            case "Z":
                send()
                var missing = Int(rest) ?? 1
                while missing > 0 {
                    let message = try wire.reply()
                    seen.append(message.comparable)
                    if message.type == UInt8(ascii: "Z") { missing -= 1 }
                }
            case "W":
                send()
                while true {
                    let message = try wire.reply()
                    seen.append(message.comparable)
                    if String(UnicodeScalar(message.type)) == rest { break }
                }
            case "K":
                send()
                try kill()
            case "end":
                send()
                seen += try wire.repliesOrEnd(upTo: "\u{1}").map(\.comparable)
                seen.append("the end")
            default: pending += try Self.message(words[0], rest)
            }
        }
        send()
        return seen
    }

    private static func message(_ type: String, _ rest: String) throws -> [UInt8] {
        let parts = rest.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        func part(_ index: Int) -> [UInt8] { Bytes.text(index < parts.count ? parts[index] : "") }
        let body: [UInt8]
        switch type {
        case "Q", "f": body = Bytes.text(rest)
        case "P": body = part(0) + part(1) + Bytes.int16(0)
        case "B":
            let values =
                parts.count > 2 && !parts[2].isEmpty ? parts[2].split(separator: ",").map { Array($0.utf8) } : []
            body =
                part(0) + part(1) + Bytes.int16(0) + Bytes.int16(values.count)
                + values.flatMap { Bytes.int32($0.count) + $0 } + Bytes.int16(0)
        case "D", "C": body = Array(parts[0].utf8) + part(1)
        case "E": body = part(0) + Bytes.int32(parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
        case "F": body = Bytes.int32(Int(rest) ?? 0) + Bytes.int16(0) + Bytes.int16(0) + Bytes.int16(0)
        case "d": body = Array(rest.utf8) + [UInt8(ascii: "\n")]
        case "H", "S", "c", "X": body = []
        default: throw Wire.Silence(description: "no message is written as \(type)")
        }
        return Array(type.utf8) + Bytes.int32(body.count + 4) + body
    }
}

extension BackendMessage {
    /// What has to be the same of two servers: of an error the severity and the class of its SQLSTATE, of other messages
    /// everything, but for numbers of tables.
    var comparable: String {
        switch type {
        case UInt8(ascii: "E"): "E \(field("V") ?? "?") \(field("C")?.prefix(2) ?? "?")"
        case UInt8(ascii: "T"): "T \(columnNames)"
        default: String(UnicodeScalar(type)) + " " + body.map(Self.legible).joined()
        }
    }

    private static func legible(_ byte: UInt8) -> String {
        (0x20..<0x7F).contains(byte) ? String(UnicodeScalar(byte)) : "."
    }

    /// The names of a RowDescription.
    private var columnNames: String {
        var names: [String] = []
        var rest = body.dropFirst(2)
        while let end = rest.firstIndex(of: 0) {
            names.append(String(decoding: rest[..<end], as: UTF8.self))
            rest = rest[(end + 1)...].dropFirst(18)
        }
        return names.joined(separator: ",")
    }
}
