// Strings in several parts, UESCAPE clauses, and what comments in between do to them.

import Testing

@testable import SQLAnalysis

@Suite("Continued strings and UESCAPE")
struct ContinuationTests {
    @Test(
        "a string goes on after a line's end, also across line comments",
        arguments: [
            "'a'\n'b'", "'a' \t\n\r 'b'", "'a'\r'b'", "'a' -- c\n 'b'", "'a' --c\n --d\n 'b'", "'a'--\n'b'",
            "'a'\n--c\n'b'",
            "B'1' -- c\n '0'", "X'1'\n'0'", "N'a' -- c\n 'b'", "U&'a' -- c\n 'b'", "E'a' -- x\n '\\''", "'a'\n'b'\n'c'",
            "'a'\r--c\r'b'",
        ]
    )
    func continued(text: String) throws {
        let lexed = try Lexer.lex(Array(text.utf8))
        #expect(lexed.tokens.map(\.range) == [SourceRange(0, text.utf8.count)])
        #expect(lexed.tokens[0].flags.contains(.continued))
        let again = try Lexer.lex(lexed.blanked)
        #expect(again.tokens == lexed.tokens)
        #expect(again.comments == [])
    }

    @Test("the parts of a continued string are read by the rules of the first one")
    func rulesOfTheFirst() {
        #expect(rendered("E'a'\n'\\'' 1") == ["escapeString E'a'\n'\\'' (continued) (backslash)", "integer 1"])
        #expect(rendered("'a'\n'\\' 1") == ["string 'a'\n'\\' (continued) (backslash)", "integer 1"])
        #expect(rendered("B'1'\n'''0'") == ["bitString B'1'\n'' (continued)", "string '0'"])
        #expect(rendered("'a'\n'b") == ["SG2009 unterminated quoted string at 0..<6"])
    }

    @Test("without a line's end, or after another kind of token, there are two strings")
    func separate() {
        #expect(rendered("'a' 'b'") == ["string 'a'", "string 'b'"])
        #expect(rendered("'a' /* c */ 'b'") == ["string 'a'", "string 'b'"])
        #expect(rendered("'a'\nE'b'") == ["string 'a'", "escapeString E'b'"])
        #expect(rendered("$$a$$\n'b'") == ["dollarString $$a$$", "string 'b'"])
        #expect(rendered("\"a\"\n'b'") == ["quotedIdentifier \"a\"", "string 'b'"])
        #expect(rendered("'a'\n-'b'") == ["string 'a'", "punctuation -", "string 'b'"])
        #expect(rendered("'a' -- c") == ["string 'a'"])
        #expect(rendered("'a'\n") == ["string 'a'"])
    }

    @Test(
        "two strings that would become one when their comment is blanked are refused",
        arguments: [
            "DO 'a' /* c */\n'b'", "DO 'a'\n/* c */'b'", "DO 'a' /* \n */ 'b'", "DO B'1' /*\n*/ '0'",
            "DO U&'a' UESCAPE '!' /*\n*/ 'b'", "DO 'a' -- c\n /* d */ 'b'", "DO 'a'\n'b' /*\r*/ 'c'",
        ]
    )
    func joinedByBlanking(text: String) {
        #expect(
            rendered(text).first?.hasPrefix("SG2009 two strings in a row with a comment between them at 3..<") == true
        )
    }

    @Test("a comment between strings that stay apart is no reason to refuse")
    func notJoined() {
        #expect(rendered("$$a$$ /*\n*/ 'b'") == ["dollarString $$a$$", "string 'b'"])
        #expect(rendered("'a' /*\n*/ , 'b'") == ["string 'a'", "punctuation ,", "string 'b'"])
        #expect(rendered("\"a\" /*\n*/ 'b'") == ["quotedIdentifier \"a\"", "string 'b'"])
        #expect(rendered("'a' /*\n*/ E'b'") == ["string 'a'", "escapeString E'b'"])
    }

    @Test(
        "a UESCAPE clause belongs to its token, whatever stands in between",
        arguments: [
            "U&'a!0041' UESCAPE '!'", "U&\"a!0041\" uescape '!'", "U&'a'UESCAPE'!'", "U&'a' -- c\n UESCAPE '!'",
            "U&'a' /* c */ UESCAPE '!'", "U&\"a\" /* c */ UESCAPE /* d */ '!'", "U&'a' UESCAPE E'\\041'",
            "U&'a' UESCAPE $$!$$", "U&'a' UESCAPE '!'\n''", "U&'a'\n'b' Uescape '!'", "U&'a' UESCAPE --\n'!' --\n ''",
        ]
    )
    func uescape(text: String) throws {
        let lexed = try Lexer.lex(Array((text + " x").utf8))
        #expect(lexed.tokens.map(\.range).first == SourceRange(0, text.utf8.count))
        #expect(lexed.tokens.count == 2)
        #expect(lexed.tokens[0].flags.contains(.hasUescape))
        let again = try Lexer.lex(lexed.blanked)
        #expect(again.tokens == lexed.tokens)
        #expect(again.comments == [])
    }

    @Test(
        "UESCAPE needs a simple string",
        arguments: [
            "U&'a' UESCAPE 1", "U&'a' UESCAPE", "U&'a' UESCAPE -- c", "U&'a' UESCAPE N'!'", "U&'a' UESCAPE U&'!'",
            "U&\"a\" UESCAPE \"!\"", "U&'a' UESCAPE B'1'", "U&'a' UESCAPE x",
        ]
    )
    func uescapeWithoutString(text: String) {
        let prefix = "SG2009 UESCAPE must be followed by a simple string literal at "
        #expect(rendered(text).first?.hasPrefix(prefix) == true)
    }

    @Test("UESCAPE is a name everywhere else")
    func uescapeAsName() {
        #expect(
            rendered("uescape 'a' UESCAPE '!'") == [
                "identifier uescape", "string 'a'", "identifier UESCAPE", "string '!'",
            ]
        )
        #expect(
            rendered("U&'a' UESCAPE '!' UESCAPE") == [
                "unicodeString U&'a' UESCAPE '!' (uescape)", "identifier UESCAPE",
            ]
        )
        #expect(
            rendered("U&'a' \"uescape\" '!'") == [
                "unicodeString U&'a'", "quotedIdentifier \"uescape\"", "string '!'",
            ]
        )
    }
}
