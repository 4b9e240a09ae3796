// Scripts are cut where psql cuts them.

import Testing

@testable import SQLAnalysis

@Suite("Script splitter")
struct ScriptSplitterTests {
    private func pieces(_ text: String) throws -> [String] {
        let bytes = Array(text.utf8)
        let script = try ScriptSplitter.split(bytes)
        func show(_ mark: String, _ ranges: [SourceRange]) -> [(Int, String)] {
            ranges.map { ($0.start, mark + String(decoding: bytes[$0.start..<$0.end], as: UTF8.self)) }
        }
        let all = show("", script.statements) + show("meta ", script.metaCommands) + show("data ", script.copyData)
        return all.sorted { $0.0 < $1.0 }.map(\.1)
    }

    @Test("semicolons end statements, but not in quotes, comments or parentheses")
    func semicolons() throws {
        #expect(try pieces("SELECT 1; SELECT 2") == ["SELECT 1", "SELECT 2"])
        #expect(try pieces(";; ;") == [])
        #expect(
            try pieces("SELECT ';' , \";\", $$;$$, E'\\';', U&';' /* ; */ -- ;\n;SELECT 2;") == [
                "SELECT ';' , \";\", $$;$$, E'\\';', U&';'", "SELECT 2",
            ]
        )
        #expect(
            try pieces("CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); b") == [
                "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)", "b",
            ]
        )
        #expect(try pieces("a); b; (c; d") == ["a)", "b", "(c; d"])
        #expect(try pieces("a[1; b]; c") == ["a[1", "b]", "c"])
    }

    @Test("comments before a statement are no part of it")
    func comments() throws {
        #expect(try pieces("-- a;\n/* b; */ SELECT /* c */ 1 -- d\n; -- e") == ["SELECT /* c */ 1"])
        #expect(try pieces("\u{FEFF}SELECT 1") == ["SELECT 1"])
    }

    @Test("BEGIN ATOMIC bodies stay together")
    func atomic() throws {
        let bodies = [
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN a THEN 1 END; END",
            "create or replace procedure p() begin atomic insert into t values (1); end",
            "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC RETURN 1; END",
        ]
        for body in bodies { #expect(try pieces("\(body); SELECT 2;") == [body, "SELECT 2"]) }
        #expect(try pieces("BEGIN; SELECT 1; END;") == ["BEGIN", "SELECT 1", "END"])
        #expect(try pieces("CREATE TABLE f (a int); BEGIN; END") == ["CREATE TABLE f (a int)", "BEGIN", "END"])
        #expect(
            try pieces("CREATE FUNCTION f() RETURNS int AS $$ BEGIN; END $$; b") == [
                "CREATE FUNCTION f() RETURNS int AS $$ BEGIN; END $$", "b",
            ]
        )
    }

    @Test("meta-commands go to the end of their line")
    func metaCommands() throws {
        #expect(
            try pieces("\\restrict abc\nSELECT 1;\n\\d t; x\nSELECT 2;") == [
                "meta \\restrict abc", "SELECT 1", "meta \\d t; x", "SELECT 2",
            ]
        )
        #expect(
            try pieces("SELECT 1; \\echo a \\\\ DROP TABLE t;\nb") == [
                "SELECT 1", "meta \\echo a \\\\ DROP TABLE t;", "b",
            ]
        )
        #expect(
            try pieces("SELECT '\\d', \"\\d\", $$\\d$$, E'\\d'; --\\d\n/* \\d */") == [
                "SELECT '\\d', \"\\d\", $$\\d$$, E'\\d'"
            ]
        )
    }

    @Test("a meta-command that sends ends the statement, any other leaves it refused")
    func metaCommandsInside() throws {
        #expect(try pieces("SELECT (1 \\gset\nSELECT 2;") == ["SELECT (1", "meta \\gset", "SELECT 2"])
        #expect(try pieces("SELECT 1 \\g (format=csv) x\nb") == ["SELECT 1", "meta \\g (format=csv) x", "b"])
        let text = "SELECT 1\n\\echo x\n, 2; b"
        #expect(try pieces(text) == ["SELECT 1\n\\echo x\n, 2", "meta \\echo x", "b"])
        #expect(refusal(of: "SELECT 1\n\\echo x\n, 2") == .lexicalError)
        #expect(try pieces("a \\; b; c") == ["a \\; b", "c"])
        #expect(refusal(of: "a \\; b") == .lexicalError)
    }

    @Test("only what pg_dump prints around a dump is a dump guard")
    func dumpGuards() throws {
        func isGuard(_ line: String) throws -> Bool {
            let bytes = Array(line.utf8)
            return Script.isDumpGuard(try #require(try ScriptSplitter.split(bytes).metaCommands.first), in: bytes)
        }
        #expect(try isGuard("\\restrict dGr4aXkLz0"))
        #expect(try isGuard("\\unrestrict dGr4aXkLz0\n"))
        let others = [
            "\\restrict", "\\restrict a b", "\\restrict a\\! ls", "\\restrict 'a'", "\\restrict `ls`", "\\restricta b",
            "\\Restrict a", "\\i a", "\\restrict :a", "\\restrict é",
        ]
        for line in others { #expect(try !isGuard(line), "\(line)") }
    }

    @Test("COPY FROM STDIN takes the lines up to its end mark")
    func copyData() throws {
        #expect(
            try pieces("COPY t (a, b) FROM stdin;\n1\t';\n2\t\\N\n\\.\nSELECT 1;") == [
                "COPY t (a, b) FROM stdin", "data 1\t';\n2\t\\N\n", "SELECT 1",
            ]
        )
        #expect(
            try pieces("copy t from STDIN (format csv) ; -- x\r\n1\r\n\\.\r\nb") == [
                "copy t from STDIN (format csv)", "data 1\r\n", "b",
            ]
        )
        #expect(try pieces("COPY t FROM stdin;\n1\n") == ["COPY t FROM stdin", "data 1\n"])
        #expect(try pieces("COPY t FROM STDOUT;\n1\n\\.") == ["COPY t FROM STDOUT", "data 1\n"])
        #expect(
            try pieces("COPY t FROM stdin;\n\\.x\n \\.\n\\.\nb") == [
                "COPY t FROM stdin", "data \\.x\n \\.\n", "b",
            ]
        )
        #expect(try pieces("COPY t FROM stdin") == ["COPY t FROM stdin"])
    }

    @Test(
        "other statements take no data",
        arguments: [
            "COPY t TO stdout;\nSELECT 1", "COPY t FROM 'stdin';\nSELECT 1",
            "COPY (SELECT * FROM stdin) TO STDOUT;\nSELECT 1",
            "SELECT 1 FROM stdin;\nSELECT 1", "\"copy\" t FROM stdin;\nSELECT 1", "1 COPY t FROM stdin;\nSELECT 1",
            "COPY t FROM \"stdin\";\nSELECT 1",
        ]
    )
    func noData(text: String) throws {
        #expect(try pieces(text).last == "SELECT 1")
        #expect(try pieces(text).count == 2)
    }

    @Test(
        "what follows COPY FROM STDIN on its line is refused",
        arguments: [
            "COPY t FROM stdin; SELECT 1;\n\\.\n", "COPY t FROM stdin; \\d\n", "COPY t FROM stdin; /* c */\n",
            "COPY t FROM stdin; -- c\rSELECT 1;\n\\.",
        ]
    )
    func behindCopy(text: String) {
        #expect(throws: Refusal.self) { try ScriptSplitter.split(Array(text.utf8)) }
    }

    @Test("a string that psql would end earlier than the server is refused")
    func continuedEscapeString() throws {
        #expect(
            throws: Refusal(
                .lexicalError,
                "psql and the server read this string differently",
                at: SourceRange(7, 34),
                hint: "write the string in one part"
            )
        ) { try ScriptSplitter.split(Array("SELECT E'a'\n'\\'; DROP TABLE t; --'; b".utf8)) }
        #expect(try pieces("SELECT E'a'\n'b;', 'a'\n'\\'; b") == ["SELECT E'a'\n'b;', 'a'\n'\\'", "b"])
    }

    @Test("variables that psql sets itself are reported, because their value is SQL to psql")
    func ownVariables() throws {
        #expect(
            try pieces("SELECT a[1:LAST_ERROR_MESSAGE]; b") == [
                "SELECT a[1:LAST_ERROR_MESSAGE]", "meta :LAST_ERROR_MESSAGE", "b",
            ]
        )
        #expect(
            try pieces("SELECT a[1:n], a[1:2], 1::TEXT, a[x:Name], ':USER', \":USER\", a := B") == [
                "SELECT a[1:n], a[1:2], 1::TEXT, a[x:Name], ':USER', \":USER\", a := B"
            ]
        )
    }

    @Test("what is wrong inside of a statement is left to the statement")
    func faults() throws {
        #expect(
            try pieces("SELECT 1a; SELECT {}; SELECT \"\"; SELECT 2") == [
                "SELECT 1a", "SELECT {}", "SELECT \"\"", "SELECT 2",
            ]
        )
        #expect(try pieces("SELECT 1; SELECT 'a; SELECT 2;") == ["SELECT 1", "SELECT 'a; SELECT 2;"])
        #expect(try pieces("SELECT 1; /* a; SELECT 2;") == ["SELECT 1", "/* a; SELECT 2;"])
        let run = String(repeating: "+", count: 200_000)
        #expect(try pieces("SELECT \(run)1; SELECT 2") == ["SELECT \(run)1", "SELECT 2"])
    }

    @Test("size, encoding and number of statements are bounded")
    func bounds() throws {
        func code(_ bytes: [UInt8], _ limits: Limits) -> Code? {
            do throws(Refusal) {
                _ = try ScriptSplitter.split(bytes, limits: limits)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code(Array("a;b;".utf8), Limits(maxScriptBytes: 4)) == nil)
        #expect(code(Array("a;b;c".utf8), Limits(maxScriptBytes: 4)) == .tooManyBytes)
        #expect(code(Array("a;b;".utf8), Limits(maxScriptStatements: 2)) == nil)
        #expect(code(Array("a;b;c".utf8), Limits(maxScriptStatements: 2)) == .tooManyTokens)
        #expect(code(Array("\\a\n\\b\n\\c".utf8), Limits(maxScriptStatements: 2)) == .tooManyTokens)
        #expect(code([0x41, 0xFF], .standard) == .invalidUTF8)
        #expect(code([0x41, 0], .standard) == .embeddedNUL)
        #expect(code(Array("SELECT 1".utf8), Limits(maxBytes: 1)) == nil)
    }

    @Test("a message's statements follow the same rule")
    func messages() throws {
        func statements(_ text: String) throws -> [String] {
            let lexed = try Lexer.lex(Array(text.utf8))
            return lexed.statements.map { String(decoding: lexed.bytes[$0.start..<$0.end], as: UTF8.self) }
        }
        #expect(try statements("/* a */ SELECT 1;; SELECT ';' -- b\n; c") == ["SELECT 1", "SELECT ';'", "c"])
        #expect(try statements("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END; b").count == 2)
        #expect(try statements("") == [])
    }
}
