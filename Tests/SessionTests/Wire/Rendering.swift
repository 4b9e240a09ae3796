// Messages as their notation: what a transcript expects. Reads strictly, and so refuses what is no message.

/// Reads bytes from the front; everything that is missing or left over is an error.
struct BytesReader {
    private let bytes: [UInt8]
    private var offset: Int

    init(_ bytes: [UInt8], from offset: Int = 0) {
        self.bytes = bytes
        self.offset = offset
    }

    var isAtEnd: Bool { offset >= bytes.count }

    mutating func byte() throws -> UInt8 {
        guard offset < bytes.count else { throw NotationProblem(message: "a message is cut off") }
        offset += 1
        return bytes[offset - 1]
    }

    mutating func int32() throws -> Int {
        var value: UInt32 = 0
        for _ in 0..<4 { value = value << 8 | UInt32(try byte()) }
        return Int(Int32(bitPattern: value))
    }

    mutating func int16() throws -> Int {
        let value = UInt16(try byte()) << 8 | UInt16(try byte())
        return Int(Int16(bitPattern: value))
    }

    mutating func text() throws -> [UInt8] {
        let start = offset
        while try byte() != 0 {}
        return Array(bytes[start..<(offset - 1)])
    }

    mutating func bytes(_ count: Int) throws -> [UInt8] {
        guard count >= 0, count <= bytes.count - offset else { throw NotationProblem(message: "a message is cut off") }
        offset += count
        return Array(bytes[(offset - count)..<offset])
    }

    mutating func all() -> [UInt8] {
        let start = min(offset, bytes.count)
        offset = bytes.count
        return Array(bytes[start...])
    }

    func finish() throws {
        guard isAtEnd else { throw NotationProblem(message: "a message goes on behind its end") }
    }
}

/// A message as it was sent: its type and body.
struct SentMessage: Equatable {
    let type: Character
    let body: [UInt8]

    /// Takes a message at an offset, which moves on; nil when not all of it is there.
    static func take(_ bytes: [UInt8], _ offset: inout Int) throws -> SentMessage? {
        guard bytes.count - offset >= 5 else { return nil }
        var reader = BytesReader(bytes, from: offset + 1)
        let length = try reader.int32()
        guard length >= 4 else { throw NotationProblem(message: "a length of \(length)") }
        guard bytes.count - offset >= length + 1 else { return nil }
        let body = try reader.bytes(length - 4)
        let type = Character(UnicodeScalar(bytes[offset]))
        offset += length + 1
        return SentMessage(type: type, body: body)
    }
}

/// Messages as their notation.
enum Rendering {
    /// A client's message.
    static func frontend(_ message: SentMessage) throws -> String {
        var body = BytesReader(message.body)
        let line: String
        switch message.type {
        case "Q": line = "Query \(quoted(try body.text()))"
        case "P":
            line = "Parse \(quoted(try body.text())) \(quoted(try body.text()))" + (try types(&body))
        case "B": line = try bind(&body)
        case "D", "C":
            let kind = Character(UnicodeScalar(try body.byte()))
            line = "\(message.type == "C" ? "Close" : "Describe") \(kind) \(quoted(try body.text()))"
        case "E":
            let portal = quoted(try body.text())
            let rows = try body.int32()
            line = "Execute \(portal)" + (rows == 0 ? "" : " \(rows)")
        case "H": line = "Flush"
        case "S": line = "Sync"
        case "X": line = "Terminate"
        case "c": line = "CopyDone"
        case "d": line = "CopyData \(quoted(body.all()))"
        case "f": line = "CopyFail \(quoted(try body.text()))"
        case "F": line = "FunctionCall \(try body.int32())" + (body.all().isEmpty ? "" : "")
        case "p": line = "Password message of \(body.all().count) bytes"
        default: throw NotationProblem(message: "a client sends no message of type \(message.type)")
        }
        try body.finish()
        return line
    }

    private static func types(_ body: inout BytesReader) throws -> String {
        let count = try body.int16()
        var types = ""
        for _ in 0..<count { types += " \(try body.int32())" }
        return types
    }

    private static func bind(_ body: inout BytesReader) throws -> String {
        var line = "Bind \(quoted(try body.text())) \(quoted(try body.text()))"
        for _ in 0..<(try body.int16()) { line += " format \(try body.int16())" }
        for _ in 0..<(try body.int16()) {
            let length = try body.int32()
            line += length < 0 ? " null" : " " + quoted(try body.bytes(length), "'")
        }
        for _ in 0..<(try body.int16()) { line += " result \(try body.int16())" }
        return line
    }

