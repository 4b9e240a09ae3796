// Our tokens against libpg_query's own scanner, on the text that it would be given.

import CPgQuery
import Testing

@testable import SQLAnalysis

@Suite("Tokens against libpg_query")
struct LexerOracleTests {
    /// Where libpg_query's tokens start; nil when its scanner refuses the text.
    ///
    /// Ends are not compared: the scanner gives `U&"a"` the length 1 and `U&'a'` the length 0.
    private func scannerStarts(_ text: [UInt8]) throws -> [Int]? {
        try ParserThreads.process.run {
            let result = (text + [0]).withUnsafeBytes { pg_query_scan($0.bindMemory(to: CChar.self).baseAddress) }
            defer { pg_query_free_scan_result(result) }
            guard result.error == nil, let data = result.pbuf.data else { return nil }
            return WireReader(UnsafeRawBufferPointer(start: data, count: result.pbuf.len)).tokenStarts()
        }
    }

    /// Our starts in the blanked text, as the scanner would cut them: NCHAR and UESCAPE are tokens of their own there.
    private func ourStarts(_ lexed: LexedText) throws -> [Int] {
        try lexed.tokens.flatMap { token -> [Int] in
            let start = lexed.blankedOffset(ofOriginal: token.start)
            if token.kind == .nationalString { return [start, start + 1] }
            guard token.flags.contains(.hasUescape) else { return [start] }
            let inside = Array(lexed.blanked[start..<lexed.blankedOffset(ofOriginal: token.end)])
            return try #require(try scannerStarts(inside)).map { $0 + start }
        }
    }

    static let texts = [
        "SELECT abalance FROM pgbench_accounts WHERE aid = 1", "", " ", "SELECT",
        "'a' -- c\n 'b'", "'a' --c\n --d\n 'b'", "B'1' -- c\n '0'", "N'a' -- c\n 'b'", "U&'a' -- c\n 'b'",
        "U&'a' -- c\n UESCAPE '!' x", "U&'a' /* c */ UESCAPE '!' x", "U&\"a\" /* c */ UESCAPE /* d */ '!' x",
        "E'a' -- x\n '\\''", "a NOT /* c */ IN (1)", "NULLS /*c*/ FIRST", "ORDER BY a NULLS -- c\n FIRST",
        "f() WITH /*x*/ ORDINALITY", "'1'::time WITH /**/ TIME ZONE", "1 /* a /* b */ c */ 2", "1 -- a\r2",
        "U&'a' UESCAPE '!'\n'' x", "U&'a' UESCAPE E'\\041' x", "U&'a' UESCAPE $$!$$ x",
        "B'1''0' X'1''0' N'1''0' 'a''b' E'\\'' U&'''' \"a\"\"b\"", "$a$ $b$ $$ $a $a$ $$$$ $é$'$é$", "a$1 1$2 $1$2 $1",
        "1..2 1...2 1.2..3 1. .5 .5.5 1.e5 1e+5 1E-5 a.1 1-1", "a=-1 a@-1 a<=-+1 +-+ =>+ => =>= *-* !=- <>-",
        "1*/*c*/2 1+--c\n2 @-/**/2 <=--\n", "u&&'a' u& 'c' be'a' xn'b' n'a'x'b' E'a'e'b'", "a::int := :: .. : ::: :::=",
        "/*é*/ SELECT /* 日本 */ 'é' /* 😀 */, \"ü\" -- ß\n, é", "{ } \\", "? ?| ?& @> <@ -> ->> #>> ~~* !~~ ^@ &&",
        "[1:2] (a).b[1] ; , %", "SELECT\u{A0}1", "a \u{C} b\tc\rd", "$$a$$\n'b'", "E'a'\n'\\'' 'b'\n'c'", "uescape '!'",
    ]

    @Test("starts agree on all traps that are known", arguments: texts)
    func known(text: String) throws {
        guard let lexed = try? Lexer.lex(Array(text.utf8)) else {
            #expect(text == "{ } \\")
            return
        }
        #expect(try scannerStarts(lexed.blanked) == ourStarts(lexed))
    }

    @Test("starts agree on random pieces of SQL; what the scanner refuses, we refuse")
    func random() throws {
        let pieces = [
            "'", "'a'", "''", "\"q\"", "$$", "$a$", "$1", "E'", "e'a\\'b'", "U&'", "U&\"", "u&", " UESCAPE ", "'!'",
            "N'",
            "B'", "b'1'", "--", "/*", "*/", "/", "*", "\n", "\r", " ", "+", "-", "=", ">", "<", "!", "@", ":", "::",
            ".",
            "..", "1", "12", "1.", ".5", "e+", "a", "ab$c", "é", "_", ",", "(", ")", ";", "'a'\n'b'",
        ]
        var state: UInt64 = 42
        func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        var compared = 0
        for _ in 0..<10_000 {
            let text = (0..<1 + below(10)).map { _ in pieces[below(pieces.count)] }.joined()
            guard let lexed = try? Lexer.lex(Array(text.utf8)) else { continue }
            #expect(try scannerStarts(lexed.blanked) == ourStarts(lexed), "\(text)")
            compared += 1
        }
        #expect(compared > 2_000)
    }
}

/// Reads the starts out of a ScanResult message: field 2 are the tokens, whose field 1 is the start.
private struct WireReader {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// All starts, in order.
    func tokenStarts() -> [Int] {
        var reader = self
        var starts: [Int] = []
        while reader.offset < reader.bytes.count {
            let tag = reader.varint()
            if tag == 2 << 3 | 2 {
                let end = reader.varint() + reader.offset
                var start = 0
                while reader.offset < end {
                    let field = reader.varint()
                    let value = reader.varint()
                    if field == 1 << 3 { start = value }
                }
                starts.append(start)
            } else {
                _ = reader.varint()
            }
        }
        return starts
    }

    private mutating func varint() -> Int {
        var value = 0
        var shift = 0
        while offset < bytes.count {
            let byte = Int(bytes[offset])
            offset += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 || shift > 56 { break }
        }
        return value
    }
}
