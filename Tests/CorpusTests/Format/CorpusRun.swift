// Runs the cases of a corpus file and compares, or rewrites what is expected.

/// What came of one file.
struct CorpusRun {
    /// What is wrong: the file's form, commands that could not run, outputs that differ.
    private(set) var failures: [CorpusFailure] = []
    /// What changed against the expectations, for people; only when rewriting.
    private(set) var changes: [String] = []
    /// The file with its expectations rewritten; nil when nothing is to be rewritten.
    private(set) var rewritten: String?

    /// Runs a file. `commands` are what a case can ask for.
    ///
    /// With `golden`, differences become changes of the text instead of failures, except under `corpus/attack/`, whose
    /// expectations are typed by people: there a difference stays a failure.
    init(file: String, text: String, golden: Bool, commands: [any CorpusCommand]) {
        let (cases, faults) = CaseReader.read(file: file, text: text)
        failures = faults
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let mayRewrite = golden && !file.hasPrefix("corpus/attack/")
        // From the end, so that the places of earlier cases stay true.
        for corpusCase in cases.reversed() {
            let actual: [String]
            do throws(CorpusFailure) {
                actual = try Self.output(of: corpusCase, commands)
            } catch {
                failures.append(error)
                continue
            }
            if mayRewrite {
                guard actual != corpusCase.expected else { continue }
                lines.replaceSubrange(corpusCase.output, with: Self.outputLines(actual, of: corpusCase))
                rewritten = lines.joined(separator: "\n")
                changes.insert(Self.change(corpusCase, actual), at: 0)
            } else if corpusCase.expected.isEmpty {
                failures.append(corpusCase.failure("no expectation; it would be:", actual.map { "  + \($0)" }))
            } else if actual != corpusCase.expected {
                let difference = LineDiff.lines(expected: corpusCase.expected, actual: actual)
                failures.append(corpusCase.failure(corpusCase.sentence, difference))
            }
        }
        failures.sort { $0.line < $1.line }
    }

    /// What a case's command makes of its input.
    private static func output(
        of corpusCase: CorpusCase,
        _ commands: [any CorpusCommand]
    ) throws(CorpusFailure) -> [String] {
        guard let command = commands.first(where: { $0.name == corpusCase.command }) else {
            throw corpusCase.failure("there is no command `\(corpusCase.command)`")
        }
        for argument in corpusCase.arguments
        where argument.key != "escapes" && !command.arguments.contains(argument.key) {
            throw corpusCase.failure("`\(command.name)` takes no argument `\(argument.key)`")
        }
        if let escapes = corpusCase.argument("escapes"), escapes != "on" {
            throw corpusCase.failure("`escapes` is `on` or left out")
        }
        do throws(CommandProblem) {
            let output = try command.run(corpusCase)
            guard !output.isEmpty else { throw CommandProblem("the command printed nothing") }
            return output
        } catch {
            throw corpusCase.failure(error.message)
        }
    }

    /// The lines from the first separator to the end of the expectation, blank lines fenced in by doubled separators.
    private static func outputLines(_ actual: [String], of corpusCase: CorpusCase) -> [String] {
        let separator = CaseReader.separator
        let inputLines = String(decoding: corpusCase.input, as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        let isEscaped = corpusCase.argument("escapes") != nil
        let fenced = (actual + (isEscaped || corpusCase.input.isEmpty ? [] : inputLines.map(String.init)))
            .contains { $0.allSatisfy(\.isWhitespace) }
        return fenced ? [separator, separator] + actual + [separator, separator] : [separator] + actual
    }

    private static func change(_ corpusCase: CorpusCase, _ actual: [String]) -> String {
        let grade = corpusCase.expected.isEmpty ? "new" : Grade.of(corpusCase.expected, actual).rawValue
        let head = "\(corpusCase.file):\(corpusCase.line): \(grade): \(corpusCase.sentence)"
        return ([head] + LineDiff.lines(expected: corpusCase.expected, actual: actual)).joined(separator: "\n")
    }
}

extension CorpusCase {
    /// A failure of this case, with more lines under it.
    func failure(_ message: String, _ details: [String] = []) -> CorpusFailure {
        CorpusFailure(file: file, line: line, message: ([message] + details).joined(separator: "\n"))
    }
}

/// Why a command could not run; not what it said of its input.
struct CommandProblem: Error {
    let message: String
    init(_ message: String) { self.message = message }
}

/// Something that a case can ask for.
protocol CorpusCommand: Sendable {
    /// The word at the start of the command line.
    var name: String { get }
    /// The keys of the arguments that it takes, besides `escapes`.
    var arguments: Set<String> { get }
    /// The lines that it prints for a case.
    func run(_ corpusCase: CorpusCase) throws(CommandProblem) -> [String]
}
