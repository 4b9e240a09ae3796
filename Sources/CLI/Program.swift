// From arguments to an answer: a value, so that a test can ask for it without a process.

import ArgumentParser
import SQLAnalysis

/// What the process ends with.
enum ExitStatus: Int32 {
    /// Every statement may run; or what was asked for was printed.
    case permitted = 0
    /// Some statement is denied, needs approval, or is not understood.
    case notPermitted = 1
    /// The arguments, a file or the installation is not right, so nothing was judged.
    case usage = 2
}

/// What a command prints and how it ends.
struct Answer: Equatable {
    let status: ExitStatus
    /// For standard output; empty or with a line feed at its end.
    var output = ""
    /// For standard error; likewise.
    var errors = ""
    /// A file to be written before anything is printed.
    var file: OutputFile?
    /// What lives until the process ends.
    var kept = Kept()

    /// An answer to something that could not be done.
    static func usage(_ message: String) -> Answer {
        Answer(status: .usage, errors: "sqlguard: \(message)\n")
    }

    /// The same for a file or a setting that was refused.
    static func usage(_ refusal: Refusal) -> Answer {
        usage("\(refusal.code.name) \(refusal.message.visible)" + (refusal.hint.map { "\nhint: \($0.visible)" } ?? ""))
    }
}

/// What a command leaves for the end of the process to give back: for a schema of a thousand tables that takes a twentieth
/// of the time that freeing it takes. Equal to any other, because nothing of it is told.
struct Kept: Equatable {
    private let value: (any Sendable)?

    init(_ value: (any Sendable)? = nil) { self.value = value }

    static func == (_: Kept, _: Kept) -> Bool { true }
}

/// A command that answers.
protocol AnsweringCommand: ParsableCommand {
    /// The text of SQL that the arguments hold; nil when it is elsewhere.
    var queryArgument: String? { get }
    /// What the command has to say.
    func answer(_ program: Program) -> Answer
}

extension AnsweringCommand {
    var queryArgument: String? { nil }
}

/// One run of the program.
struct Program {
    let arguments: Arguments
    let surroundings: Surroundings

    /// Runs it.
    func answer() -> Answer {
        do {
            var command = try SQLGuard.parseAsRoot(arguments.parsed)
            if let command = command as? any AnsweringCommand {
                if let place = arguments.firstInvalid(besides: command.queryArgument) {
                    return .usage(Refusal(.invalidUTF8, "argument \(place) is not valid UTF-8"))
                }
                return command.answer(self)
            }
            if command is SQLGuard || command is CatalogCommand || command is SessionsCommand {
                return Answer(status: .usage, errors: SQLGuard.helpMessage(for: type(of: command)) + "\n")
            }
            try command.run()
            return Answer(status: .permitted)
        } catch {
            let message = SQLGuard.fullMessage(for: error, columns: surroundings.width)
            let lines = message.replacing("Error: ", with: "sqlguard: ", maxReplacements: 1).split(
                separator: "\n",
                omittingEmptySubsequences: false
            )
            let text = lines.map(\.visible).joined(separator: "\n") + "\n"
            return SQLGuard.exitCode(for: error) == .success
                ? Answer(status: .permitted, output: text) : Answer(status: .usage, errors: text)
        }
    }
}
