// The two readers of JSON agree with Foundation's on what is JSON, and with each other on what it says.

import Foundation
import Testing

@testable import Audit

@Suite("JSON")
struct JSONSyntaxTests {
    func isObject(_ bytes: [UInt8], piece: Int = .max) -> Bool {
        var syntax = JSONSyntax()
        bytes.withUnsafeBytes { all in
            var start = 0
            while start < all.count {
                let end = start + min(piece, all.count - start)
                syntax.take(UnsafeRawBufferPointer(rebasing: all[start..<end]))
                start = end
            }
        }
        return syntax.isObject
    }

    @Test(
        "objects",
        arguments: [
            "{}", #"{"a":1}"#, #"{"a":[1,2.5,-3e+7,0,0.0,1E9],"b":{"c":null,"d":[true,false]}}"#,
            #" { "a" : [ ] , "b" : "\u00e9\n" } "#,
            #"{"ü":"😀\ud83d\ude00"}"#, #"{"":""}"#,
        ]
    )
    func objects(text: String) {
        let bytes = Array(text.utf8)
        for piece in 1...bytes.count { #expect(isObject(bytes, piece: piece)) }
    }

    @Test(
        "what is none",
        arguments: [
            "", "[]", "1", #""a""#, "{", "}", "{}}", "{}{}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{,"a":1}"#,
            #"{a:1}"#,
            #"{"a":01}"#, #"{"a":1.}"#, #"{"a":.5}"#, #"{"a":+1}"#, #"{"a":-}"#, #"{"a":1e}"#, #"{"a":nul}"#,
            #"{"a":[1}"#,
            #"{"a":1]"#, #"{"a":"\x"}"#, #"{"a":"\u12g4"}"#, "{\"a\":\"\n\"}", "{\"a\":\"\u{0}\"}", #"{"a":[1,]}"#,
            #"{"a" 1}"#,
            #"{"a":1 2}"#, #"{"a":"b"#, #"{"a":tru"#, #"{'a':1}"#, #"{"a":1}x"#,
            "{\"a\":" + String(repeating: "[", count: 20) + String(repeating: "]", count: 20) + "}",
        ]
    )
    func others(text: String) {
        #expect(!isObject(Array(text.utf8)))
        #expect(RecordValue(Array(text.utf8)).flatMap { if case .object = $0 { true } else { nil } } == nil)
    }

    @Test("changed records are JSON for both readers or for none")
    func changed() throws {
        let text = #"{"a":["x\n\u00e9","é😀",null,true,false,12,0],"b":{"c":"","d":[]},"e":-1.5e3}"#
        let bytes = Array(text.utf8)
        var random = SystemRandomNumberGenerator()
        for _ in 0..<20000 {
            var other = bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let index = Int.random(in: 0..<other.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: other[index] = UInt8.random(in: 0...255, using: &random)
                case 1: other.remove(at: index)
                default: other.insert(bytes.randomElement(using: &random) ?? 0, at: index)
                }
            }
            let mine = isObject(other)
            #expect(isObject(other, piece: 1) == mine)
            if RecordValue(other) != nil, other.first == 0x7B {
                #expect(mine, "\(String(decoding: other, as: UTF8.self))")
            }
            guard mine else { continue }
            // Foundation is more lenient in places, so what is JSON here is JSON there.
            #expect(throws: Never.self, "\(String(decoding: other, as: UTF8.self))") {
                _ = try JSONDecoder().decode(Anything.self, from: Data(other))
            }
        }
    }

    private struct Anything: Decodable {
        init(from decoder: any Decoder) throws { _ = try decoder.singleValueContainer() }
    }
}
