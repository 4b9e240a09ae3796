// What reaches a terminal: widths, hidden characters, excerpts with a caret.

import SQLAnalysis
import Testing

@testable import CLI

@Suite("Terminal output")
struct VisibleTests {
    @Test(
        "a character takes the columns that terminals give it",
        arguments: [
            ("a", 1), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("ﾊ", 1),
            ("Ａ", 2),
            ("😀", 2), ("☃", 1), ("⌚", 2), ("—", 1), ("\u{200D}", 0), ("𝔘", 1), ("🇩🇪", 2 + 2), ("ß", 1), ("\u{3000}", 2),
        ]
    )
    func columns(text: String, expected: Int) {
        #expect(text.columns == expected)
    }

    @Test("what a terminal would obey is spelled out")
    func visible() {
        #expect(
            "a\u{1B}[2Jb\u{202E}c\u{7}\u{9B}\u{FEFF}\u{2028}\t日".visible
                == "a\\u{1B}[2Jb\\u{202E}c\\u{7}\\u{9B}\\u{FEFF}\\u{2028}    日"
        )
    }

    @Test(
        "a caret stands under the place",
        arguments: [
            ("SELECT x", 7, 8, "SELECT x", "       ^"),
            ("SELECT 日本, x", 15, 16, "SELECT 日本, x", "             ^"),
            ("\tSELECT x", 8, 9, "    SELECT x", "           ^"),
            ("é x y", 3, 6, "é x y", "  ^^^"),
            ("a\nbb cc\nd", 5, 7, "bb cc", "   ^^"),
            ("a\nbb cc\nd", 5, 9, "bb cc", "   ^^"),
            ("a\r\nb", 0, 1, "a", "^"),
            ("abc", 3, 3, "abc", "   ^"),
            ("abc", 99, 99, "abc", "   ^"),
            ("", 0, 0, "", "^"),
            ("日本", 0, 6, "日本", "^^^^"),
        ]
    )
    func excerpt(text: String, start: Int, end: Int, line: String, marker: String) {
        let excerpt = Excerpt(Array(text.utf8), SourceRange(start, end), width: 60)
        #expect([excerpt.line, excerpt.marker] == [line, marker])
    }

    @Test("invalid bytes show as the replacement character, and the caret still stands under the place")
    func invalid() {
        let excerpt = Excerpt([0x61, 0xFF, 0x62, 0xFF], SourceRange(3, 4), width: 60)
        #expect([excerpt.line, excerpt.marker] == ["a\u{FFFD}b\u{FFFD}", "   ^"])
    }

    @Test(
        "a long line is cut around the place, whatever stands in it",
        arguments: ["x", "日", "e\u{301}", "\u{1B}", "\t", "\u{301}"],
        [0, 1, 500, 999, 1000]
    )
    func longLines(character: String, place: Int) {
        let unit = Array(character.utf8)
        let text = Array(repeatElement(unit, count: 1000).joined())
        let start = min(place * unit.count, text.count)
        let excerpt = Excerpt(text, SourceRange(start, start + unit.count), width: 60)
        #expect(excerpt.line.columns <= 60)
        #expect(excerpt.marker.columns <= 61)
        #expect((excerpt.line.hasPrefix("…") ? 1 : 0) <= excerpt.indent)
    }

    @Test("in a long line the caret stands under its own character")
    func longLine() {
        let text = String(repeating: "日", count: 500) + "!" + String(repeating: "x", count: 500)
        let excerpt = Excerpt(Array(text.utf8), SourceRange(1500, 1501), width: 61)
        let under = excerpt.line.unicodeScalars.reduce(into: (column: 0, found: nil as Int?)) { state, scalar in
            if scalar == "!" { state.found = state.column }
            state.column += scalar.columns
        }
        #expect(under.found == excerpt.indent)
        #expect(excerpt.carets == 1)
    }

    @Test("text is wrapped at spaces, and a word that is too long has a line of its own")
    func wrapped() {
        #expect("aa bb cccccccc d".wrapped(to: 5) == ["aa bb", "cccccccc", "d"])
        #expect("".wrapped(to: 5) == [])
    }

    @Test(
        "colours are for terminals unless the environment says otherwise",
        arguments: [
            (true, nil, nil, "xterm", true), (false, nil, nil, "xterm", false), (true, "1", nil, "xterm", false),
            (true, "", nil, "xterm", true), (false, nil, "1", nil, true), (false, nil, "0", nil, false),
            (false, nil, "", nil, false), (true, "1", "1", "xterm", false), (true, nil, nil, "dumb", false),
        ] as [(Bool, String?, String?, String?, Bool)]
    )
    func colours(isTerminal: Bool, noColor: String?, force: String?, term: String?, expected: Bool) {
        #expect(
            Surroundings.colours(isTerminal: isTerminal, noColor: noColor, force: force, term: term) == expected
        )
    }
}
