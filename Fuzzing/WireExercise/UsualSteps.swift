// Steps that conversations are made of: what clients say, and what servers answer.

extension CourseStep {
    /// Messages as they are usual, and everything else that can happen once.
    public static let usual: [CourseStep] = texts + names + ends + answers + rows + events

    private static func client(_ type: Character, _ body: [UInt8] = []) -> CourseStep {
        .clientMessage(type.asciiValue ?? 0, body)
    }

    private static func server(_ type: Character, _ body: [UInt8] = []) -> CourseStep {
        .serverMessage(type.asciiValue ?? 0, body)
    }

    private static func text(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }

    private static let statements = [
        "SELECT 1", "SELECT name FROM customer LIMIT 3", "INSERT INTO note (topic) VALUES ('a')", "BEGIN", "COMMIT",
        "ROLLBACK", "COPY note FROM STDIN", "COPY note TO STDOUT", "PREPARE s1 AS SELECT 1", "EXECUTE s1",
        "DEALLOCATE s1", "DEALLOCATE ALL", "DISCARD ALL", "DECLARE p1 CURSOR FOR SELECT id FROM orders",
        "FETCH 2 FROM p1", "CLOSE p1", "SELECT 1; BEGIN; SELECT 2", "", "SELECT FROM FROM", "SET search_path TO shop",
    ]

    private static let texts =
        statements.map { client("Q", text($0)) } + statements.map { client("P", text("") + text($0) + [0, 0]) }
        + statements.map { client("P", text("s1") + text($0) + [0, 0]) }

    private static let noValues: [UInt8] = [0, 0, 0, 0, 0, 0]
    private static let oneValue: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 3, 0x61, 0x62, 0x63, 0, 0]

    private static let names = [
        client("B", [0, 0] + noValues), client("B", [0, 0] + oneValue), client("B", text("p1") + text("s1") + noValues),
        client("B", text("") + text("s1") + oneValue), client("E", [0, 0, 0, 0, 0]), client("E", [0, 0, 0, 0, 2]),
        client("E", text("p1") + [0, 0, 0, 0]), client("E", text("p1") + [0, 0, 0, 1]), client("D", text("S")),
        client("D", text("P")), client("D", text("Ss1")), client("D", text("Pp1")), client("C", text("Ss1")),
        client("C", text("Pp1")), client("C", text("S")), client("C", text("P")),
    ]

    private static let ends = [
        client("S"), client("S"), client("S"), client("H"), client("X"), client("d", text("1\ta")), client("c"),
        client("f", text("no")), client("F", [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
        client("F", [0, 0, 3, 0xBA, 0, 0, 0, 0, 0, 0]),
    ]

    private static let answers = [
        server("1"), server("2"), server("3"), server("n"), server("s"), server("I"), server("Z", [0x49]),
        server("Z", [0x49]), server("Z", [0x54]), server("Z", [0x45]), server("C", text("SELECT 1")),
        server("C", text("INSERT 0 1")), server("C", text("BEGIN")), server("C", text("COPY 2")),
        server("C", text("PREPARE")), server("C", text("DEALLOCATE ALL")), server("C", text("DECLARE CURSOR")),
        server("E", text("SERROR") + text("C42601") + text("Mno") + [0]),
        server("E", text("SERROR") + text("C26000") + text("Mno") + [0]),
        server("E", text("SERROR") + text("C57014") + text("Mno") + [0]),
        server("E", text("SFATAL") + text("C57P01") + [0]),
        server("N", text("SNOTICE") + text("C00000") + text("Mso") + [0]),
    ]

    private static let rows = [
        server("T", [0, 1] + text("a") + [UInt8](repeating: 0, count: 18)), server("T", [0, 0]),
        server("D", [0, 1, 0, 0, 0, 1, 0x31]), server("D", [0, 1, 0xFF, 0xFF, 0xFF, 0xFF]), server("t", [0, 0]),
        server("t", [0, 1, 0, 0, 0, 25]), server("G", [0, 0, 1, 0, 0]), server("H", [0, 0, 1, 0, 0]),
        server("d", text("1\ta")), server("c"), server("V", [0, 0, 0, 4, 0, 0, 0, 1]),
        server("A", [0, 0, 0, 99] + text("channel") + text("payload")),
        server("A", [0, 0, 0, 98] + text("channel") + text("payload")),
        server("S", text("client_encoding") + text("UTF8")), server("S", text("TimeZone") + text("UTC")),
        server("S", text("standard_conforming_strings") + text("off")), server("R", [0, 0, 0, 0]),
        server("K", [0, 0, 0, 99, 1, 2, 3, 4]), server("W", [0, 0, 0]),
    ]

    private static let events: [CourseStep] = [
        .decide, .decide, .cancelRequested, .cancelFinished, .timer(1), .timer(2), .end(1), .end(2), .policy(0),
        .policy(1), .policy(2), .policy(3), .pass(4), .closed(0), .closed(1), .impossible(2), .impossible(5),
    ]
}
