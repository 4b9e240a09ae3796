// Messages: bytes as the protocol gives them, and bodies that are cut off, too long, or changed.

import Testing

@testable import PGWire

@Suite("Messages")
struct MessageTests {
    private func bytes(_ write: (inout [UInt8]) throws(ProtocolViolation) -> Void) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try write(&bytes)
        return bytes
    }

    @Test("a client's messages are the bytes of the protocol")
    func frontend() throws {
        #expect(try bytes { FrontendWriter.tlsRequest(into: &$0) } == [0, 0, 0, 8, 4, 210, 22, 47])
        #expect(
            try bytes { b throws(ProtocolViolation) in try FrontendWriter.query("SELECT 1".utf8, into: &b) }
                == Array("Q\u{0}\u{0}\u{0}\u{d}SELECT 1\u{0}".utf8)
        )
        #expect(
            try bytes { b throws(ProtocolViolation) in try FrontendWriter.parse(name: "s".utf8, "SELECT".utf8, into: &b)
            }
                == Array("P\u{0}\u{0}\u{0}\u{f}s\u{0}SELECT\u{0}\u{0}\u{0}".utf8)
        )
        #expect(try bytes { FrontendWriter.bare(.sync, into: &$0) } == Array("S\u{0}\u{0}\u{0}\u{4}".utf8))
        let cancel = try bytes { b throws(ProtocolViolation) in
            try FrontendWriter.cancel(process: 258, key: [1, 2, 3, 4], into: &b)
        }
        #expect(cancel == [0, 0, 0, 16, 4, 210, 22, 46, 0, 0, 1, 2, 1, 2, 3, 4])
        #expect(try StartupPacket(cancel.span.bytes) == .cancel(process: 258, key: [1, 2, 3, 4]))
    }

    /// The message whose header is at the start.
    private func header(_ bytes: [UInt8]) throws -> MessageHeader {
        try #require(try MessageHeader.read(bytes.span.bytes, at: 0, most: MessageLimits.largest))
    }

    /// Everything that reads a body, by the message's first byte.
    private func read(_ bytes: [UInt8], fromServer: Bool) throws(ProtocolViolation) {
        let span = bytes.span.bytes
        guard let header = try MessageHeader.read(span, at: 0, most: MessageLimits.largest) else {
            throw .truncated(type: 0)
        }
        guard header.end == bytes.count else { throw .truncated(type: header.type) }
        if fromServer {
            switch BackendMessageType(rawValue: header.type) {
            case .authentication: _ = try AuthenticationMessage(header.body, in: span)
            case .readyForQuery: _ = try SmallBackendMessage.readyForQuery(header.body, in: span)
            case .parameterStatus: _ = try SmallBackendMessage.parameterStatus(header.body, in: span)
            case .backendKeyData: _ = try SmallBackendMessage.backendKeyData(header.body, in: span)
            case .errorResponse: _ = try ReportFields(header.body, in: span, type: .errorResponse)
            case .commandComplete: _ = try CommandTag(header.body, in: span)
            case .rowDescription: try RowDescription.read(header.body, in: span) { _ throws(ProtocolViolation) in }
            case .negotiateProtocolVersion: _ = try NegotiateProtocolVersion(header.body, in: span)
            default: throw .unknownType(header.type)
            }
        } else {
            switch FrontendMessageType(rawValue: header.type) {
            case .query: _ = try QueryMessage(header.body, in: span)
            case .parse: _ = try ParseMessage(header.body, in: span)
            case .bind: _ = try BindMessage(header.body, in: span)
            case .describe: _ = try NamedMessage(header.body, in: span, type: .describe)
            case .close: _ = try NamedMessage(header.body, in: span, type: .close)
            case .execute: _ = try ExecuteMessage(header.body, in: span)
            case .copyFail: _ = try CopyFailMessage(header.body, in: span)
            case .authentication: _ = try SASLInitialResponse(header.body, in: span)
            default: throw .unknownType(header.type)
            }
        }
    }

    private func message(_ type: Character, _ body: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = [type.asciiValue ?? 0]
        bytes.append(uint32: UInt32(body.count + 4))
        return bytes + body
    }

    private var frontendSamples: [[UInt8]] {
        [
            message("Q", Array("SELECT 1\u{0}".utf8)),
            message("P", Array("s\u{0}SELECT $1\u{0}".utf8) + [0, 1, 0, 0, 0, 23]),
            message("B", [0x70, 0, 0x73, 0, 0, 1, 0, 1, 0, 2, 0, 0, 0, 1, 0x37, 255, 255, 255, 255, 0, 1, 0, 0]),
            message("D", Array("Ss\u{0}".utf8)), message("C", Array("P\u{0}".utf8)),
            message("E", [0x70, 0, 0, 0, 0, 5]), message("f", Array("no\u{0}".utf8)),
            message("p", Array("SCRAM-SHA-256\u{0}".utf8) + [0, 0, 0, 3, 1, 2, 3]),
        ]
    }

    private var backendSamples: [[UInt8]] {
        [
            message("R", [0, 0, 0, 10] + Array("SCRAM-SHA-256\u{0}\u{0}".utf8)),
            message("R", [0, 0, 0, 5, 1, 2, 3, 4]),
            message("Z", [0x49]), message("S", Array("TimeZone\u{0}UTC\u{0}".utf8)),
            message("K", [0, 0, 1, 2, 9, 9, 9, 9]), message("E", Array("SERROR\u{0}C42601\u{0}Mno\u{0}\u{0}".utf8)),
            message("C", Array("INSERT 0 5\u{0}".utf8)),
            message("v", [0, 3, 0, 0, 0, 0, 0, 1] + Array("_pq_.x\u{0}".utf8)),
            message("T", [0, 1, 0x61, 0, 0, 0, 0, 9, 0, 1, 0, 0, 0, 23, 0, 4, 255, 255, 255, 255, 0, 0]),
        ]
    }

    @Test("a body that is cut off anywhere, or goes on by a byte, is refused")
    func exactness() throws {
        for (samples, fromServer) in [(frontendSamples, false), (backendSamples, true)] {
            for sample in samples {
                try read(sample, fromServer: fromServer)
                let body = Array(sample.dropFirst(5))
                let type = Character(UnicodeScalar(sample[0]))
                for count in 0..<body.count {
                    let cut = message(type, Array(body.prefix(count)))
                    // A BackendKeyData's key may be shorter, but not below four bytes.
                    #expect(throws: ProtocolViolation.self, "\(type) cut to \(count)") {
                        try read(cut, fromServer: fromServer)
                    }
                }
                if type != "K" {
                    #expect(throws: ProtocolViolation.self, "\(type) longer") {
                        try read(message(type, body + [0]), fromServer: fromServer)
                    }
                }
            }
        }
    }

    @Test("changed bytes are read or refused, and nothing traps")
    func mutations() {
        var generator = SeededGenerator(state: 0x5DEE_CE66)
        var read = 0
        var refused = 0
        for (samples, fromServer) in [(frontendSamples, false), (backendSamples, true)] {
            for sample in samples {
                for _ in 0..<3000 {
                    var bytes = sample
                    for _ in 0..<Int.random(in: 1...4, using: &generator) {
                        let place = Int.random(in: 5..<bytes.count, using: &generator)
                        bytes[place] = UInt8.random(in: 0...255, using: &generator)
                    }
                    do {
                        try self.read(bytes, fromServer: fromServer)
                        read += 1
                    } catch {
                        refused += 1
                    }
                }
            }
        }
        #expect(read > 1000 && refused > 1000)
    }

    @Test(
        "lengths that cannot be are refused for every type",
        arguments: [UInt32(0), 3, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF]
    )
    func lengths(length: UInt32) {
        for type in UInt8.min...UInt8.max {
            var bytes = [type]
            bytes.append(uint32: length)
            bytes += [0, 0, 0]
            #expect(throws: ProtocolViolation.self) {
                try MessageHeader.read(bytes.span.bytes, at: 0, most: MessageLimits.largest)
            }
        }
    }

    @Test("a header is there with its fifth byte, and not before")
    func headers() throws {
        let bytes = Array("xxQ\u{0}\u{0}\u{0}\u{9}abc".utf8)
        for count in 0...bytes.count {
            let part = Array(bytes.prefix(count))
            let header = try MessageHeader.read(part.span.bytes, at: 2, most: 100)
            #expect((header != nil) == (count >= 7))
            if let header { #expect(header.body == 7..<12 && header.range == 2..<12) }
        }
        #expect(throws: ProtocolViolation.tooLong(type: 0x51, length: 9, most: 8)) {
            try MessageHeader.read(bytes.span.bytes, at: 2, most: 8)
        }
        #expect(try MessageHeader.read(bytes.span.bytes, at: 1000, most: 8) == nil)
        #expect(try MessageHeader.read(bytes.span.bytes, at: -1, most: 8) == nil)
    }

    @Test("a Bind's names are known before its values have come")
    func bindNames() throws {
        let bytes = frontendSamples[2]
        for count in 5...bytes.count {
            let part = Array(bytes.prefix(count))
            let names = BindMessage.names(5..<bytes.count, in: part.span.bytes)
            #expect((names != nil) == (count >= 9))
            if let names { #expect(names.portal == 5..<6 && names.statement == 7..<8) }
        }
        let bind = try BindMessage(5..<bytes.count, in: bytes.span.bytes)
        #expect(
            bind.valueCount == 2 && bind.formatCount == 1 && bind.values.count == 9
                && bind.rest.upperBound == bytes.count
        )
    }

    @Test(
        "rows are counted by the tag's last number",
        arguments: [
            ("SELECT 12", 12), ("INSERT 0 5", 5), ("BEGIN", nil), ("COPY 0", 0), ("CREATE TABLE", nil), ("", nil),
            ("SELECT ", nil), ("SELECT 99999999999999999999999", nil), ("UPDATE 1x", nil), ("7", nil),
        ] as [(String, Int?)]
    )
    func rows(tag: String, rows: Int?) throws {
        let body = Array("\(tag)\u{0}".utf8)
        #expect(try CommandTag(0..<body.count, in: body.span.bytes).rows == rows)
    }

    private func packet(_ pairs: String, version: UInt32 = StartupPacket.version3) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(uint32: UInt32(pairs.utf8.count + 8))
        bytes.append(uint32: version)
        return bytes + Array(pairs.utf8)
    }

    @Test("a startup packet names user and database")
    func startup() throws {
        let bytes = packet("user\u{0}ada\u{0}application_name\u{0}psql\u{0}\u{0}", version: 0x0003_0002)
        guard case .startup(let message) = try StartupPacket(bytes.span.bytes) else {
            throw ProtocolViolation.malformedStartup
        }
        #expect(message.user == "ada" && message.database == "ada" && message.minor == 2)
        #expect(message.value("application_name") == "psql")
        var written: [UInt8] = []
        try FrontendWriter.startup(message.parameters, into: &written)
        #expect(written == packet("user\u{0}ada\u{0}application_name\u{0}psql\u{0}\u{0}"))
    }

    @Test("startup packets that a server would read in another way are refused")
    func hostileStartup() {
        let long = String(repeating: "x", count: 64)
        let cases: [([UInt8], ProtocolViolation)] = [
            (packet("user\u{0}a\u{0}user\u{0}b\u{0}\u{0}"), .duplicateParameter("user")),
            (packet("user\u{0}\(long)\u{0}\u{0}"), .invalidParameter("user")),
            (packet("user\u{0}a\u{0}database\u{0}\(long)\u{0}\u{0}"), .invalidParameter("database")),
            (packet("user\u{0}\u{0}\u{0}"), .invalidParameter("user")), (packet("\u{0}"), .invalidParameter("user")),
            (packet("user\u{0}a\u{0}"), .malformedStartup), (packet("user\u{0}a"), .malformedStartup),
            (packet("user\u{0}a\u{0}\u{0}x"), .malformedStartup), (packet(""), .malformedStartup),
            (packet("user\u{0}a\u{0}\u{0}", version: 0x0002_0000), .unsupportedProtocol(0x0002_0000)),
            (packet("user\u{0}a\u{0}\u{0}", version: 0x0004_0000), .unsupportedProtocol(0x0004_0000)),
            ([0, 0, 0, 7, 0, 3, 0], .invalidStartupLength(7)),
            ([255, 255, 255, 255, 0, 3, 0, 0], .invalidStartupLength(0xFFFF_FFFF)),
            ([0, 0, 0x27, 0x15, 0, 3, 0, 0], .invalidStartupLength(10_005)),
            ([0, 0, 0, 9, 4, 210, 22, 47, 0], .invalidStartupLength(9)),
            ([0, 0, 0, 12, 4, 210, 22, 46, 0, 0, 0, 1], .invalidStartupLength(12)),
        ]
        for (bytes, violation) in cases {
            #expect(throws: violation) { try StartupPacket(bytes.span.bytes) }
        }
        let invalid = packet("user\u{0}a\u{0}x\u{0}").dropLast(0) + [0xFF, 0, 0]
        var bytes = Array(invalid)
        bytes[3] = UInt8(bytes.count)
        #expect(throws: ProtocolViolation.invalidUTF8) { try StartupPacket(bytes.span.bytes) }
    }

    @Test(
        "options are taken apart as a server does",
        arguments: [
            ("-c geqo=off", ["geqo=off"]), ("-cgeqo=off --work-mem=1MB", ["geqo=off", "work_mem=1MB"]),
            ("  -c  search_path=a\\ b\\\\c ", ["search_path=a b\\c"]), ("", []), ("-c a==b", ["a==b"]),
            ("-c\ta=b\n", ["a=b"]), ("-c geqo", nil), ("-c", nil), ("-e", nil), ("x=y", nil), ("-c =x", nil),
            ("--=x", nil),
            ("-d 5 -c a=b", nil),
        ] as [(String, [String]?)]
    )
    func options(text: String, expected: [String]?) {
        let settings = try? StartupOptions.settings(text).map { "\($0.name)=\($0.value)" }
        #expect(settings == expected)
    }
}

/// Numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
    /// Where it stands.
    var state: UInt64

    // Steele, Lea, Flood: SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
