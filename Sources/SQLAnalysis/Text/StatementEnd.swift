// Which semicolon ends a statement, as psql decides it without a parser.

/// Where statements end, fed token by token. PostgreSQL: psqlscan.l of 15 (`paren_depth`, `begin_depth`).
struct StatementEnd {
    private var parentheses = 0
    private var begins = 0
    /// Words so far, up to four.
    private var words = 0
    /// The first letters of CREATE, OR, REPLACE, FUNCTION and PROCEDURE among the statement's first four words.
    private var letters: [4 of UInt8] = [0, 0, 0, 0]
    private var isFirst = true
    private var isCopy = false
    private var afterFrom = false
    /// Whether the statement that just ended, or is being read, is a COPY whose data the client sends.
    private(set) var copiesFromClient = false

    /// Takes the token from `start` up to and without `end`; true when it is the semicolon that ends the statement.
    mutating func take(_ text: Span<UInt8>, _ kind: TokenKind, _ start: Int, _ end: Int) -> Bool {
        let isFirst = isFirst
        self.isFirst = false
        if kind == .identifier {
            takeCopyWord(text, start, end, isFirst)
            takeWord(text, start, end)
            return false
        }
        afterFrom = false
        if isFirst { copiesFromClient = false }
        return kind == .punctuation && takePunctuation(text.byte(start))
    }

    /// Forgets the words so far: what follows is another statement in the same request (`\;` in psql).
    mutating func restart() {
        words = 0
        letters = [0, 0, 0, 0]
        isFirst = true
        isCopy = false
        afterFrom = false
        copiesFromClient = false
    }

    private mutating func takePunctuation(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("): parentheses += 1
        case UInt8(ascii: ")"): parentheses = max(0, parentheses - 1)
        case UInt8(ascii: ";") where parentheses == 0 && begins == 0:
            let copies = copiesFromClient
            restart()
            copiesFromClient = copies
            return true
        default: break  // lint: other tokens end nothing
        }
        return false
    }

    private mutating func takeWord(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
        if words < 4 {
            let isHeader =
                isWord(text, start, end, "create") || isWord(text, start, end, "function")
                || isWord(text, start, end, "procedure") || isWord(text, start, end, "or")
                || isWord(text, start, end, "replace")
            if isHeader { letters[words] = text.byte(start) | 0x20 }
            words += 1
        }
        guard parentheses == 0, createsRoutine else { return }
        if isWord(text, start, end, "begin") {
            begins += 1
        } else if isWord(text, start, end, "case") {
            if begins > 0 { begins += 1 }
        } else if isWord(text, start, end, "end") {
            begins = max(0, begins - 1)
        }
    }

    private var createsRoutine: Bool {
        func isRoutine(_ letter: UInt8) -> Bool { letter == UInt8(ascii: "f") || letter == UInt8(ascii: "p") }
        guard letters[0] == UInt8(ascii: "c") else { return false }
        if isRoutine(letters[1]) { return true }
        return letters[1] == UInt8(ascii: "o") && letters[2] == UInt8(ascii: "r") && isRoutine(letters[3])
    }

    /// `COPY table [(columns)] FROM STDIN`; gram.y reads FROM STDOUT the same way.
    private mutating func takeCopyWord(_ text: Span<UInt8>, _ start: Int, _ end: Int, _ isFirst: Bool) {
        if isFirst {
            isCopy = isWord(text, start, end, "copy")
            copiesFromClient = false
        } else if isCopy, parentheses == 0 {
            let client = isWord(text, start, end, "stdin") || isWord(text, start, end, "stdout")
            if afterFrom, client { copiesFromClient = true }
            afterFrom = isWord(text, start, end, "from")
        }
    }
}
