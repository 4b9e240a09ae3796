// Bytes as an attacker would choose them: each gets a code or passes, soon, and nothing traps.

import Testing

@testable import SQLAnalysis

@Suite("Hostile text")
struct HostileTests {
    @Test(
        "invalid UTF-8 is refused at its first byte",
        arguments: [
            ([0x41, 0x80], 1), ([0xC0, 0xAF], 0), ([0xC1, 0xBF], 0), ([0xE0, 0x80, 0xAF], 0), ([0xED, 0xA0, 0x80], 0),
            ([0xED, 0xBF, 0xBF], 0), ([0xF0, 0x80, 0x80, 0xAF], 0), ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF5, 0x80], 0),
            ([0x41, 0x42, 0xE2, 0x82], 2), ([0xC3], 0), ([0xF0, 0x9F, 0x98], 0), ([0xFF], 0), ([0xC3, 0x28], 0),
            ([0x95, 0x5C, 0x27], 0), ([0x2D, 0x2D, 0xFE], 2), ([0xEF, 0xBB, 0x41], 0),
        ] as [([UInt8], Int)]
    )
    func invalidUTF8(bytes: [UInt8], offset: Int) {
        #expect(
            throws: Refusal(
                .invalidUTF8,
                "byte \(offset) does not begin a well-formed UTF-8 sequence",
                at: SourceRange(offset, offset + 1)
            )
        ) { try Lexer.lex(bytes) }
    }

    @Test("the first and last characters of each length are valid")
    func validUTF8() {
        let text = "\u{1}\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}"
        #expect(refusal(of: "'" + text + "'") == nil)
    }

    @Test("NUL is refused wherever it stands", arguments: ["\0", "SELECT 1\0", "'a\0b'", "--\0", "\"\0\""])
    func nul(text: String) {
        #expect(refusal(of: text) == .embeddedNUL)
    }

    @Test(
        "long chains, deep nesting and long runs get a code",
        arguments: [
            ("SELECT 1", "+1", 100_000, Code.tooDeep), ("SELECT a", "||a", 66_000, .tooDeep),
            ("SELECT 1", "::int", 40_000, .tooDeep), ("SELECT 1", " UNION ALL SELECT 1", 11_000, .tooDeep),
            ("SELECT ", "(", 40_000, .tooDeep), ("SELECT ", "[", 40_000, .tooDeep),
            ("SELECT ", "NOT ", 40_000, .tooDeep),
            ("SELECT ", "CASE ", 40_000, .tooDeep), ("SELECT ", "- ", 40_000, .tooDeep),
            ("SELECT ", "+", 200_000, .lexicalError), ("", "/*", 40_000, .lexicalError),
            ("SELECT 1", ",1", 100_000, nil), ("SELECT 1", ",1", 200_000, .tooManyTokens),
            ("SELECT '", "''", 400_000, .lexicalError), ("SELECT $a$", "$b", 400_000, .lexicalError),
            ("SELECT 'a'", "\n'b'", 200_000, nil), ("SELECT 'a'", "\n", 1_000_000, nil), ("", "--\n", 300_000, nil),
            ("", "/**/", 250_000, nil), ("", "/*é*/", 150_000, nil), ("", ";", 250_000, nil), ("", ")", 250_000, nil),
            ("SELECT ", "a", 1_000_000, nil), ("SELECT 1", "é", 500_000, .lexicalError),
            ("UPDATE t SET (a,b)=(SELECT 1 ", "FROM (UPDATE t SET (a,b)=(SELECT 1 ", 1_000, .assignmentExpansion),
        ] as [(String, String, Int, Code?)]
    )
    func repeated(head: String, unit: String, count: Int, expected: Code?) {
        let clock = ContinuousClock()
        let text = Array((head + String(repeating: unit, count: count)).utf8)
        let took = clock.measure { #expect(refusal(of: text) == expected) }
        #expect(took < .seconds(5))  // debug builds are slow; release takes below 20 ms for each
    }

    @Test("closed comments that nest 40 000 deep get their own code")
    func deepComments() {
        let text = String(repeating: "/*", count: 40_000) + String(repeating: "*/", count: 40_000)
        #expect(refusal(of: text) == .commentNesting)
    }

    @Test("ten megabytes are refused before anything is read")
    func tenMegabytes() {
        #expect(refusal(of: [UInt8](repeating: 0, count: 10 << 20)) == .tooManyBytes)
    }

    static let tricky = [
        #"SELECT 'é€😀', U&"us!0065rs" UESCAPE '!' , E'\u0041\'' -- é"#
            + "\n , 'a' -- x\n 'b' FROM /* /* é */ */ users$1",
        #"U&'a' /* c */ UESCAPE /* d */ $x$!$x$ B'1'"# + "\n'0' N'a' $1 1..2 1.5e+3 a::int := => <= +- @- \"a\"\"b\"",
        "UPDATE t SET (a[f(1,2)], b.c) = (CASE WHEN x.end BETWEEN 1 AND 2 THEN ARRAY[[1]] END), (c, d) = ROW(1, 2);",
        "\u{FEFF}COPY t FROM stdin; -- é\n1\t\\N\n\\.\n\\restrict k\nCREATE FUNCTION f() BEGIN ATOMIC SELECT 1; END;\n\\gset\n",
    ]

    @Test("no prefix of a tricky text traps, and none is read with tokens outside of it", arguments: tricky)
    func prefixes(text: String) {
        let bytes = Array(text.utf8)
        for end in 0...bytes.count {
            let prefix = Array(bytes[..<end])
            if let lexed = try? Lexer.lex(prefix) {
                #expect(lexed.tokens.allSatisfy { $0.start < $0.end && $0.end <= end })
                #expect(zip(lexed.tokens, lexed.tokens.dropFirst()).allSatisfy { $0.end <= $1.start })
                #expect(lexed.statements.allSatisfy { $0.start < $0.end && $0.end <= end })
            }
            if let script = try? ScriptSplitter.split(prefix) {
                #expect((script.statements + script.metaCommands + script.copyData).allSatisfy { $0.end <= end })
            }
        }
    }

    @Test("no suffix traps either", arguments: tricky)
    func suffixes(text: String) {
        let bytes = Array(text.utf8)
        for start in 0...bytes.count {
            let suffix = Array(bytes[start...])
            _ = try? Lexer.lex(suffix)
            _ = try? ScriptSplitter.split(suffix)
        }
    }

    @Test("random bytes and random pieces of SQL are lexed or refused, and the blanked text lexes the same")
    func random() throws {
        let pieces =
            Array(
                "' '' \" $$ $a$ $1 E' U&' U&\" UESCAPE N' B' -- /* */ \n \r + - = @ : :: . .. 1 1. 1e a é ( ) [ ] , ; \\ \\'"
                    .split(separator: " ").map(String.init)
            ) + [" ", "\n", "\u{C}", "'a'\n'b'", "CASE", "END", "SET (a,b)="]
        var generator = Random(seed: 15)
        for _ in 0..<20_000 {
            let text = (0..<generator.below(12)).map { _ in pieces[generator.below(pieces.count)] }.joined()
            guard let lexed = try? Lexer.lex(Array(text.utf8)) else { continue }
            let again = try Lexer.lex(lexed.blanked)
            #expect(again.comments == [])
            #expect(again.tokens.map(\.kind) == lexed.tokens.map(\.kind), "\(text)")
            #expect(
                again.tokens.map(\.start) == lexed.tokens.map { lexed.blankedOffset(ofOriginal: $0.start) },
                "\(text)"
            )
            #expect(again.tokens.map(\.end) == lexed.tokens.map { lexed.blankedOffset(ofOriginal: $0.end) }, "\(text)")
            #expect(lexed.blanked.count { !$0.isContinuation } == lexed.bytes.count { !$0.isContinuation })
        }
        for _ in 0..<20_000 {
            let bytes = (0..<generator.below(12)).map { _ in UInt8(generator.below(256)) }
            _ = try? Lexer.lex(bytes)
            _ = try? ScriptSplitter.split(bytes)
        }
    }
}

/// A repeatable source of random numbers (splitmix64).
private struct Random {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}
