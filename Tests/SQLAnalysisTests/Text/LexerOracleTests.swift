// Our tokens against libpg_query's own scanner, on the text that it would be given.

import Exercise
import Testing

@testable import SQLAnalysis

@Suite("Tokens against libpg_query")
struct LexerOracleTests {
    private let scanner = ScannerStarts()

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
        let ours = try #require(scanner.ours(lexed))
        #expect(scanner.starts(lexed.blanked) == ours)
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
            let ours = try #require(scanner.ours(lexed))
            #expect(scanner.starts(lexed.blanked) == ours, "\(text)")
            compared += 1
        }
        #expect(compared > 2_000)
    }
}
