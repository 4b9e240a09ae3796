// The JSON writer against Foundation's reader.

import Foundation
import Testing

@testable import SQLAnalysis

@Suite("JSON")
struct JSONTests {
    @Test("members stay in order, empty lists stay on one line")
    func layout() {
        let value = JSON.members([
            "b": .array([.integer(1), .null]), "a": .array([]), "c": .members([:]), "d": .bool(true),
        ])
        #expect(value.text == "{\n  \"b\": [\n    1,\n    null\n  ],\n  \"a\": [],\n  \"c\": {},\n  \"d\": true\n}")
    }

    @Test("every character survives")
    func characters() throws {
        let all = String(String.UnicodeScalarView((0...0x2FFF).compactMap(Unicode.Scalar.init))) + "\u{10FFFF}😀"
        let text = JSON.array([.string(all)]).text
        let read = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String]
        #expect(read?.first?.unicodeScalars.elementsEqual(all.unicodeScalars) == true)
        let obeyed: [ClosedRange<UInt32>] = [0...9, 11...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069]
        #expect(!text.unicodeScalars.contains { scalar in obeyed.contains { $0.contains(scalar.value) } })
    }

    @Test("what fits into the width stands on one line, the comma behind it included")
    func width() {
        let value = JSON.members([
            "list": .array([.integer(1), .string("two"), .null]), "other": .members(["a": .array([.bool(false)])]),
        ])
        #expect(value.text(fitting: 100) == #"{"list": [1, "two", null], "other": {"a": [false]}}"#)
        let broken = "{\n  \"list\": [1, \"two\", null],\n  \"other\": {\n    \"a\": [\n      false\n    ]\n  }\n}"
        // `  "list": [1, "two", null],` has 27 bytes, `  "other": {"a": [false]},` has 26.
        #expect(
            value.text(fitting: 27)
                == broken.replacing("{\n    \"a\": [\n      false\n    ]\n  }", with: "{\"a\": [false]}")
        )
        #expect(value.text(fitting: 26).contains("\"list\": [\n"))
        for width in 0...60 {
            let lines = value.text(fitting: width).split(separator: "\n")
            #expect(lines.filter { $0.utf8.count > max(width, 14) } == [], "\(width)")
        }
    }
}
