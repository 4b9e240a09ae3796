// Masking on the way back, where a transcript would be too long or show too little.

import PGWire
import SQLAnalysis
import Testing

@testable import Session

@Suite("Masking on the way back")
struct MaskingTests {
    private static let secret = Array("ada@example.org".utf8)

    private static func stand(_ masks: String?) throws -> Stand {
        var setup = StandSetup()
        setup.masking = try masks.map { try StubMasking($0) }
        return try Transcript.ready(setup).stand
    }

    private static func message(_ line: String, _ encode: (Words) throws(NotationProblem) -> [UInt8]) throws -> [UInt8]
    {
        try Words.messages(line).flatMap { try encode($0) }
    }

    /// What a client is sent for a Query that is answered so, the answer arriving in pieces of that size.
    private static func answer(
        _ query: String,
        _ reply: [UInt8],
        masks: String?,
        pieces: Int
    ) throws -> (bytes: [UInt8], stand: Stand) {
        let stand = try stand(masks)
        let start = stand.toClient.count
        stand.client(try message("Query \"\(query)\"", Encoding.frontend))
        var rest = reply[...]
        while !rest.isEmpty {
            stand.upstream(Array(rest.prefix(pieces)))
            rest = rest.dropFirst(pieces)
        }
        #expect(stand.faults == [])
        return (Array(stand.toClient[start...]), stand)
    }

    private static func report(_ type: Character, _ state: String, _ fields: [(Character, [UInt8])]) -> [UInt8] {
        Bytes.message(type) { body in
            for (letter, value) in [("S", Array("ERROR".utf8)), ("C", Array(state.utf8))] + fields {
                body.bytes += letter.utf8
                body.text(value)
            }
            body.bytes.append(0)
        }
    }

    private static func long(_ type: Character) -> [UInt8] {
        var message: [UInt8] = []
        while message.count < 100_000 { message += secret }
        return report(type, "22P02", [("P", [0x33]), ("M", message), ("D", secret), ("t", Array("customer".utf8))])
    }

