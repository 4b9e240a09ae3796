// The readers of clients' messages.

import PGWire

extension BodyReader {
    /// Every reader of a message that a client sends.
    static let frontend: [BodyReader] = texts + names + others + answers

    private static func reader(
        _ name: String,
        _ type: FrontendMessageType,
        _ read: @escaping @Sendable (Range<Int>, RawSpan) throws(ProtocolViolation) -> [Fact],
        _ write: (@Sendable ([Fact], [UInt8]) throws(ProtocolViolation) -> [UInt8]?)? = nil
    ) -> BodyReader {
        BodyReader(name: name, type: type.rawValue, read: read, write: write)
    }

    private static let texts = [
        reader("Query", .query) { body, span throws(ProtocolViolation) in
            [.range(try QueryMessage(body, in: span).text)]
        } _: { facts, body throws(ProtocolViolation) in
            var bytes: [UInt8] = []
            try FrontendWriter.query(facts.bytes(0, of: body), into: &bytes)
            return bytes
        },
        reader("Parse", .parse) { body, span throws(ProtocolViolation) in
            let parse = try ParseMessage(body, in: span)
            return [.range(parse.name), .range(parse.text), .range(parse.types), .number(parse.typeCount)]
        } _: { facts, body throws(ProtocolViolation) in
            var bytes: [UInt8] = []
            let types = facts.bytes(2, of: body)
            guard types.count == 2 + 4 * facts.number(3) else { return [] }
            try FrontendWriter.parse(
                name: facts.bytes(0, of: body),
                facts.bytes(1, of: body),
                types: types,
                into: &bytes
            )
            return bytes
        },
    ]

    private static let names = [
        reader("Bind", .bind) { body, span throws(ProtocolViolation) in
            let bind = try BindMessage(body, in: span)
            return [
                .range(bind.portal), .range(bind.statement), .range(bind.rest), .range(bind.formats),
                .range(bind.values),
                .number(bind.formatCount), .number(bind.valueCount),
            ]
        } _: { facts, body throws(ProtocolViolation) in
            // What is read before the body is whole must be what is read of the whole.
            guard let names = BindMessage.names(0..<body.count, in: body.span.bytes),
                facts.first == .range(names.portal), facts[1] == .range(names.statement)
            else { return [] }
            var bytes: [UInt8] = []
            try FrontendWriter.bind(
                portal: facts.bytes(0, of: body),
                statement: facts.bytes(1, of: body),
                rest: facts.bytes(2, of: body),
                into: &bytes
            )
            return bytes
        },
        named("Describe", .describe), named("Close", .close),
        reader("Execute", .execute) { body, span throws(ProtocolViolation) in
            let execute = try ExecuteMessage(body, in: span)
            return [.range(execute.portal), .number(execute.rows)]
        } _: { facts, body throws(ProtocolViolation) in
            var bytes: [UInt8] = []
            let rows = UInt32(truncatingIfNeeded: facts.number(1))
            try FrontendWriter.execute(portal: facts.bytes(0, of: body), rows: rows, into: &bytes)
            return bytes
        },
    ]

    private static func named(_ name: String, _ type: FrontendMessageType) -> BodyReader {
        reader(name, type) { body, span throws(ProtocolViolation) in
            let message = try NamedMessage(body, in: span, type: type)
            return [.range(message.name), .number(Int(message.kind.rawValue))]
        } _: { facts, body throws(ProtocolViolation) in
            guard let kind = NamedMessage.Kind(rawValue: UInt8(truncatingIfNeeded: facts.number(1))) else { return [] }
            var bytes: [UInt8] = []
            let name = facts.bytes(0, of: body)
            if type == .close {
                try FrontendWriter.close(kind, name, into: &bytes)
            } else {
                try FrontendWriter.describe(kind, name, into: &bytes)
            }
            return bytes
        }
    }

    private static let others = [
        reader("CopyFail", .copyFail) { body, span throws(ProtocolViolation) in
            [.range(try CopyFailMessage(body, in: span).reason)]
        } _: { facts, body throws(ProtocolViolation) in
            guard let reason = facts.text(0, of: body) else { return nil }
            var bytes: [UInt8] = []
            try FrontendWriter.copyFail(reason, into: &bytes)
            return bytes
        },
        reader("FunctionCall", .functionCall) { body, span throws(ProtocolViolation) in
            let call = try FunctionCallMessage(body, in: span)
            return [.number(Int(call.function)), .range(call.rest), .number(call.valueCount)]
        } _: { facts, body throws(ProtocolViolation) in
            guard FunctionCallMessage.function(0..<body.count, in: body.span.bytes).map(Int.init) == facts.number(0)
            else {
                return []
            }
            var bytes: [UInt8] = []
            try bytes.append(type: FrontendMessageType.functionCall.rawValue) { bytes in
                bytes.append(uint32: UInt32(truncatingIfNeeded: facts.number(0)))
                bytes += facts.bytes(1, of: body)
            }
            return bytes
        },
    ]

    private static let answers = [
        reader("PasswordMessage", .authentication) { body, span throws(ProtocolViolation) in
            [.range(try PasswordMessage(body, in: span).password)]
        } _: { facts, body throws(ProtocolViolation) in
            var bytes: [UInt8] = []
            try FrontendWriter.password(facts.bytes(0, of: body), into: &bytes)
            return bytes
        },
        reader("SASLInitialResponse", .authentication) { body, span throws(ProtocolViolation) in
            let initial = try SASLInitialResponse(body, in: span)
            return [.range(initial.mechanism)] + (initial.response.map { [.range($0)] } ?? [])
        } _: { facts, body throws(ProtocolViolation) in
            guard facts.count == 2, let mechanism = facts.text(0, of: body) else { return nil }
            var bytes: [UInt8] = []
            try FrontendWriter.saslInitialResponse(mechanism: mechanism, facts.bytes(1, of: body), into: &bytes)
            return bytes
        },
        BodyReader(
            name: "SASLResponse",
            type: FrontendMessageType.authentication.rawValue,
            takesTheRest: true,
            read: { body, span throws(ProtocolViolation) in [.range(try SASLResponse(body, in: span).response)] },
            write: { facts, body throws(ProtocolViolation) in
                var bytes: [UInt8] = []
                try FrontendWriter.saslResponse(facts.bytes(0, of: body), into: &bytes)
                return bytes
            }
        ),
    ]
}
