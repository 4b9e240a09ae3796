// Writers: the exact bytes of the protocol, the same values when they are read back, and nothing that a peer would misread.

import Testing

@testable import PGWire

@Suite("Writers")
struct WriterTests {
    @Test("a client's messages are the bytes of the protocol")
    func frontend() throws {
        #expect(written { FrontendWriter.tlsRequest(into: &$0) } == [0, 0, 0, 8, 4, 210, 22, 47])
        let parameters = [StartupMessage.Parameter(name: "user", value: "ada")]
        #expect(
            try written { try FrontendWriter.startup(parameters, into: &$0) }
                == [0, 0, 0, 18, 0, 3, 0, 0] + ascii("user\u{0}ada\u{0}\u{0}")
        )
        #expect(
            try written { try FrontendWriter.cancel(process: 258, key: [1, 2, 3, 4], into: &$0) }
                == [0, 0, 0, 16, 4, 210, 22, 46, 0, 0, 1, 2, 1, 2, 3, 4]
        )
        #expect(try written { try FrontendWriter.password([0x78], into: &$0) } == [0x70, 0, 0, 0, 6, 0x78, 0])
        #expect(
            try written { try FrontendWriter.saslInitialResponse(mechanism: "M", [1, 2], into: &$0) }
                == [0x70, 0, 0, 0, 12, 0x4D, 0, 0, 0, 0, 2, 1, 2]
        )
        #expect(try written { try FrontendWriter.saslResponse([1, 2], into: &$0) } == [0x70, 0, 0, 0, 6, 1, 2])
        #expect(
            try written { try FrontendWriter.query("SELECT 1".utf8, into: &$0) }
                == ascii("Q\u{0}\u{0}\u{0}\u{d}SELECT 1\u{0}")
        )
        #expect(
            try written { try FrontendWriter.parse(name: "s".utf8, "SELECT".utf8, into: &$0) }
                == ascii("P\u{0}\u{0}\u{0}\u{f}s\u{0}SELECT\u{0}\u{0}\u{0}")
        )
        #expect(
            try written { try FrontendWriter.bind(portal: "p".utf8, statement: "s".utf8, into: &$0) }
                == ascii("B\u{0}\u{0}\u{0}\u{e}p\u{0}s\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}")
        )
        #expect(
            try written { try FrontendWriter.describe(.statement, "".utf8, into: &$0) }
                == ascii("D\u{0}\u{0}\u{0}\u{6}S\u{0}")
        )
        #expect(
            try written { try FrontendWriter.close(.portal, "p".utf8, into: &$0) }
                == ascii("C\u{0}\u{0}\u{0}\u{7}Pp\u{0}")
        )
        #expect(
            try written { try FrontendWriter.execute(portal: "p".utf8, rows: 258, into: &$0) }
                == ascii("E\u{0}\u{0}\u{0}\u{a}p\u{0}\u{0}\u{0}\u{1}\u{2}")
        )
        #expect(try written { try FrontendWriter.copyFail("no", into: &$0) } == ascii("f\u{0}\u{0}\u{0}\u{7}no\u{0}"))
        for (type, letter) in [(FrontendMessageType.flush, "H"), (.sync, "S"), (.copyDone, "c"), (.terminate, "X")] {
            #expect(written { FrontendWriter.bare(type, into: &$0) } == ascii("\(letter)\u{0}\u{0}\u{0}\u{4}"))
        }
    }

    @Test("a server's messages are the bytes of the protocol")
    func backend() throws {
        #expect(try written { try BackendWriter.authenticationOK(into: &$0) } == [0x52, 0, 0, 0, 8, 0, 0, 0, 0])
        #expect(
            try written { try BackendWriter.authenticationCleartextPassword(into: &$0) }
                == [0x52, 0, 0, 0, 8, 0, 0, 0, 3]
        )
        #expect(
            try written { try BackendWriter.authenticationSASL(["A", "B"], into: &$0) }
                == [0x52, 0, 0, 0, 13, 0, 0, 0, 10, 0x41, 0, 0x42, 0, 0]
        )
        #expect(
            try written { try BackendWriter.authenticationSASLContinue([1], into: &$0) }
                == [0x52, 0, 0, 0, 9, 0, 0, 0, 11, 1]
        )
        #expect(
            try written { try BackendWriter.authenticationSASLFinal([1], into: &$0) }
                == [0x52, 0, 0, 0, 9, 0, 0, 0, 12, 1]
        )
        #expect(
            try written { try BackendWriter.parameterStatus("a", "b", into: &$0) }
                == ascii("S\u{0}\u{0}\u{0}\u{8}a\u{0}b\u{0}")
        )
        #expect(
            try written { try BackendWriter.backendKeyData(process: 258, key: [1, 2, 3, 4], into: &$0) }
                == [0x4B, 0, 0, 0, 12, 0, 0, 1, 2, 1, 2, 3, 4]
        )
        #expect(
            try written { try BackendWriter.negotiateProtocolVersion(0x0003_0002, unknown: ["_pq_.x"], into: &$0) }
                == [0x76, 0, 0, 0, 19, 0, 3, 0, 2, 0, 0, 0, 1] + ascii("_pq_.x\u{0}")
        )
        #expect(written { BackendWriter.readyForQuery(0x54, into: &$0) } == ascii("Z\u{0}\u{0}\u{0}\u{5}T"))
        let fields = ReportFields([.init(0x53, ascii("ERROR")), .init(0x4D, ascii("no"))])
        #expect(
            try written { try BackendWriter.report(.errorResponse, fields, into: &$0) }
                == ascii("E\u{0}\u{0}\u{0}\u{10}SERROR\u{0}Mno\u{0}\u{0}")
        )
        #expect(
            try written { try BackendWriter.commandComplete("SET", into: &$0) }
                == ascii("C\u{0}\u{0}\u{0}\u{8}SET\u{0}")
        )
        #expect(written { BackendWriter.bare(.parseComplete, into: &$0) } == ascii("1\u{0}\u{0}\u{0}\u{4}"))
    }

    /// Header and bytes of the one message that is written.
    private func reading<Value>(
        _ bytes: [UInt8],
        _ read: (Range<Int>, RawSpan) throws -> Value
    ) throws -> Value {
        let span = bytes.span.bytes
        let header = try #require(try MessageHeader.read(span, at: 0, most: MessageLimits.largest))
        #expect(header.end == bytes.count)
        return try read(header.body, span)
    }

    @Test("what a client's writers write is what the readers read")
    func frontendRoundTrip() throws {
        let name = ascii("s\u{e4}")
        let text = ascii("SELECT $1, 'x'")
        let query = try written { try FrontendWriter.query(text, into: &$0) }
        #expect(try reading(query) { $1.copy(try QueryMessage($0, in: $1).text) } == text)
        let parse = try written { try FrontendWriter.parse(name: name, text, types: [0, 1, 0, 0, 0, 23], into: &$0) }
        try reading(parse) { body, span in
            let parse = try ParseMessage(body, in: span)
            #expect(span.copy(parse.name) == name && span.copy(parse.text) == text && parse.typeCount == 1)
            #expect(span.copy(parse.types) == [0, 1, 0, 0, 0, 23])
        }
        let rest: [UInt8] = [0, 1, 0, 1, 0, 1, 0, 0, 0, 2, 7, 8, 0, 1, 0, 1]
        let bind = try written { try FrontendWriter.bind(portal: [], statement: name, rest: rest, into: &$0) }
        try reading(bind) { body, span in
            let bind = try BindMessage(body, in: span)
            #expect(bind.portal.isEmpty && span.copy(bind.statement) == name && span.copy(bind.rest) == rest)
            #expect(span.copy(bind.values) == [0, 0, 0, 2, 7, 8])
        }
        let describe = try written { try FrontendWriter.describe(.portal, name, into: &$0) }
        try reading(describe) { body, span in
            let describe = try NamedMessage(body, in: span, type: .describe)
            #expect(describe.kind == .portal && span.copy(describe.name) == name)
        }
        let execute = try written { try FrontendWriter.execute(portal: name, rows: 7, into: &$0) }
        #expect(try reading(execute) { try ExecuteMessage($0, in: $1).rows } == 7)
        let fail = try written { try FrontendWriter.copyFail("no", into: &$0) }
        #expect(try reading(fail) { $1.text(try CopyFailMessage($0, in: $1).reason) } == "no")
        let password = try written { try FrontendWriter.password(ascii("secret"), into: &$0) }
        #expect(try reading(password) { $1.text(try PasswordMessage($0, in: $1).password) } == "secret")
        let initial = try written { try FrontendWriter.saslInitialResponse(mechanism: "M", [], into: &$0) }
        #expect(try reading(initial) { try SASLInitialResponse($0, in: $1).response } == 11..<11)
        let step = try written { try FrontendWriter.saslResponse([1, 2], into: &$0) }
        #expect(try reading(step) { $1.copy(try SASLResponse($0, in: $1).response) } == [1, 2])
    }

    @Test("what a server's writers write is what the readers read")
    func backendRoundTrip() throws {
        let logins: [(AuthenticationMessage, (inout [UInt8]) throws -> Void)] = [
            (.ok, { try BackendWriter.authenticationOK(into: &$0) }),
            (.cleartextPassword, { try BackendWriter.authenticationCleartextPassword(into: &$0) }),
            (.sasl(mechanisms: ["A", "B"]), { try BackendWriter.authenticationSASL(["A", "B"], into: &$0) }),
            (.saslContinue([1]), { try BackendWriter.authenticationSASLContinue([1], into: &$0) }),
            (.saslFinal([2]), { try BackendWriter.authenticationSASLFinal([2], into: &$0) }),
        ]
        for (expected, write) in logins {
            #expect(try reading(try written(write)) { try AuthenticationMessage($0, in: $1) } == expected)
        }
        let other = message("R", [0, 0, 0, 7])
        #expect(try reading(other) { try AuthenticationMessage($0, in: $1) } == .other(7))
        let status = try written { try BackendWriter.parameterStatus("TimeZone", "UTC", into: &$0) }
        try reading(status) { body, span in
            let (name, value) = try SmallBackendMessage.parameterStatus(body, in: span)
            #expect(span.text(name) == "TimeZone" && span.text(value) == "UTC")
        }
        let key = [UInt8](repeating: 9, count: 32)
        let keyData = try written { try BackendWriter.backendKeyData(process: 0xFFFF_FFFF, key: key, into: &$0) }
        try reading(keyData) { body, span in
            let (process, read) = try SmallBackendMessage.backendKeyData(body, in: span)
            #expect(process == 0xFFFF_FFFF && read == key)
        }
        let ready = written { BackendWriter.readyForQuery(0x45, into: &$0) }
        #expect(try reading(ready) { try SmallBackendMessage.readyForQuery($0, in: $1) } == 0x45)
        let fields = ReportFields([.init(0x53, ascii("FATAL")), .init(0x43, ascii("57P01")), .init(0x4D, [0xFF])])
        let report = try written { try BackendWriter.report(.noticeResponse, fields, into: &$0) }
        #expect(try reading(report) { try ReportFields($0, in: $1, type: .noticeResponse) } == fields)
        let complete = try written { try BackendWriter.commandComplete("INSERT 0 5", into: &$0) }
        #expect(try reading(complete) { try CommandTag($0, in: $1).rows } == 5)
        let negotiated = try written {
            try BackendWriter.negotiateProtocolVersion(0x0003_0000, unknown: ["x"], into: &$0)
        }
        try reading(negotiated) { body, span in
            let read = try NegotiateProtocolVersion(body, in: span)
            #expect(read.minor == 0 && read.unknown == ["x"])
        }
    }

    @Test("the columns of a result are read one by one")
    func columns() throws {
        let sample = try #require(Sample.backend.first { $0.name == "RowDescription" })
        var columns: [ColumnDescription] = []
        try RowDescription.read(5..<sample.bytes.count, in: sample.bytes.span.bytes) { columns.append($0) }
        let first = ColumnDescription(name: 7..<8, table: 9, attribute: 1, type: 23, size: 4, modifier: -1, format: 0)
        let second = ColumnDescription(
            name: 27..<27,
            table: 0,
            attribute: 0,
            type: 25,
            size: -1,
            modifier: 14,
            format: 1
        )
        #expect(columns == [first, second])
    }

    @Test("a NUL in a text, a key of another length and an empty name are not written, and leave nothing behind")
    func unwritable() {
        let evil = ascii("a\u{0}b")
        let writes: [(inout [UInt8]) throws -> Void] = [
            { try FrontendWriter.query(evil, into: &$0) }, { try FrontendWriter.parse(name: evil, [], into: &$0) },
            { try FrontendWriter.parse(name: [], evil, into: &$0) },
            { try FrontendWriter.bind(portal: evil, statement: [], into: &$0) },
            { try FrontendWriter.bind(portal: [], statement: evil, into: &$0) },
            { try FrontendWriter.describe(.portal, evil, into: &$0) },
            { try FrontendWriter.close(.portal, evil, into: &$0) },
            { try FrontendWriter.execute(portal: evil, into: &$0) },
            { try FrontendWriter.copyFail("a\u{0}b", into: &$0) }, { try FrontendWriter.password(evil, into: &$0) },
            { try FrontendWriter.saslInitialResponse(mechanism: "a\u{0}b", [], into: &$0) },
            { try FrontendWriter.cancel(process: 1, key: [1, 2, 3], into: &$0) },
            { try FrontendWriter.cancel(process: 1, key: [UInt8](repeating: 1, count: 257), into: &$0) },
            { try FrontendWriter.startup([.init(name: "user", value: "a\u{0}b")], into: &$0) },
            { try FrontendWriter.startup([.init(name: "us\u{0}er", value: "a")], into: &$0) },
            { try FrontendWriter.startup([.init(name: "", value: "a")], into: &$0) },
            { try FrontendWriter.startup([.init(name: "a", value: String(repeating: "x", count: 10_000))], into: &$0) },
            { try BackendWriter.authenticationSASL(["a\u{0}b"], into: &$0) },
            { try BackendWriter.parameterStatus("a\u{0}b", "", into: &$0) },
            { try BackendWriter.parameterStatus("", "a\u{0}b", into: &$0) },
            { try BackendWriter.backendKeyData(process: 1, key: [1, 2, 3], into: &$0) },
            { try BackendWriter.negotiateProtocolVersion(1, unknown: ["a\u{0}b"], into: &$0) },
            { try BackendWriter.commandComplete("a\u{0}b", into: &$0) },
        ]
        for (place, write) in writes.enumerated() {
            var bytes: [UInt8] = [1, 2, 3]
            #expect(throws: ProtocolViolation.self, "\(place)") { try write(&bytes) }
            #expect(bytes == [1, 2, 3], "\(place)")
        }
    }

    @Test("a report's texts lose a NUL, so that no field is taken for another")
    func reportWithNUL() throws {
        let fields = ReportFields([.init(0x4D, ascii("a\u{0}Cx")), .init(0, ascii("x"))])
        let bytes = try written { try BackendWriter.report(.errorResponse, fields, into: &$0) }
        #expect(bytes == ascii("E\u{0}\u{0}\u{0}\u{a}MaCx\u{0}\u{0}"))
    }

    /// Bytes that nobody has touched, so that a gibibyte of them costs nothing.
    private func untouched(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { $1 = count }
    }

    @Test("a length beyond what the protocol can say is not written")
    func tooLong() throws {
        var bytes: [UInt8] = []
        try bytes.append(type: 0x64) { $0 = untouched(MessageLimits.largest + 1) }
        #expect(Array(bytes[1..<5]) == [0x3F, 0xFF, 0xFF, 0xFE])
        bytes = []
        #expect(throws: ProtocolViolation.unsendable(type: 0x64)) {
            try bytes.append(type: 0x64) { $0 = untouched(MessageLimits.largest + 2) }
        }
        #expect(bytes.isEmpty)
    }
}
