// Reads a corpus file into cases. The format is described in corpus/README.md.

/// Takes the lines of one file apart. A file with anything wrong in it is reported, never half read in silence.
struct CaseReader {
    static let separator = "----"

    let file: String
    let lines: [String]
    private var at = 0
    private(set) var cases: [CorpusCase] = []
    private(set) var failures: [CorpusFailure] = []

    private init(file: String, text: String) {
        self.file = file
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The cases of a file and everything that is wrong with its form.
    static func read(file: String, text: String) -> (cases: [CorpusCase], failures: [CorpusFailure]) {
        var reader = CaseReader(file: file, text: text)
        reader.skipRemark()
        while let first = reader.nextLine() { reader.readCase(from: first) }
        reader.checkSentences()
        if reader.cases.isEmpty && reader.failures.isEmpty { reader.fail(0, "the file has no case") }
        return (reader.cases, reader.failures)
    }

    /// A first block of `#` lines that a blank line follows is about the file.
    private mutating func skipRemark() {
        var end = 0
        while end < lines.count, lines[end].hasPrefix("#") { end += 1 }
        if end > 0, end < lines.count, isBlank(end) { at = end }
    }

    /// The index of the next line that is not blank; nil at the end.
    private mutating func nextLine() -> Int? {
        while at < lines.count, isBlank(at) { at += 1 }
        return at < lines.count ? at : nil
    }

    private mutating func readCase(from start: Int) {
        var sentence: [String] = []
        while at < lines.count, lines[at].hasPrefix("#") {
            sentence.append(lines[at].dropFirst().trimmed)
            at += 1
        }
        guard at < lines.count, !isBlank(at) else { return failAndSkip(start, "a sentence without a case under it") }
        let commandLine = at
        guard !sentence.joined().isEmpty else { return failAndSkip(commandLine, "a case without its `#` sentence") }
        at += 1
        guard let (command, arguments) = readCommand(commandLine) else { return skipToBlank() }
        guard let (rawInput, separatorLine) = readInput(commandLine) else { return skipToBlank() }
        guard let expected = readExpected(separatorLine) else { return skipToBlank() }
        var input = Array(rawInput.utf8)
        if arguments.contains(.init(key: "escapes", value: "on")) {
            switch Escapes.resolve(rawInput) {
            case .success(let bytes): input = bytes
            case .failure(let problem): return fail(commandLine, problem.message)
            }
        }
        cases.append(
            CorpusCase(
                file: file,
                line: commandLine + 1,
                sentence: sentence.joined(separator: " "),
                command: command,
                arguments: arguments,
                input: input,
                expected: expected,
                output: separatorLine..<at
            )
        )
    }

    private mutating func readCommand(_ line: Int) -> (String, [CorpusCase.Argument])? {
        let words = lines[line].split(separator: " ").map(String.init)
        var arguments: [CorpusCase.Argument] = []
        for word in words.dropFirst() {
            guard let equals = word.firstIndex(of: "="), equals > word.startIndex else {
                fail(line, "`\(word)` is not key=value")
                return nil
            }
            let argument = CorpusCase.Argument(
                key: String(word[..<equals]),
                value: String(word[word.index(after: equals)...])
            )
            if arguments.contains(where: { $0.key == argument.key }) {
                fail(line, "`\(argument.key)` is given twice")
                return nil
            }
            arguments.append(argument)
        }
        return (words[0], arguments)
    }

    /// The input and the index of the separator under it. Blank lines may stand in it only above a doubled separator.
    private mutating func readInput(_ commandLine: Int) -> (String, Int)? {
        var input: [String] = []
        var sawBlank: Int?
        while at < lines.count, lines[at] != Self.separator {
            if lines[at].hasPrefix("# ") {
                fail(commandLine, "no expectation: there is no `----` before the next sentence")
                return nil
            }
            if isBlank(at), sawBlank == nil { sawBlank = at }
            input.append(lines[at])
            at += 1
        }
        guard at < lines.count else {
            fail(commandLine, "no expectation: there is no `----`")
            at = sawBlank ?? lines.count
            return nil
        }
        if let sawBlank, !isDoubled(at) {
            fail(sawBlank, "a blank line in the input needs a doubled `----` under it")
            return nil
        }
        return (input.joined(separator: "\n"), at)
    }

    /// The lines of the expectation; `at` is then behind them.
    private mutating func readExpected(_ separatorLine: Int) -> [String]? {
        var expected: [String] = []
        guard isDoubled(separatorLine) else {
            at = separatorLine + 1
            while at < lines.count, !isBlank(at) {
                if lines[at] == Self.separator {
                    fail(at, "a second `----` in one case")
                    return nil
                }
                expected.append(lines[at])
                at += 1
            }
            return expected
        }
        at = separatorLine + 2
        while at < lines.count, !isDoubled(at) {
            expected.append(lines[at])
            at += 1
        }
        guard at < lines.count else {
            fail(separatorLine, "a doubled `----` that is not closed by another")
            return nil
        }
        at += 2
        guard at == lines.count || isBlank(at) else {
            fail(at, "a blank line is missing behind the case")
            return nil
        }
        return expected
    }

    private mutating func checkSentences() {
        var seen: [String: Int] = [:]
        for corpusCase in cases {
            if let earlier = seen[corpusCase.sentence] {
                fail(corpusCase.line - 1, "the sentence of line \(earlier) again: \(corpusCase.sentence)")
            }
            if !corpusCase.sentence.hasSuffix(".") { fail(corpusCase.line - 1, "a sentence ends with a full stop") }
            seen[corpusCase.sentence] = corpusCase.line
        }
    }

    private func isBlank(_ index: Int) -> Bool { lines[index].allSatisfy(\.isWhitespace) }

    private func isDoubled(_ index: Int) -> Bool {
        index + 1 < lines.count && lines[index] == Self.separator && lines[index + 1] == Self.separator
    }

    private mutating func fail(_ index: Int, _ message: String) {
        failures.append(CorpusFailure(file: file, line: index + 1, message: message))
    }

    private mutating func failAndSkip(_ index: Int, _ message: String) {
        fail(index, message)
        skipToBlank()
    }

    private mutating func skipToBlank() {
        while at < lines.count, !isBlank(at) { at += 1 }
    }
}

extension StringProtocol {
    /// Without the white space around it.
    var trimmed: String {
        var rest = Substring(self)
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
