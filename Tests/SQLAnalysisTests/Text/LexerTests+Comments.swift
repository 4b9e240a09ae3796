// Comments: noted with their text, blanked character by character, and offsets that still find their way.

import Testing

@testable import SQLAnalysis

@Suite("Comments and blanking")
struct CommentTests {
    private func comments(_ text: String) throws -> [String] {
        let bytes = Array(text.utf8)
        return try Lexer.lex(bytes).comments.map { "\($0.kind) \($0.range.start) \($0.text(in: bytes))" }
    }

    @Test("comments keep their text and their place")
    func kept() throws {
        #expect(try comments("/* é */ SELECT -- x\n1 --y") == ["block 0 /* é */", "line 16 -- x", "line 23 --y"])
        #expect(try comments("--\n--") == ["line 0 --", "line 3 --"])
        #expect(try comments("'--' \"/*\" $$--$$ E'\\'--'") == [])
        #expect(try comments("'a' --b\n--c\n 'd' --e") == ["line 4 --b", "line 8 --c", "line 17 --e"])
    }

    @Test("line comments end at a line feed or a carriage return")
    func lineEnds() {
        #expect(rendered("--a\rb\n--c\nd") == ["identifier b", "identifier d"])
        #expect(rendered("--a\u{C}b\u{2028}c") == [])
    }

    @Test("block comments nest, and stars and slashes do not confuse them")
    func nested() throws {
        #expect(try comments("/*/**/*/1") == ["block 0 /*/**/*/"])
        #expect(try comments("/***/1/****/") == ["block 0 /***/", "block 6 /****/"])
        #expect(try comments("/**//**/") == ["block 0 /**/", "block 4 /**/"])
        #expect(try comments("/*//**/*/1") == ["block 0 /*//**/*/"])
        #expect(try comments("/* -- */1") == ["block 0 /* -- */"])
        #expect(rendered("/*/") == ["SG2009 unterminated /* comment at 0..<3"])
        #expect(rendered("1 /*/**/") == ["SG2009 unterminated /* comment at 2..<8"])
        #expect(rendered("*/") == ["operator */"])
    }

    @Test("every character of a comment becomes a space, and line ends stay")
    func blanking() {
        #expect(blanked("a/*b*/c") == "a     c")
        #expect(blanked("a--b\nc") == "a   \nc")
        #expect(blanked("/*é\n日\r\n😀*/1") == "   \n \r\n   1")
        #expect(blanked("'--'--'") == "'--'   ")
        #expect(blanked("'a' --é\n 'b'") == "'a'    \n 'b'")
        #expect(blanked("U&'a'/*é*/UESCAPE--x\n'!'") == "U&'a'     UESCAPE   \n'!'")
        #expect(blanked("a NOT /* c */ IN (1)") == "a NOT         IN (1)")
    }

    @Test("a text without comments goes on as it came")
    func untouched() throws {
        let bytes = Array("SELECT 'é'".utf8)
        #expect(try Lexer.lex(bytes).blanked == bytes)
    }

    @Test("offsets lead from the blanked text to the original one and back")
    func offsets() throws {
        let lexed = try Lexer.lex(Array("é/*é*/a/*b*/--日本\n😀".utf8))
        //                               0 2     8 9    14     22
        #expect(String(decoding: lexed.blanked, as: UTF8.self) == "é     a         \n😀")
        let pairs = [
            (0, 0), (2, 2), (3, 3), (4, 4), (5, 6), (6, 7), (7, 8), (8, 9), (13, 14), (14, 15), (15, 16), (16, 19),
            (17, 22), (18, 23), (22, 27),
        ]
        for (blanked, original) in pairs {
            #expect(lexed.originalOffset(ofBlanked: blanked) == original)
            #expect(lexed.blankedOffset(ofOriginal: original) == blanked)
        }
        #expect(lexed.blankedOffset(ofOriginal: 5) == 4)
        #expect(lexed.originalOffset(ofBlanked: -1) == 0)
        #expect(lexed.originalOffset(ofBlanked: 99) == 27)
        #expect(lexed.blankedOffset(ofOriginal: 99) == 22)
        #expect(lexed.originalRange(ofBlanked: SourceRange(7, 17)) == SourceRange(8, 22))
    }
}