    private static func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        guard bytes.count >= part.count else { return false }
        return (0...(bytes.count - part.count)).contains { bytes[$0...].starts(with: part) }
    }

    @Test(
        "a report that is too long to be read as a whole is withheld, in whatever pieces",
        arguments: [
            ("E" as Character, 3_000), ("E", 70_000), ("E", 8_197), ("E", 1_000_000), ("N", 3_000), ("N", 1_000_000),
        ]
    )
    func longReports(type: Character, pieces: Int) throws {
        let end = type == "E" ? "ReadyForQuery I" : "CommandComplete \"SELECT 0\"; ReadyForQuery I"
        let reply = Self.long(type) + (try Self.message(end, Encoding.backend))
        let (bytes, stand) = try Self.answer(
            "SELECT name FROM customer",
            reply,
            masks: "public.customer.email",
            pieces: pieces
        )
        #expect(!Self.contains(bytes, Self.secret))
        #expect(!stand.isOver)
        let told = stand.lines.filter { $0.hasPrefix("B ") }
        let name = type == "E" ? "ErrorResponse" : "NoticeResponse"
        let what = type == "E" ? "the database reported an error" : "the database sent a notice"
        #expect(
            told.first
                == "B \(name) 22P02 \"\(what); its message is withheld because it may hold masked values\" "
                + "detail \"SG7002\" at 3"
        )
        #expect(told.last == "B ReadyForQuery I")
    }

    @Test("a long report about nothing that is masked passes byte by byte", arguments: [3_000, 1_000_000])
    func longReportsOfOthers(pieces: Int) throws {
        let reply = Self.long("E") + (try Self.message("ReadyForQuery I", Encoding.backend))
        let (bytes, _) = try Self.answer("SELECT 'email'", reply, masks: "public.customer.email", pieces: pieces)
        #expect(bytes == reply)
    }

    @Test("without masks everything passes byte by byte", arguments: [1, 7, 100_000_000])
    func withoutMasks(pieces: Int) throws {
        let line = """
            NoticeResponse 00000 "n" D "d" W "w" X "x"; RowDescription "email" 16400.2 "row" 16400.0; \
            DataRow 'ada@example.org'; CommandComplete "SELECT 1"; ErrorResponse 23505 "m" D "d" P "33" q "q"; \
            ReadyForQuery I
            """
        let reply = try Self.message(line, Encoding.backend)
        let (bytes, _) = try Self.answer("SELECT email FROM customer; SELECT 1", reply, masks: nil, pieces: pieces)
        #expect(bytes == reply)
    }

    // MARK: reports

    private static func treated(
        _ state: String,
        _ fields: [(Character, String)],
        _ treatment: ReportTreatment = ReportTreatment(withholds: true, positions: nil)
    ) throws -> ReportFields {
        let bytes = report("E", state, fields.map { ($0.0, Array($0.1.utf8)) })
        let read = try ReportFields(5..<bytes.count, in: bytes.span.bytes, type: .errorResponse)
        return read.treated(treatment, type: .errorResponse)
    }

    @Test(
        "messages of conflicts and limits are passed on, and nothing besides them",
        arguments: [
            "0A000", "08P01", "25P02", "26000", "34000", "40001", "40P01", "53200", "54001", "55P03", "57014",
        ]
    )
    func harmless(state: String) throws {
        let fields = try Self.treated(
            state,
            [("M", "message"), ("D", "ada"), ("H", "ada"), ("W", "ada"), ("q", "ada")]
        )
        #expect(fields.fields.map { Character(UnicodeScalar($0.letter)) } == ["S", "C", "M"])
        #expect(fields.text("M") == "message")
    }

    @Test(
        "messages of all other kinds are withheld",
        arguments: [
            "00000", "01000", "02000", "0Z003", "21000", "22012", "23505", "2F005", "38000", "39000", "3F000", "42P01",
            "42601",
            "44000", "58030", "F0000", "HV000", "P0001", "XX000", "4", "", "40", "425010",
        ]
    )
    func withheld(state: String) throws {
        let fields = try Self.treated(
            state,
            [("M", "ada"), ("D", "ada"), ("H", "ada"), ("W", "ada"), ("p", "1"), ("q", "ada")]
        )
        #expect(fields.fields.allSatisfy { $0.value != Array("ada".utf8) })
        #expect(fields.text("D") == "SG7002")
        #expect(fields.text("M")?.hasPrefix("the database reported an error;") == true)
        #expect(fields.text("p") == nil)
    }

    @Test("of two fields with one letter the first counts")
    func twice() throws {
        let fields = try Self.treated(
            "40001",
            [("C", "22P02"), ("M", "message"), ("M", "ada"), ("t", "a"), ("t", "ada")]
        )
        #expect(
            fields
                == ReportFields(
                    [("S", "ERROR"), ("C", "40001"), ("t", "a"), ("M", "message")].map { letter, value in
                        ReportFields.Field(Character(letter).asciiValue ?? 0, Array(value.utf8))
                    }
                )
        )
    }

    @Test("places count characters of the text as received")
    func places() throws {
        // é email -> é '***'::text AS email
        let outcome = try StubMasking("public.customer.email").outcome(
            TextOutcome(statements: [], names: SessionNames()),
            of: Array("é email ü".utf8)
        )
        let positions = try #require(outcome.masking?.positions)
        #expect(outcome.replacement == Array("é '***'::text AS email ü".utf8))
        for (made, received) in [
            ("1", "1"), ("2", "2"), ("3", "3"), ("10", "3"), ("22", "3"), ("23", "8"), ("24", "9"),
        ] {
            let treatment = ReportTreatment(withholds: false, positions: positions)
            let fields = try Self.treated("22012", [("P", made), ("M", "kept"), ("D", "kept")], treatment)
            #expect(fields.text("P") == received, "for \(made)")
            #expect(fields.text("D") == "kept")
        }
    }

    @Test(
        "a description of 1,600 columns with the longest names is looked at, in whatever pieces",
        arguments: [1_000, 70_000, 1_000_000]
    )
    func wideResult(pieces: Int) throws {
        let names = (1000..<2600).map { "\"c\($0)\(String(repeating: "x", count: 58))\"" }
        let plain = names.map { "\($0) 16401.1" }.joined(separator: " ")
        let rest = "; CommandComplete \"SELECT 0\"; ReadyForQuery I"
        let masks = "public.customer.email"
        let reply = try Self.message("RowDescription \(plain)\(rest)", Encoding.backend)
        let (bytes, stand) = try Self.answer("SELECT name FROM customer", reply, masks: masks, pieces: pieces)
        #expect(bytes == reply && !stand.isOver)
        // The last of them comes straight from the masked column.
        let shown = try Self.message("RowDescription \(plain) \"email\" 16400.2\(rest)", Encoding.backend)
        let (none, ended) = try Self.answer("SELECT name FROM customer", shown, masks: masks, pieces: pieces)
        #expect(ended.isOver && !Self.contains(none, Array("c1000".utf8)))
    }
}