    /// A server's message.
    static func backend(_ message: SentMessage, hints: Bool = false) throws -> String {
        var body = BytesReader(message.body)
        let line: String
        switch message.type {
        case "1": line = "ParseComplete"
        case "2": line = "BindComplete"
        case "3": line = "CloseComplete"
        case "n": line = "NoData"
        case "s": line = "PortalSuspended"
        case "I": line = "EmptyQueryResponse"
        case "c": line = "CopyDone"
        case "Z": line = "ReadyForQuery \(Character(UnicodeScalar(try body.byte())))"
        case "C": line = "CommandComplete \(quoted(try body.text()))"
        case "T":
            var columns = "RowDescription"
            for _ in 0..<(try body.int16()) {
                columns += " \(quoted(try body.text()))"
                let origin = (try body.int32(), try body.int16())
                if origin != (0, 0) { columns += " \(origin.0).\(origin.1)" }
                _ = try body.bytes(12)
            }
            line = columns
        case "D":
            var values = "DataRow"
            for _ in 0..<(try body.int16()) {
                let length = try body.int32()
                values += length < 0 ? " null" : " " + quoted(try body.bytes(length), "'")
            }
            line = values
        case "t": line = "ParameterDescription" + (try types(&body))
        case "E": line = "ErrorResponse " + (try report(&body, hints: hints))
        case "N": line = "NoticeResponse " + (try report(&body, hints: hints))
        case "A":
            line = "NotificationResponse \(try body.int32()) \(quoted(try body.text())) \(quoted(try body.text()))"
        case "S": line = "ParameterStatus \(quoted(try body.text())) \(quoted(try body.text()))"
        case "G", "H":
            _ = body.all()
            line = message.type == "G" ? "CopyInResponse" : "CopyOutResponse"
        case "d": line = "CopyData \(quoted(body.all()))"
        case "V":
            let length = try body.int32()
            line = "FunctionCallResponse " + (length < 0 ? "null" : quoted(try body.bytes(length)))
        case "K": line = "BackendKeyData \(try body.int32()) \(quoted(body.all()))"
        case "R": line = try authentication(&body)
        case "v":
            var names = "NegotiateProtocolVersion \(String(try body.int32(), radix: 16))"
            for _ in 0..<(try body.int32()) { names += " \(quoted(try body.text()))" }
            line = names
        default: throw NotationProblem(message: "a server sends no message of type \(message.type)")
        }
        try body.finish()
        return line
    }

    private static func authentication(_ body: inout BytesReader) throws -> String {
        switch try body.int32() {
        case 0: return "AuthenticationOk"
        case 10:
            var line = "AuthenticationSASL"
            while true {
                let mechanism = try body.text()
                if mechanism.isEmpty { return line }
                line += " " + String(decoding: mechanism, as: UTF8.self)
            }
        case 11: return "AuthenticationSASLContinue \(quoted(body.all()))"
        case 12: return "AuthenticationSASLFinal \(quoted(body.all()))"
        case let code: throw NotationProblem(message: "an authentication of kind \(code)")
        }
    }

    /// Severity unless ERROR or NOTICE, SQLSTATE, message; then detail, position, when asked for the hint, and other fields.
    private static func report(_ body: inout BytesReader, hints: Bool) throws -> String {
        var fields: [Character: [UInt8]] = [:]
        while true {
            let letter = try body.byte()
            if letter == 0 { break }
            let character = Character(UnicodeScalar(letter))
            guard fields.updateValue(try body.text(), forKey: character) == nil else {
                throw NotationProblem(message: "a report with two fields \(character)")
            }
        }
        guard let state = fields["C"], let message = fields["M"] else { return "bare" }
        var line = "\(String(decoding: state, as: UTF8.self)) \(quoted(message))"
        let severity = String(decoding: fields["V"] ?? fields["S"] ?? [], as: UTF8.self)
        if severity != "ERROR", severity != "NOTICE" { line += " \(severity)" }
        if let detail = fields["D"] { line += " detail \(quoted(detail))" }
        if let position = fields["P"] { line += " at \(String(decoding: position, as: UTF8.self))" }
        if hints, let hint = fields["H"] { line += " hint \(quoted(hint))" }
        for (letter, value) in fields.sorted(by: { $0.key < $1.key }) where !"SVCMDPH".contains(letter) {
            line += " \(letter) \(quoted(value))"
        }
        return line
    }
}
