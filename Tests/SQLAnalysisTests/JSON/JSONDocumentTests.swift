// The strict JSON reader: what is JSON and what is not, where it stops, and what it says of the place.

import Foundation
import Testing

@testable import SQLAnalysis

@Suite("JSON document")
struct JSONDocumentTests {
    private func read(_ text: String) throws(Refusal) -> JSONDocument { try read(Array(text.utf8)) }

    private func read(_ text: [UInt8]) throws(Refusal) -> JSONDocument {
        try JSONDocument(text, maxBytes: 1 << 20, maxDepth: 8)
    }

    private func refusal(_ text: [UInt8]) -> Refusal? {
        do throws(Refusal) {
            _ = try read(text)
            return nil
        } catch { return error }
    }

    static let valid = [
        "{}", "[]", "null", "true", "false", "0", "-0", "12", "-1.5", "1e9", "1E-9", "0.0e+0", #""""#, #""a""#, " [ ] ",
        "[1,2]",
        "\t{\r\n\"a\" : 1 }\n", #"{"a":{"b":[null,{"c":[]}]}}"#, #""\"\\\/\b\f\n\r\t\u00e4\uD83D\ude42""#,
        #""é🙂\#u{7F}\#u{2028}""#,
        "[[[[[[[[]]]]]]]]", #"{"a":1,"a":2}"#, "[1e999, 123456789012345678901234567890]",
    ]

    static let invalid = [
        "", " ", "{", "[", "}", "]", "[1,]", "[,1]", "[1 2]", "[1,,2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}",
        "{a:1}",
        "{'a':1}", "{1:2}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "[1}", "{\"a\":1]", "tru", "truex", "True", "nul", "nulL",
        "01", "-",
        "-01", "1.", ".5", "1.e5", "1e", "1e+", "+1", "0x10", "1_000", "NaN", "Infinity", "\"", "\"a", "\"\\\"",
        "\"\\x\"",
        "\"\\u12\"", "\"\\u12G4\"", "\"\\uD800\"", "\"\\uD800x\"", "\"\\uD800\\u0041\"", "\"\\uDC00\"",
        "\"\\ud83d\\ud83d\"", "\"a\nb\"",
        "\"a\tb\"", "\"\u{1}\"", "1 2", "{} {}", "[] x", "[]//", "/* */[]", "[1,\u{000C}2]", "[\u{A0}1]", "\u{FEFF}[]",
        "[1]\u{0B}",
        "\"a\" \"b\"", "nullnull", "[tr\u{75}\u{65}1]", "{\"a\":1}}", "[]]",
    ]

    @Test("JSON is read", arguments: valid)
    func accepted(text: String) { #expect(refusal(Array(text.utf8)) == nil) }

    @Test("what is not JSON is refused with its place", arguments: invalid)
    func refused(text: String) throws {
        let found = try #require(refusal(Array(text.utf8)))
        #expect(found.code == .configurationSyntax)
        let range = try #require(found.range)
        #expect(range.start <= text.utf8.count)
    }

    @Test("what Foundation's reader refuses is refused here too, of every text with one byte changed")
    func foundation() {
        let text = Array(#"{"a":[1,-2.5e3,"x\u00e4\n",true,null],"b":{"":{}}}"#.utf8)
        for place in text.indices {
            for byte in 0x20...0x7E as ClosedRange<UInt8> {
                var changed = text
                changed[place] = byte
                let isJSON = (try? JSONSerialization.jsonObject(with: Data(changed), options: .fragmentsAllowed)) != nil
                if !isJSON { #expect(refusal(changed) != nil, "\(String(decoding: changed, as: UTF8.self))") }
            }
        }
    }

    @Test("bytes that are no UTF-8, and NUL, written out or escaped, are refused")
    func bytes() {
        for (bytes, code, start) in [
            ([0x22, 0xFF, 0x22], .invalidUTF8, 1), ([0x22, 0xC3, 0x22], .invalidUTF8, 1),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], .invalidUTF8, 1), ([0x5B, 0x00, 0x5D], .embeddedNUL, 1),
            (Array(#"["a\u0000"]"#.utf8), .embeddedNUL, 3),
        ] as [([UInt8], Code, Int)] {
            #expect(refusal(bytes)?.code == code)
            #expect(refusal(bytes)?.range?.start == start)
        }
    }

    @Test("depth and size are bounded, and the bound itself is not too much")
    func bounds() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(refusal(nested(8)) == nil)
        #expect(refusal(nested(9))?.code == .fileBounds)
        #expect(refusal(nested(9))?.range == SourceRange(8, 9))
        #expect(refusal(nested(1 << 19))?.code == .fileBounds)
        let large = Array("\"\(String(repeating: "a", count: (1 << 20) - 2))\"".utf8)
        #expect(refusal(large) == nil)
        #expect(refusal(large + [0x20])?.code == .fileBounds)
    }

    @Test("a text that is cut anywhere is refused, and so is one with a byte too many")
    func cut() {
        let text = Array(#" {"a": [1, -2.5e3, "x\u00e4\n", true, null], "b": {"c": {}}}"#.utf8)
        #expect(refusal(text) == nil)
        for end in 0..<text.count { #expect(refusal(Array(text[..<end])) != nil, "\(end)") }
        for place in 0...text.count {
            for byte in 0...255 as ClosedRange<UInt8> {
                // Must end, one way or the other; what Foundation takes for the same need not be asked.
                _ = refusal(Array(text[..<place]) + [byte] + Array(text[place...]))
            }
        }
    }

    @Test("strings come back character by character")
    func strings() throws {
        let all =
            String(String.UnicodeScalarView((1...0x2FFF).compactMap(Unicode.Scalar.init)))
            + "\u{FFFF}\u{10000}\u{10FFFF}"
        let written = try read(JSON.string(all).text)
        #expect(written.string(0).unicodeScalars.elementsEqual(all.unicodeScalars))
        let escaped = all.utf16.map {
            "\\u" + String(UInt32($0) | 0x10000, radix: 16, uppercase: $0 % 2 == 0).dropFirst()
        }
        .joined()
        #expect(try read("\"\(escaped)\"").string(0).unicodeScalars.elementsEqual(all.unicodeScalars))
    }

    @Test("whole numbers are read exactly or not at all")
    func integers() throws {
        for (text, value) in [
            ("0", 0), ("-0", 0), ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
            ("9223372036854775808", nil), ("-9223372036854775809", nil), ("99999999999999999999999", nil),
        ] as [(String, Int?)] {
            #expect(try read(text).integer(0) == value, "\(text)")
        }
    }

    @Test("a place is named by the way to it, and found by it")
    func paths() throws {
        let document = try read(#"{"a": [1, {"b c": [[], "x"]}], "a\u0062": 2}"#)
        let expected = [
            "", "a", "a", "a[0]", "a[1]", "a[1].b c", "a[1].b c", "a[1].b c[0]", "a[1].b c[1]", "ab", "ab",
        ]
        #expect(document.entries.indices.map { document.path(to: $0) } == expected)
        let last = document.entry([.key("a"), .element(1), .key("b c"), .element(1)])
        #expect(document.string(last) == "x")
        #expect(document.range(last) == SourceRange(23, 26))
        // As far as the steps lead.
        #expect(document.path(to: document.entry([.key("a"), .element(7), .key("b")])) == "a")
        #expect(document.entry([.element(0)]) == 0)
    }
}
