// The readers of servers' messages.

import PGWire

extension BodyReader {
    /// Every reader of a message that a server sends.
    static let backend: [BodyReader] = login + results + reports

    private static func reader(
        _ name: String,
        _ type: BackendMessageType,
        _ read: @escaping @Sendable (Range<Int>, RawSpan) throws(ProtocolViolation) -> [Fact],
        _ write: (@Sendable ([Fact], [UInt8]) throws(ProtocolViolation) -> [UInt8]?)? = nil
    ) -> BodyReader {
        BodyReader(name: name, type: type.rawValue, read: read, write: write)
    }

    private static let login = [
        BodyReader(
            name: "Authentication",
            type: BackendMessageType.authentication.rawValue,
            takesTheRest: true,
            read: { body, span throws(ProtocolViolation) in
                [.text("\(try AuthenticationMessage(body, in: span))")]
            },
            write: { _, body throws(ProtocolViolation) in
                try rewritten(AuthenticationMessage(0..<body.count, in: body.span.bytes))
            }
        ),
        reader("NegotiateProtocolVersion", .negotiateProtocolVersion) { body, span throws(ProtocolViolation) in
            let negotiated = try NegotiateProtocolVersion(body, in: span)
            return [.number(negotiated.minor), .text(negotiated.unknown.joined(separator: "\u{0}"))]
        },
        BodyReader(
            name: "BackendKeyData",
            type: BackendMessageType.backendKeyData.rawValue,
            takesTheRest: true,
            read: { body, span throws(ProtocolViolation) in
                let (process, key) = try SmallBackendMessage.backendKeyData(body, in: span)
                return [.number(Int(process)), .bytes(key)]
            },
            write: { facts, body throws(ProtocolViolation) in
                var bytes: [UInt8] = []
                let process = UInt32(truncatingIfNeeded: facts.number(0))
                try BackendWriter.backendKeyData(process: process, key: Array(body.dropFirst(4)), into: &bytes)
                return bytes
            }
        ),
        reader("ParameterStatus", .parameterStatus) { body, span throws(ProtocolViolation) in
            let (name, value) = try SmallBackendMessage.parameterStatus(body, in: span)
            return [.range(name), .range(value)]
        } _: { facts, body throws(ProtocolViolation) in
            guard let name = facts.text(0, of: body), let value = facts.text(1, of: body) else { return nil }
            var bytes: [UInt8] = []
            try BackendWriter.parameterStatus(name, value, into: &bytes)
            return bytes
        },
        reader("ReadyForQuery", .readyForQuery) { body, span throws(ProtocolViolation) in
            [.number(Int(try SmallBackendMessage.readyForQuery(body, in: span)))]
        } _: { facts, _ throws(ProtocolViolation) in
            var bytes: [UInt8] = []
            BackendWriter.readyForQuery(UInt8(truncatingIfNeeded: facts.number(0)), into: &bytes)
            return bytes
        },
    ]

    private static func rewritten(_ message: AuthenticationMessage) throws(ProtocolViolation) -> [UInt8]? {
        var bytes: [UInt8] = []
        switch message {
        case .ok: try BackendWriter.authenticationOK(into: &bytes)
        case .cleartextPassword: try BackendWriter.authenticationCleartextPassword(into: &bytes)
        case .sasl(let mechanisms): try BackendWriter.authenticationSASL(mechanisms, into: &bytes)
        case .saslContinue(let data): try BackendWriter.authenticationSASLContinue(data, into: &bytes)
        case .saslFinal(let data): try BackendWriter.authenticationSASLFinal(data, into: &bytes)
        case .md5Password, .other: return nil
        }
        return bytes
    }

    private static let results = [
        reader("RowDescription", .rowDescription) { body, span throws(ProtocolViolation) in
            var facts: [Fact] = []
            try RowDescription.read(body, in: span) { column in
                facts.append(.range(column.name))
                facts.append(.text("\(column.table) \(column.attribute) \(column.type) \(column.size)"))
                facts.append(.text("\(column.modifier) \(column.format)"))
            }
            return facts
        },
        reader("DataRow", .dataRow) { body, span throws(ProtocolViolation) in
            try DataRow.firstValue(body, in: span).map { [.range($0)] } ?? []
        },
        reader("ParameterDescription", .parameterDescription) { body, span throws(ProtocolViolation) in
            let (count, types) = try SmallBackendMessage.parameterDescription(body, in: span)
            return [.number(count), .range(types)]
        } _: { facts, body throws(ProtocolViolation) in
            facts.bytes(1, of: body).count == 4 * facts.number(0) ? nil : []
        },
        reader("CommandComplete", .commandComplete) { body, span throws(ProtocolViolation) in
            let tag = try CommandTag(body, in: span)
            return [.range(tag.tag), .number(tag.rows ?? -1)]
        } _: { facts, body throws(ProtocolViolation) in
            let tag = facts.bytes(0, of: body)
            guard facts.number(1) == rows(of: tag) ?? -1 else { return [] }
            guard let text = facts.text(0, of: body) else { return nil }
            var bytes: [UInt8] = []
            try BackendWriter.commandComplete(text, into: &bytes)
            return bytes
        },
        copy("CopyInResponse", .copyInResponse), copy("CopyOutResponse", .copyOutResponse),
        copy("CopyBothResponse", .copyBothResponse),
    ]

    /// The number that a tag ends with, found in another way than the reader's.
    private static func rows(of tag: [UInt8]) -> Int? {
        guard let space = tag.lastIndex(of: 0x20) else { return nil }
        let digits = tag[(space + 1)...]
        guard (1...18).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func copy(_ name: String, _ type: BackendMessageType) -> BodyReader {
        reader(name, type) { body, span throws(ProtocolViolation) in
            let response = try CopyResponse(body, in: span, type: type)
            return [.number(response.isBinary ? 1 : 0), .number(response.columnCount)]
        } _: { facts, body throws(ProtocolViolation) in
            body.count == 3 + 2 * facts.number(1) && Int(body[0]) == facts.number(0) ? nil : []
        }
    }

    private static let reports = [
        report("ErrorResponse", .errorResponse), report("NoticeResponse", .noticeResponse),
        reader("NotificationResponse", .notificationResponse) { body, span throws(ProtocolViolation) in
            let (process, channel, payload) = try SmallBackendMessage.notification(body, in: span)
            return [.number(Int(process)), .range(channel), .range(payload)]
        },
    ]

    private static func report(_ name: String, _ type: BackendMessageType) -> BodyReader {
        reader(name, type) { body, span throws(ProtocolViolation) in
            let report = try ReportFields(body, in: span, type: type)
            return report.fields.map { .bytes([$0.letter] + $0.value) }
                + [.text("\(report.severity ?? "-") \(report.sqlState ?? "-") \(report.endsSession)")]
        } _: { _, body throws(ProtocolViolation) in
            var bytes: [UInt8] = []
            let report = try ReportFields(0..<body.count, in: body.span.bytes, type: type)
            try BackendWriter.report(type, report, into: &bytes)
            return bytes
        }
    }
}
