// Every kind of token, and every place where PostgreSQL cuts tokens in a way one would not guess.

import Testing

@testable import SQLAnalysis

@Suite("Tokens")
struct TokenTests {
    @Test("each kind of token is recognised")
    func kinds() {
        let text = #"a "b" U&"c" 'd' E'e' U&'f' N'g' B'1' X'2' $t$h$t$ 3 4.5 $6 <= :: .. := => ,"#
        #expect(
            rendered(text) == [
                "identifier a", #"quotedIdentifier "b""#, #"unicodeIdentifier U&"c""#, "string 'd'",
                "escapeString E'e'",
                "unicodeString U&'f'", "nationalString N'g'", "bitString B'1'", "hexString X'2'",
                "dollarString $t$h$t$", "integer 3", "decimal 4.5", "parameter $6", "operator <=", "typecast ::",
                "dotDot ..", "colonEquals :=", "equalsGreater =>", "punctuation ,",
            ]
        )
        #expect(Set(rendered(text).compactMap { $0.split(separator: " ").first }).count == TokenKind.allCases.count)
    }

    @Test("the characters that are tokens of their own")
    func punctuation() {
        let characters = ", ( ) [ ] . ; : + - * / % ^ < > ="
        #expect(rendered(characters) == characters.split(separator: " ").map { "punctuation \($0)" })
        #expect(rendered("~ ! @ # & | ` ?") == "~ ! @ # & | ` ?".split(separator: " ").map { "operator \($0)" })
    }

    @Test("names contain dollar signs, digits and every character outside of ASCII")
    func names() {
        #expect(
            rendered("a$b$c _1 é日本 a\u{A0}b \u{FEFF}x") == [
                "identifier a$b$c", "identifier _1", "identifier é日本", "identifier a\u{A0}b", "identifier \u{FEFF}x",
            ]
        )
    }

    @Test("quoted names double their quotes and may hold anything")
    func quotedNames() {
        #expect(rendered(#""a""b" "'--/*""#) == [#"quotedIdentifier "a""b""#, #"quotedIdentifier "'--/*""#])
        #expect(
            rendered(#"FROM"public"."users""u""#) == [
                "identifier FROM", #"quotedIdentifier "public""#, "punctuation .", #"quotedIdentifier "users""u""#,
            ]
        )
        #expect(rendered(#"SELECT """#) == ["SG2009 zero-length delimited identifier at 7..<9"])
        #expect(rendered(#"SELECT U&"""#) == ["SG2009 zero-length delimited identifier at 7..<11"])
        #expect(rendered(#"SELECT "a""#.dropLast().description) == ["SG2009 unterminated quoted identifier at 7..<9"])
    }

    @Test("letters begin a string of a kind only right before its quote")
    func prefixes() {
        #expect(rendered("e 'a'") == ["identifier e", "string 'a'"])
        #expect(rendered("be'a' xn'b' ") == ["identifier be", "string 'a'", "identifier xn", "string 'b'"])
        #expect(
            rendered("u&'a' U&\"b\" u& 'c'") == [
                "unicodeString u&'a'", "unicodeIdentifier U&\"b\"", "identifier u", "operator &", "string 'c'",
            ]
        )
        #expect(rendered("u&&\"b\"") == ["identifier u", "operator &&", "quotedIdentifier \"b\""])
        #expect(rendered("n'a'x'b'") == ["nationalString n'a'", "hexString x'b'"])
    }

    @Test("a backslash escapes in E strings only")
    func backslashes() {
        #expect(
            rendered(#"'a\' , E'a\' , b'"#) == [
                #"string 'a\' (backslash)"#, "punctuation ,", #"escapeString E'a\' , b' (backslash)"#,
            ]
        )
        #expect(rendered(#"E'\\' 'b'"#) == [#"escapeString E'\\' (backslash)"#, "string 'b'"])
        #expect(rendered(#"E'\''"#) == [#"escapeString E'\'' (backslash)"#])
        #expect(
            rendered(#"U&'\' N'\' B'\' $$\$$"#) == [
                #"unicodeString U&'\' (backslash)"#, #"nationalString N'\' (backslash)"#,
                #"bitString B'\' (backslash)"#, #"dollarString $$\$$"#,
            ]
        )
        #expect(rendered(#"E'a\"#) == ["SG2009 unterminated quoted string at 0..<4"])
    }

    @Test("two quotes are one inside of a string, but not in bit strings")
    func doubledQuotes() {
        #expect(
            rendered("'a''b' E'a''b' N'''' U&''''") == [
                "string 'a''b'", "escapeString E'a''b'", "nationalString N''''", "unicodeString U&''''",
            ]
        )
        #expect(rendered("B'1''0'") == ["bitString B'1'", "string '0'"])
        #expect(rendered("X'1''0'") == ["hexString X'1'", "string '0'"])
    }

    @Test("dollar quotes end at the same tag only")
    func dollarQuotes() {
        #expect(rendered("$a$ $b$ $$ $a $a$") == ["dollarString $a$ $b$ $$ $a $a$"])
        #expect(rendered("$$a$b$c$$") == ["dollarString $$a$b$c$$"])
        #expect(rendered("$a$$a$") == ["dollarString $a$$a$"])
        #expect(rendered("$delim$x$junk$delim$") == ["dollarString $delim$x$junk$delim$"])
        #expect(rendered("$é1$'$é1$") == ["dollarString $é1$'$é1$"])
        #expect(rendered("1$$a$$") == ["integer 1", "dollarString $$a$$"])
        #expect(rendered("a$$b$$") == ["identifier a$$b$$"])
        #expect(rendered("$a$ $A$") == ["SG2009 unterminated dollar-quoted string at 0..<7"])
        #expect(rendered("$a b$") == ["SG2009 unexpected character at 0..<1"])
        #expect(rendered("a $") == ["SG2009 unexpected character at 2..<3"])
    }

    @Test("numbers end where PostgreSQL 15 ends them")
    func numbers() {
        #expect(rendered("1..2") == ["integer 1", "dotDot ..", "integer 2"])
        #expect(rendered("1...2") == ["integer 1", "dotDot ..", "decimal .2"])
        #expect(rendered("1.2..3") == ["decimal 1.2", "dotDot ..", "integer 3"])
        #expect(
            rendered("1. .5 .5.5 1.e5 1e+5 1E-5") == [
                "decimal 1.", "decimal .5", "decimal .5", "decimal .5", "decimal 1.e5", "decimal 1e+5", "decimal 1E-5",
            ]
        )
        #expect(rendered("a.1") == ["identifier a", "decimal .1"])
        #expect(rendered("1-1") == ["integer 1", "punctuation -", "integer 1"])
        #expect(rendered("99999999999999999999") == ["integer 99999999999999999999"])
    }

    @Test(
        "junk after a number is an error",
        arguments: [
            "123abc", "1e", "1e+", "1.5e-", "1.a", "1e5a", "0x1F", "1_000", "1é", "1.5_", "1e+a",
        ]
    )
    func junkAfterNumbers(text: String) {
        #expect(refusal(of: text) == .lexicalError)
        #expect(
            rendered("1" + " " + text).first?.hasPrefix("SG2009 trailing junk after numeric literal at 2..<") == true
        )
    }

    @Test("parameters are numbers without junk that fit an integer")
    func parameters() {
        #expect(
            rendered("$1$2 $0 $1.5") == [
                "parameter $1", "parameter $2", "parameter $0", "parameter $1", "decimal .5",
            ]
        )
        #expect(rendered("$1OR") == ["SG2009 trailing junk after parameter at 0..<4"])
        #expect(rendered("$2147483647") == ["parameter $2147483647"])
        #expect(rendered("$2147483648") == ["SG2009 parameter number too large at 0..<11"])
        #expect(rendered("$4294967297") == ["SG2009 parameter number too large at 0..<11"])
    }

    @Test("operators end before comments")
    func operatorsAndComments() {
        #expect(rendered("1*/*c*/2") == ["integer 1", "punctuation *", "integer 2"])
        #expect(rendered("1+--c\n2") == ["integer 1", "punctuation +", "integer 2"])
        #expect(rendered("1<=--c\n2") == ["integer 1", "operator <=", "integer 2"])
        #expect(rendered("1@-/**/2") == ["integer 1", "operator @-", "integer 2"])
        #expect(rendered("1=>/**/2") == ["integer 1", "equalsGreater =>", "integer 2"])
    }

    @Test("plus and minus at the end belong to an operator only beside certain characters")
    func signs() {
        #expect(rendered("a=-1") == ["identifier a", "punctuation =", "punctuation -", "integer 1"])
        #expect(rendered("a@-1") == ["identifier a", "operator @-", "integer 1"])
        #expect(
            rendered("a<=-+1") == [
                "identifier a", "operator <=", "punctuation -", "punctuation +", "integer 1",
            ]
        )
        #expect(rendered("+-+") == ["punctuation +", "punctuation -", "punctuation +"])
        #expect(rendered("=>+") == ["equalsGreater =>", "punctuation +"])
        #expect(rendered("=>=") == ["operator =>="])
        #expect(rendered("*-*") == ["operator *-*"])
    }

    @Test("63 characters are an operator, 64 are none")
    func longOperators() {
        let longest = String(repeating: "@", count: 63)
        #expect(rendered(longest) == ["operator \(longest)"])
        #expect(rendered(longest + "@") == ["SG2009 operator too long at 0..<64"])
        #expect(rendered(longest + "--" + longest) == ["operator \(longest)"])
        #expect(rendered(String(repeating: "+", count: 63)).count == 63)
        #expect(rendered(String(repeating: "+", count: 64)) == ["SG2009 operator too long at 0..<64"])
    }

    @Test("colons and points are cut from the left")
    func colonsAndPoints() {
        #expect(rendered(":::=a") == ["typecast ::", "colonEquals :=", "identifier a"])
        #expect(rendered("a...b") == ["identifier a", "dotDot ..", "punctuation .", "identifier b"])
    }

    @Test("characters that begin no token are refused", arguments: ["{", "}", "\\", "\u{1}", "\u{B}", "\u{7F}"])
    func unexpected(character: String) {
        #expect(rendered("a " + character) == ["SG2009 unexpected character at 2..<3"])
    }

    @Test("white space is what PostgreSQL 15 takes for it")
    func whiteSpace() {
        #expect(rendered(" \t\n\r\u{C}a \t\n\r\u{C}") == ["identifier a"])
        #expect(rendered("") == [])
        #expect(rendered(" \n") == [])
    }

    @Test("ranges are exact in bytes")
    func ranges() throws {
        let lexed = try Lexer.lex(Array("é /*ü*/ 'ß'\n 'x' b".utf8))
        #expect(lexed.tokens.map(\.range) == [SourceRange(0, 2), SourceRange(10, 19), SourceRange(20, 21)])
        #expect(lexed.tokenIndex(startingAt: 10) == 1)
        #expect(lexed.tokenIndex(startingAt: 11) == nil)
        #expect(lexed.tokenIndex(startingAt: 99) == nil)
    }

    @Test("keywords are compared without case, and never in quotes")
    func keywords() throws {
        let lexed = try Lexer.lex(Array("SeLeCt \"select\" selects ſelect U&\"select\" sele".utf8))
        #expect(lexed.tokens.map { lexed.keyword($0, equals: "select") } == [true, false, false, false, false, false])
    }
}
