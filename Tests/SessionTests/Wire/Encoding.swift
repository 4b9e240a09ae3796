// Messages from their notation. Written without PGWire's writers, so that both do not share a mistake.

/// Bytes that are put together.
struct Bytes {
    var bytes: [UInt8] = []

    mutating func int32(_ value: Int) {
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    mutating func int16(_ value: Int) {
        for shift in [8, 0] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    mutating func text(_ text: some Sequence<UInt8>) {
        bytes += Array(text)
        bytes.append(0)
    }

    /// A message with a type and a length.
    static func message(_ type: Character, _ write: (inout Bytes) -> Void = { _ in }) -> [UInt8] {
        var body = Bytes()
        write(&body)
        var whole = Bytes()
        whole.bytes.append(type.asciiValue ?? 0)
        whole.int32(body.bytes.count + 4)
        return whole.bytes + body.bytes
    }

    /// A packet with a length.
    static func packet(_ write: (inout Bytes) -> Void) -> [UInt8] {
        var body = Bytes()
        write(&body)
        var whole = Bytes()
        whole.int32(body.bytes.count + 4)
        return whole.bytes + body.bytes
    }
}

/// Reads the notation of messages.
enum Encoding {
    /// What a client sends.
    static func frontend(_ words: Words) throws(NotationProblem) -> [UInt8] {
        var words = words
        do {
            let bytes = try frontend(&words)
            try words.finish()
            return bytes
        } catch let problem as NotationProblem {
            throw problem
        } catch {
            throw words.problem("\(error)")
        }
    }

    private static func frontend(_ words: inout Words) throws -> [UInt8] {
        let name = try words.plain()
        switch name {
        case "Query":
            let text = try words.text()
            return Bytes.message("Q") { $0.text(text) }
        case "Parse":
            let (statement, text) = (try words.text(), try words.text())
            var types: [Int] = []
            while let type = words.plainIfAny() { types.append(Int(type) ?? 0) }
            return Bytes.message("P") { body in
                body.text(statement)
                body.text(text)
                body.int16(types.count)
                for type in types { body.int32(type) }
            }
        case "Bind":
            let (portal, statement) = (try words.text(), try words.text())
            return bind(portal, statement, words.values())
        case "Execute":
            let portal = try words.text()
            let rows = words.plainIfAny().map { Int($0) ?? 0 } ?? 0
            return Bytes.message("E") { body in
                body.text(portal)
                body.int32(rows)
            }
        case "Describe", "Close":
            let kind = try words.plain()
            let what = try words.text()
            return Bytes.message(name == "Close" ? "C" : "D") { body in
                body.bytes += Array(kind.utf8)
                body.text(what)
            }
        case "Flush": return Bytes.message("H")
        case "Sync": return Bytes.message("S")
        case "Terminate": return Bytes.message("X")
        case "CopyDone": return Bytes.message("c")
        case "CopyData":
            let data = try words.text()
            return Bytes.message("d") { $0.bytes += data }
        case "CopyFail":
            let why = try words.text()
            return Bytes.message("f") { $0.text(why) }
        case "FunctionCall":
            let function = try words.number()
            return Bytes.message("F") { body in
                body.int32(function)
                body.int16(0)
                body.int16(0)
                body.int16(0)
            }
        case "Password":
            let password = try words.text()
            return Bytes.message("p") { $0.text(password) }
        case "SSLRequest": return Bytes.packet { $0.int32(80_877_103) }
        case "GSSENCRequest": return Bytes.packet { $0.int32(80_877_104) }
        case "CancelRequest":
            let process = try words.number()
            let key = try words.text()
            return Bytes.packet { body in
                body.int32(80_877_102)
                body.int32(process)
                body.bytes += key
            }
        case "Startup": return try startup(&words)
        case "raw": return try words.text()
        default: throw words.problem("a client sends no \(name)")
        }
    }

    private static func bind(_ portal: [UInt8], _ statement: [UInt8], _ values: [[UInt8]?]) -> [UInt8] {
        Bytes.message("B") { body in
            body.text(portal)
            body.text(statement)
            body.int16(0)
            body.int16(values.count)
            for value in values {
                body.int32(value?.count ?? -1)
                body.bytes += value ?? []
            }
            body.int16(0)
        }
    }

    private static func startup(_ words: inout Words) throws -> [UInt8] {
        let version = try words.plain().split(separator: ".").compactMap { Int($0) }
        var pairs: [(String, [UInt8])] = []
        while let word = words.plainIfAny() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            pairs.append((String(parts[0]), words.textIfAny() ?? Array((parts.count > 1 ? parts[1] : "").utf8)))
        }
        return Bytes.packet { body in
            body.int32((version.first ?? 3) << 16 | (version.last ?? 0))
            for (name, value) in pairs {
                body.text(name.utf8)
                body.text(value)
            }
            body.bytes.append(0)
        }
    }
}
