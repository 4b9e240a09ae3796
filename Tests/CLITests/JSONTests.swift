// The JSON writer, against Foundation's reader.

import Foundation
import Testing

@testable import CLI

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
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
    }
}
