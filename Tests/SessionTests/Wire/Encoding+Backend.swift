// A server's messages from their notation.

extension Encoding {
    private static let bare: [String: Character] = [
        "ParseComplete": "1", "BindComplete": "2", "CloseComplete": "3", "NoData": "n", "PortalSuspended": "s",
        "EmptyQueryResponse": "I", "CopyDone": "c",
    ]

    /// What a server sends.
    static func backend(_ words: Words) throws(NotationProblem) -> [UInt8] {
        var words = words
        do {
            let bytes = try backend(&words)
            try words.finish()
            return bytes
        } catch let problem as NotationProblem {
            throw problem
        } catch {
            throw words.problem("\(error)")
        }
    }

    private static func backend(_ words: inout Words) throws -> [UInt8] {
        let name = try words.plain()
        if let type = bare[name] { return Bytes.message(type) }
        switch name {
        case "ReadyForQuery":
            let status = try words.plain()
            return Bytes.message("Z") { $0.bytes += Array(status.utf8) }
        case "CommandComplete":
            let tag = try words.text()
            return Bytes.message("C") { $0.text(tag) }
        case "RowDescription":
            var columns: [(name: [UInt8], table: Int, number: Int)] = []
            while let column = words.textIfAny() {
                let origin = words.plainIfAny()?.split(separator: ".").map { Int($0) ?? 0 } ?? [0, 0]
                guard origin.count == 2 else { throw words.problem("an origin is TABLE.COLUMN") }
                columns.append((column, origin[0], origin[1]))
            }
            return rowDescription(columns)
        case "DataRow":
            let values = words.values()
            return Bytes.message("D") { body in
                body.int16(values.count)
                for value in values {
                    body.int32(value?.count ?? -1)
                    body.bytes += value ?? []
                }
            }
        case "ParameterDescription":
            var types: [Int] = []
            while let type = words.plainIfAny() { types.append(Int(type) ?? 0) }
            return Bytes.message("t") { body in
                body.int16(types.count)
                for type in types { body.int32(type) }
            }
        case "ErrorResponse", "NoticeResponse": return try report(name, &words)
        case "NotificationResponse":
            let process = try words.number()
            let (channel, payload) = (try words.text(), try words.text())
            return Bytes.message("A") { body in
                body.int32(process)
                body.text(channel)
                body.text(payload)
            }
        case "ParameterStatus":
            let (setting, value) = (try words.text(), try words.text())
            return Bytes.message("S") { body in
                body.text(setting)
                body.text(value)
            }
        case "CopyInResponse": return copy("G")
        case "CopyOutResponse": return copy("H")
        case "CopyBothResponse": return copy("W")
        case "CopyData":
            let data = try words.text()
            return Bytes.message("d") { $0.bytes += data }
        case "BackendKeyData":
            let process = try words.number()
            let key = try words.text()
            return Bytes.message("K") { body in
                body.int32(process)
                body.bytes += key
            }
        case "FunctionCallResponse":
            let value = try words.text()
            return Bytes.message("V") { body in
                body.int32(value.count)
                body.bytes += value
            }
        case "raw": return try words.text()
        default: return try login(name, &words)
        }
    }

    private static func login(_ name: String, _ words: inout Words) throws -> [UInt8] {
        switch name {
        case "AuthenticationOk": return Bytes.message("R") { $0.int32(0) }
        case "AuthenticationCleartext": return Bytes.message("R") { $0.int32(3) }
        case "AuthenticationMD5":
            return Bytes.message("R") { body in
                body.int32(5)
                body.bytes += [1, 2, 3, 4]
            }
        case "AuthenticationSASL":
            var mechanisms: [String] = []
            while let mechanism = words.plainIfAny() { mechanisms.append(mechanism) }
            return Bytes.message("R") { body in
                body.int32(10)
                for mechanism in mechanisms { body.text(mechanism.utf8) }
                body.bytes.append(0)
            }
        case "AuthenticationSASLContinue", "AuthenticationSASLFinal":
            let data = try words.text()
            return Bytes.message("R") { body in
                body.int32(name == "AuthenticationSASLFinal" ? 12 : 11)
                body.bytes += data
            }
        case "NegotiateProtocolVersion":
            let minor = try words.number()
            var unknown: [[UInt8]] = []
            while let option = words.textIfAny() { unknown.append(option) }
            return Bytes.message("v") { body in
                body.int32(minor)
                body.int32(unknown.count)
                for option in unknown { body.text(option) }
            }
        default: throw words.problem("a server sends no \(name)")
        }
    }

    private static func rowDescription(_ columns: [(name: [UInt8], table: Int, number: Int)]) -> [UInt8] {
        Bytes.message("T") { body in
            body.int16(columns.count)
            for column in columns {
                body.text(column.name)
                body.int32(column.table)
                body.int16(column.number)
                body.int32(25)
                body.int16(-1)
                body.int32(-1)
                body.int16(0)
            }
        }
    }

    private static func copy(_ type: Character) -> [UInt8] {
        Bytes.message(type) { body in
            body.bytes.append(0)
            body.int16(1)
            body.int16(0)
        }
    }

    /// `ErrorResponse 42P01 "message"`, with the severity behind it when it is not ERROR, and other fields such as
    /// `D "detail"`; or `bare` for no fields at all.
    private static func report(_ name: String, _ words: inout Words) throws -> [UInt8] {
        let type: Character = name == "ErrorResponse" ? "E" : "N"
        let state = try words.plain()
        if state == "bare" { return Bytes.message(type) { $0.bytes.append(0) } }
        let message = try words.text()
        var severity = type == "E" ? "ERROR" : "NOTICE"
        var others: [(String, [UInt8])] = []
        while let word = words.plainIfAny() {
            if word.utf8.count == 1 { others.append((word, try words.text())) } else { severity = word }
        }
        return Bytes.message(type) { body in
            for (letter, value) in [("S", severity), ("V", severity), ("C", state)] {
                body.bytes += Array(letter.utf8)
                body.text(value.utf8)
            }
            body.bytes += Array("M".utf8)
            body.text(message)
            for (letter, value) in others {
                body.bytes += Array(letter.utf8)
                body.text(value)
            }
            body.bytes.append(0)
        }
    }
}
