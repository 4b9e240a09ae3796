// Bodies of messages: what they hold, and that those that are cut off, go on, or are changed are refused without a trap.

import Testing

@testable import PGWire

@Suite("Bodies of messages")
struct MessageTests {
    @Test("a value of a row is NULL by -1 alone, and lies in the row")
    func rowValues() throws {
        func first(_ body: [UInt8]) throws -> Range<Int>? {
            try DataRow.firstValue(0..<body.count, in: body.span.bytes)
        }
        #expect(try first([0, 0]) == nil)
        #expect(try first([0, 1, 255, 255, 255, 255]) == nil)
        #expect(try first([0, 2, 0, 0, 0, 1, 0x37, 255, 255, 255, 255]) == 6..<7)
        for length: [UInt8] in [[255, 255, 255, 254], [0x80, 0, 0, 0], [0x7F, 255, 255, 255], [0, 0, 0, 1]] {
            #expect(throws: ProtocolViolation.self) { try first([0, 1] + length) }
            #expect(throws: ProtocolViolation.self) { try first([0, 2, 255, 255, 255, 255] + length) }
        }
    }

    @Test(
        "a body that is cut off anywhere, or goes on by a byte, is refused",
        arguments: Sample.frontend + Sample.backend
    )
    func exactness(sample: Sample) throws {
        try sample.read(sample.bytes)
        let type = Character(UnicodeScalar(sample.bytes[0]))
        for count in 0..<sample.body.count {
            let cut = message(type, Array(sample.body.prefix(count)))
            if let shortest = sample.shortest, count >= shortest {
                try sample.read(cut)
            } else {
                #expect(throws: ProtocolViolation.self, "\(count) bytes") { try sample.read(cut) }
            }
        }
        if sample.shortest == nil {
            #expect(throws: ProtocolViolation.excess(type: sample.bytes[0])) {
                try sample.read(message(type, sample.body + [0]))
            }
        }
    }

    @Test("a body that is not wholly there yet is refused", arguments: Sample.frontend + Sample.backend)
    func incomplete(sample: Sample) {
        for count in 0..<sample.bytes.count {
            let part = Array(sample.bytes.prefix(count))
            #expect(throws: ProtocolViolation.truncated(type: count < 5 ? 0 : part[0])) { try sample.read(part) }
        }
    }

    @Test("changed bytes are read or refused, and nothing traps", arguments: [UInt64(0x5DEE_CE66), 1, 2])
    func mutations(seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        var read = 0
        var refused = 0
        for sample in Sample.frontend + Sample.backend {
            for _ in 0..<1000 {
                var bytes = sample.bytes
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    let place = Int.random(in: 0..<bytes.count, using: &generator)
                    switch Int.random(in: 0..<4, using: &generator) {
                    case 0: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &generator) ?? 0
                    case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                    case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
                    default: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                    }
                }
                do {
                    try sample.read(bytes)
                    read += 1
                } catch {
                    refused += 1
                }
            }
        }
        #expect(read > 500 && refused > 500)
    }

    @Test("counts and lengths that reach behind the body's end are refused")
    func impossibleCounts() throws {
        let names: [UInt8] = [0, 0]
        let cases: [(Character, [UInt8])] = [
            ("P", names + [255, 255]), ("B", names + [255, 255]), ("B", names + [0, 0, 255, 255]),
            ("B", names + [0, 0, 0, 1, 0x7F, 255, 255, 255]), ("B", names + [0, 0, 0, 1, 0x80, 0, 0, 0]),
            ("B", names + [0, 0, 0, 1, 255, 255, 255, 254, 0, 0]), ("B", names + [0, 0, 0, 0, 255, 255]),
            ("B", names + [0, 2, 0, 0, 0, 0, 0, 1, 255, 255, 255, 255, 0, 0]),
            ("D", [0x58, 0]), ("C", [0x73, 0]), ("T", [255, 255]), ("t", [255, 255]), ("G", [0, 255, 255]),
            ("G", [2, 0, 0]), ("Z", ascii("X")), ("K", [0, 0, 0, 1] + [UInt8](repeating: 1, count: 257)),
            ("v", [0, 3, 0, 0, 255, 255, 255, 255]), ("v", [0, 3, 0, 0, 0x7F, 255, 255, 255]),
            ("R", [0, 0, 0, 10] + ascii(String(repeating: "x\u{0}", count: 33) + "\u{0}")),
        ]
        for (type, body) in cases {
            let bytes = message(type, body)
            let sample = try #require((Sample.frontend + Sample.backend).first { $0.bytes[0] == type.asciiValue })
            #expect(throws: ProtocolViolation.self, "\(type) \(body)") { try sample.read(bytes) }
        }
        let initial = message("p", ascii("X\u{0}") + [255, 255, 255, 254])
        #expect(throws: ProtocolViolation.invalidField(type: 0x70)) {
            try SASLInitialResponse(5..<initial.count, in: initial.span.bytes)
        }
    }

    @Test("a Bind's names are known before its values have come")
    func bindNames() throws {
        let bytes = Sample.frontend[2].bytes
        for count in 5...bytes.count {
            let part = Array(bytes.prefix(count))
            let names = BindMessage.names(5..<bytes.count, in: part.span.bytes)
            #expect((names != nil) == (count >= 9))
            if let names { #expect(names.portal == 5..<6 && names.statement == 7..<8) }
        }
        let bind = try BindMessage(5..<bytes.count, in: bytes.span.bytes)
        #expect(bind.portal == 5..<6 && bind.statement == 7..<8 && bind.rest == 9..<bytes.count)
        #expect(bind.formatCount == 1 && bind.formats == 11..<13)
        #expect(bind.valueCount == 2 && bind.values == 15..<24)
    }

    @Test("65,535 parameters are read, as a server reads them")
    func manyParameters() throws {
        let types = message("P", ascii("\u{0}SELECT\u{0}") + [255, 255] + [UInt8](repeating: 0, count: 4 * 65_535))
        #expect(try ParseMessage(5..<types.count, in: types.span.bytes).typeCount == 65_535)
        let values = message("B", [0, 0, 0, 0, 255, 255] + [UInt8](repeating: 255, count: 4 * 65_535) + [0, 0])
        #expect(try BindMessage(5..<values.count, in: values.span.bytes).valueCount == 65_535)
    }

    @Test(
        "rows are counted by the tag's last number",
        arguments: [
            ("SELECT 12", 12), ("INSERT 0 5", 5), ("BEGIN", nil), ("COPY 0", 0), ("CREATE TABLE", nil), ("", nil),
            ("SELECT ", nil), ("SELECT 99999999999999999999999", nil), ("UPDATE 1x", nil), ("7", nil),
            ("SELECT 999999999999999999", 999_999_999_999_999_999), ("SELECT 1000000000000000000", nil),
            ("SELECT 00", 0),
        ] as [(String, Int?)]
    )
    func rows(tag: String, rows: Int?) throws {
        let body = ascii("\(tag)\u{0}")
        #expect(try CommandTag(0..<body.count, in: body.span.bytes).rows == rows)
    }

    @Test("an error without code, severity or text is one all the same")
    func bareReport() throws {
        for body in [[0], ascii("Zx\u{0}\u{0}"), ascii("C\u{0}\u{0}"), [0x4D, 0xFF, 0, 0]] as [[UInt8]] {
            let fields = try ReportFields(0..<body.count, in: body.span.bytes, type: .errorResponse)
            #expect(!fields.endsSession && fields.severity == nil)
        }
        let fatal = ascii("SFATALA\u{0}VFATAL\u{0}C57P01\u{0}\u{0}")
        let fields = try ReportFields(0..<fatal.count, in: fatal.span.bytes, type: .errorResponse)
        #expect(fields.endsSession && fields.severity == "FATAL" && fields.sqlState == "57P01")
    }
}
