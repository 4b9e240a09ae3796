// First packets and their `options`.

import Testing

@testable import PGWire

@Suite("First packets")
struct StartupTests {
    private func packet(_ pairs: String, version: UInt32 = StartupPacket.version3) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(uint32: UInt32(pairs.utf8.count + 8))
        bytes.append(uint32: version)
        return bytes + Array(pairs.utf8)
    }

    private func message(_ bytes: [UInt8]) throws -> StartupMessage {
        guard case .startup(let message) = try StartupPacket(bytes.span.bytes) else {
            throw ProtocolViolation.malformedStartup
        }
        return message
    }

    @Test("a startup packet names user and database")
    func startup() throws {
        let pairs = "user\u{0}ada\u{0}application_name\u{0}psql\u{0}\u{0}"
        let startup = try message(packet(pairs, version: 0x0003_0002))
        #expect(startup.user == "ada" && startup.database == "ada" && startup.minor == 2)
        #expect(startup.value("application_name") == "psql" && startup.value("Application_Name") == nil)
        #expect(try written { try FrontendWriter.startup(startup.parameters, into: &$0) } == packet(pairs))
        let database = try message(packet("database\u{0}\u{0}user\u{0}ada\u{0}\u{0}"))
        #expect(database.database == "ada")
        #expect(try message(packet("database\u{0}shop\u{0}user\u{0}ada\u{0}\u{0}")).database == "shop")
    }

    @Test("what may be asked for before a session is told apart")
    func requests() throws {
        for (last, expected) in [(47, StartupPacket.tls), (48, .gss)] as [(UInt8, StartupPacket)] {
            let bytes: [UInt8] = [0, 0, 0, 8, 4, 210, 22, last]
            #expect(try StartupPacket(bytes.span.bytes) == expected)
        }
        let cancel: [UInt8] = [0, 0, 0, 16, 4, 210, 22, 46, 255, 255, 255, 255, 1, 2, 3, 4]
        #expect(try StartupPacket(cancel.span.bytes) == .cancel(process: 0xFFFF_FFFF, key: [1, 2, 3, 4]))
    }

    @Test("a packet is refused or waited for when it is cut off")
    func cutOff() throws {
        let bytes = packet("user\u{0}ada\u{0}\u{0}")
        for count in 0..<bytes.count {
            let part = Array(bytes.prefix(count))
            #expect(try StartupPacket.length(part.span.bytes) == (count < 4 ? nil : bytes.count))
            #expect(throws: ProtocolViolation.malformedStartup) { try StartupPacket(part.span.bytes) }
            var shorter = part
            guard count >= 8 else { continue }
            shorter.replaceSubrange(0..<4, with: written { $0.append(uint32: UInt32(count)) })
            #expect(throws: ProtocolViolation.malformedStartup) { try StartupPacket(shorter.span.bytes) }
        }
        // What follows belongs to the next message.
        #expect(try message(bytes + [1, 2, 3]).user == "ada")
    }

    @Test("lengths that cannot be are refused for every kind of first packet", arguments: trickyLengths + [10_005])
    func lengths(length: UInt32) {
        for code in [StartupPacket.version3, StartupPacket.tlsCode, StartupPacket.gssCode, StartupPacket.cancelCode] {
            var bytes = written { $0.append(uint32: length) }
            bytes.append(uint32: code)
            #expect(throws: ProtocolViolation.invalidStartupLength(length)) { try StartupPacket(bytes.span.bytes) }
        }
    }

    @Test("startup packets that a server would read in another way are refused")
    func hostile() {
        let long = String(repeating: "x", count: 64)
        let many = (0..<129).map { "p\($0)\u{0}\u{0}" }.joined()
        let cases: [([UInt8], ProtocolViolation)] = [
            (packet("user\u{0}a\u{0}user\u{0}b\u{0}\u{0}"), .duplicateParameter("user")),
            (packet("user\u{0}a\u{0}DateStyle\u{0}x\u{0}datestyle\u{0}y\u{0}\u{0}"), .duplicateParameter("datestyle")),
            (packet("user\u{0}\(long)\u{0}\u{0}"), .invalidParameter("user")),
            (packet("user\u{0}a\u{0}database\u{0}\(long)\u{0}\u{0}"), .invalidParameter("database")),
            (packet("user\u{0}\u{0}\u{0}"), .invalidParameter("user")), (packet("\u{0}"), .invalidParameter("user")),
            (packet("USER\u{0}a\u{0}\u{0}"), .invalidParameter("user")),
            (packet("user\u{0}a\u{0}"), .malformedStartup), (packet("user\u{0}a"), .malformedStartup),
            (packet("user\u{0}a\u{0}\u{0}x"), .malformedStartup), (packet(""), .malformedStartup),
            (packet("user\u{0}a\u{0}\u{0}database\u{0}b\u{0}\u{0}"), .malformedStartup),
            (packet("user\u{0}a\u{0}\(many)\u{0}"), .malformedStartup),
            (packet("user\u{0}a\u{0}\u{0}", version: 0x0002_0000), .unsupportedProtocol(0x0002_0000)),
            (packet("user\u{0}a\u{0}\u{0}", version: 0x0004_0000), .unsupportedProtocol(0x0004_0000)),
            ([0, 0, 0, 7, 0, 3, 0], .invalidStartupLength(7)),
            ([0, 0, 0, 9, 4, 210, 22, 47, 0], .invalidStartupLength(9)),
            ([0, 0, 0, 9, 4, 210, 22, 48, 0], .invalidStartupLength(9)),
            ([0, 0, 0, 15, 4, 210, 22, 46, 0, 0, 0, 1, 1, 2, 3], .invalidStartupLength(15)),
            (
                [0, 0, 1, 13, 4, 210, 22, 46, 0, 0, 0, 1] + [UInt8](repeating: 7, count: 257),
                .invalidStartupLength(269)
            ),
        ]
        for (bytes, violation) in cases {
            #expect(throws: violation) { try StartupPacket(bytes.span.bytes) }
        }
        var bytes = packet("user\u{0}a\u{0}x\u{0}") + [0xFF, 0, 0]
        bytes[3] = UInt8(bytes.count)
        #expect(throws: ProtocolViolation.invalidUTF8) { try StartupPacket(bytes.span.bytes) }
    }

    @Test("changed packets are read or refused, and nothing traps")
    func mutations() {
        var generator = SeededGenerator(state: 7)
        let sample = packet("user\u{0}ada\u{0}options\u{0}-c a=b\u{0}\u{0}")
        var read = 0
        for _ in 0..<5000 {
            var bytes = sample
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[place] = UInt8.random(in: 0...255, using: &generator)
            }
            if let packet = try? StartupPacket(bytes.span.bytes), case .startup(let message) = packet {
                read += 1
                _ = message.value("options").map { try? StartupOptions.settings($0) }
            }
        }
        #expect(read > 50)
    }

    @Test(
        "options are taken apart as a server does",
        arguments: [
            ("-c geqo=off", ["geqo=off"]), ("-cgeqo=off --work-mem=1MB", ["geqo=off", "work_mem=1MB"]),
            ("  -c  search_path=a\\ b\\\\c ", ["search_path=a b\\c"]), ("", []), ("-c a==b", ["a==b"]),
            ("-c\ta=b\n", ["a=b"]), ("-c a=", ["a="]), ("-c a=\\", ["a="]), ("-c a=b\\\u{e4}", ["a=b\u{e4}"]),
            ("-c --a=b", ["__a=b"]), ("-c geqo", nil), ("-c", nil), ("-e", nil), ("x=y", nil), ("-c =x", nil),
            ("--=x", nil), ("--", nil), ("-", nil), ("\\", nil), ("-d 5 -c a=b", nil), ("-c a=b x", nil),
        ] as [(String, [String]?)]
    )
    func options(text: String, expected: [String]?) {
        let settings = try? StartupOptions.settings(text).map { "\($0.name)=\($0.value)" }
        #expect(settings == expected)
    }

    @Test("a name ends at the first equals sign, also where an accent is put on it")
    func accents() throws {
        let cases = [
            ("-c a=\u{301}b=c", "a", "\u{301}b=c"), ("--a=\u{301}", "a", "\u{301}"), ("-c\u{301}a=b", "\u{301}a", "b"),
            ("-c a\u{301}=b", "a\u{301}", "b"), ("-c a-\u{301}b=c", "a_\u{301}b", "c"),
        ]
        for (text, name, value) in cases {
            let settings = try StartupOptions.settings(text)
            #expect(settings.map { Array($0.name.utf8) } == [Array(name.utf8)], "\(text.debugDescription)")
            #expect(settings.map { Array($0.value.utf8) } == [Array(value.utf8)], "\(text.debugDescription)")
        }
        // A carriage return and a line feed are one `Character` to Swift, and white space to a server.
        #expect(throws: ProtocolViolation.invalidParameter("options")) { try StartupOptions.settings("-c a=\r\n-c") }
    }

    @Test("what is said of a parameter shows a name only when it is one")
    func legible() {
        #expect(
            "\(ProtocolViolation.duplicateParameter("work_mem"))" == "the startup parameter work_mem is given twice"
        )
        for name in ["\u{1B}[2J", "", String(repeating: "x", count: 64), "a b", "\u{e4}"] {
            #expect("\(ProtocolViolation.invalidParameter(name))" == "the startup parameter is not valid")
        }
    }
}
