// What a record's line looks like, byte by byte, and what of it any reader of JSON gets.

import Foundation
import Testing

@testable import Audit

@Suite("Lines")
struct LineTests {
    /// The JSON string that some bytes become, without its quotes, and whether they were UTF-8.
    func escaped(_ bytes: [UInt8]) -> (text: String, isValid: Bool) {
        var line = Line()
        let isValid = line.string(bytes.span.bytes)
        return (String(decoding: line.bytes.dropFirst().dropLast(), as: UTF8.self), isValid)
    }

    @Test(
        "what would end a line, steer a terminal or hide is escaped",
        arguments: [
            ("plain text, 12345678 and more", "plain text, 12345678 and more"), ("a\"b\\c", #"a\"b\\c"#),
            ("\u{0}\u{1}\u{1F}\u{7F}", #"\u0000\u0001\u001f\u007f"#), ("\u{8}\t\n\u{C}\r\u{B}", #"\b\t\n\f\r\u000b"#),
            ("\u{1B}[31m", #"\u001b[31m"#), ("\u{80}\u{9F}\u{A0}", "\\u0080\\u009f\u{A0}"),
            ("\u{2028}\u{2029}", #"\u2028\u2029"#), ("\u{202E}\u{2066}", #"\u202e\u2066"#), ("\u{FEFF}", #"\ufeff"#),
            ("\u{E0041}", #"\udb40\udc41"#), ("Grüße, 東京, 😀", "Grüße, 東京, 😀"), ("\u{FFFD}", "\u{FFFD}"), ("", ""),
        ]
    )
    func escapes(text: String, expected: String) {
        let result = escaped(Array(text.utf8))
        #expect(result.text == expected)
        #expect(result.isValid)
    }

    @Test(
        "bytes that are no UTF-8 become U+FFFD, one for each maximal part of a character",
        arguments: [
            ([0xFF], "\u{FFFD}"), ([0x61, 0xC3], "a\u{FFFD}"), ([0xC3, 0x61], "\u{FFFD}a"),
            ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}"), ([0xE2, 0x82], "\u{FFFD}"), ([0xE2, 0x82, 0x61], "\u{FFFD}a"),
            ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
            ([0xF0, 0x9F, 0x98], "\u{FFFD}"), ([0x80], "\u{FFFD}"), ([0xE0, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
        ] as [([UInt8], String)]
    )
    func invalid(bytes: [UInt8], expected: String) {
        let result = escaped(bytes)
        #expect(result.text == expected)
        #expect(!result.isValid)
        // The standard library repairs in the same way.
        #expect(expected == String(decoding: bytes, as: UTF8.self))
    }

    @Test("any bytes come back as the standard library reads them, on one line and without control characters")
    func anyBytes() throws {
        var random = SystemRandomNumberGenerator()
        // Bytes of which broken and whole characters, quotes and controls are likely to come about.
        let likely: [UInt8] = [
            0x22, 0x5C, 0x0A, 0x00, 0x7F, 0xC2, 0x85, 0xE2, 0x80, 0xA8, 0xF0, 0x9F, 0x98, 0xED, 0xA0, 0x61,
        ]
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                Bool.random(using: &random)
                    ? likely.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
            }
            let result = escaped(bytes)
            let data = Data("\"\(result.text)\"".utf8)
            let read = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed) as? String
            let expected = String(decoding: bytes, as: UTF8.self)
            #expect(read.map { Array($0.utf8) } == Array(expected.utf8), "\(bytes)")
            #expect(RecordValue(data) == .string(expected), "\(bytes)")
            #expect(result.isValid == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
            #expect(result.text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }, "\(bytes)")
        }
    }

    @Test("base64 is that of RFC 4648", arguments: 0...40)
    func base64(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 61 &+ 17) }
        var line = Line()
        line.base64(bytes.span.bytes)
        #expect(line.bytes == Array(Data(bytes).base64EncodedData()))
    }

    @Test(
        "times are RFC 3339 in UTC",
        arguments: [
            (0, "1970-01-01T00:00:00.000000000Z"), (1, "1970-01-01T00:00:00.000000001Z"),
            (-1, "1969-12-31T23:59:59.999999999Z"), (951_782_400_000_000_000, "2000-02-29T00:00:00.000000000Z"),
            (4_107_542_399_000_000_000, "2100-02-28T23:59:59.000000000Z"),
            (1_790_158_272_123_456_789, "2026-09-23T10:11:12.123456789Z"), (.max, "2262-04-11T23:47:16.854775807Z"),
            (.min, "1677-09-21T00:12:43.145224192Z"),
        ]
    )
    func times(nanoseconds: Int64, expected: String) {
        var (line, text) = (Line(), TimeText())
        text.put(WallTime(nanoseconds: nanoseconds), to: &line)
        text.put(WallTime(nanoseconds: nanoseconds), to: &line)
        #expect(String(decoding: line.bytes, as: UTF8.self) == expected + expected)
    }

    @Test("days are those of the calendar")
    func days() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        var text = TimeText()
        for day in stride(from: 0, to: 100_000, by: 37) {
            var line = Line()
            text.put(WallTime(nanoseconds: Int64(day) * 86_400_000_000_000), to: &line)
            let parts = calendar.dateComponents(
                [.year, .month, .day],
                from: Date(timeIntervalSince1970: Double(day) * 86400)
            )
            let (year, month, number) = (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
            let expected = "\(year)-\(month < 10 ? "0" : "")\(month)-\(number < 10 ? "0" : "")\(number)T"
            #expect(String(decoding: line.bytes, as: UTF8.self).hasPrefix(expected))
        }
    }

    @Test("numbers have no zeros in front", arguments: [0, 1, 9, 10, 99, 100, 1_234_567_890, UInt64.max])
    func numbers(value: UInt64) {
        var line = Line()
        line.integer(value)
        #expect(String(decoding: line.bytes, as: UTF8.self) == String(value))
    }

    @Test("a header is read only as it is written")
    func headers() {
        let digest = Digest(of: [UInt8]().span.bytes)
        let line =
            #"{"version":1,"writer":3,"seq":42,"prev":"\#(digest.hexadecimal)","time":"2026-09-23T10:11:12.123456789Z","#
            + #""kind":"login-refused","session":"s1"}"#
        let header = LineHeader(Array(line.utf8).span.bytes)
        #expect(header?.writer == 3)
        #expect(header?.seq == 42)
        #expect(header?.previous == digest)
        #expect(header?.kind == .loginRefused)
        for (old, new) in [
            ("\"version\":1", "\"version\":2"), ("\"version\":1", "\"version\": 1"), ("\"seq\":42", "\"seq\":042"),
            ("\"seq\":42", "\"seq\":-1"), ("\"seq\":42", "\"seq\":18446744073709551616"), ("login-refused", "other"),
            ("prev", "previous"), (digest.hexadecimal, digest.hexadecimal.uppercased()), ("\"writer\":3,", ""),
        ] {
            let changed = line.replacingOccurrences(of: old, with: new)
            #expect(changed != line)
            #expect(LineHeader(Array(changed.utf8).span.bytes) == nil, "\(changed)")
        }
        #expect(LineHeader([UInt8]().span.bytes) == nil)
    }
}
