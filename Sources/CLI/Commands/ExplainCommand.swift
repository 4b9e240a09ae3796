// `sqlguard explain`: what a text does, and whether it may.

import ArgumentParser
import Policy
import SQLAnalysis

/// Explains one text.
struct ExplainCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what a query does, how far it reaches, and whether it may run.",
        discussion: """
            The query is the argument, the file named by -f, or standard input. It may hold several statements; they are \
            judged together, as the server would run them.

            Examples:
              sqlguard explain "SELECT name FROM customer WHERE id = 7"
              sqlguard explain --schema schema.sql "DELETE FROM customer WHERE id = id"
              sqlguard explain --policy policy.yaml --as ada --groups analysts --kind agent -f query.sql
              echo "DROP TABLE customer" | sqlguard explain --format json

            Exit status: 0 permitted; 1 denied, needs approval, or not valid SQL; 2 wrong usage or configuration.
            """
    )

    @Argument(help: "The query.")
    var query: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Read the query from a file; - is standard input.", valueName: "file")
    )
    var file: String?

    @OptionGroup(title: "What it is judged under")
    var options: JudgingOptions

    var queryArgument: String? { query }

    func answer(_ program: Program) -> Answer {
        guard query == nil || file == nil else { return .usage("give the query as an argument or with -f, not both") }
        let setup: Setup
        do throws(SetupProblem) { setup = try options.setup() } catch {
            return Answer(status: .usage, errors: error.text)
        }
        let judgement: Judgement
        do throws(Refusal) {
            let source = try readSource(program, limit: setup.reader.limits.maxBytes)
            var names = SessionNames()
            judgement = setup.judge(source, source.bytes, names: &names)
        } catch {
            // A file that is too large is a query that is refused; one that cannot be read is wrong usage.
            guard error.code == .tooManyBytes else { return .usage(error) }
            let source = SourceText(name: file ?? "standard input", bytes: [])
            judgement = Judgement(source: source, reading: .failure(error), decision: nil)
        }
        return Answer(
            status: judgement.severity == .permit ? .permitted : .notPermitted,
            output: text(judgement, setup, program),
            errors: options.format == .human ? setup.schema?.warning ?? "" : "",
            kept: Kept(setup)
        )
    }

    private func readSource(_ program: Program, limit: Int) throws(Refusal) -> SourceText {
        if let query { return SourceText(name: "argument", bytes: program.arguments.bytes(of: query)) }
        let path = file ?? "-"
        let bytes = try InputFile.read(path, limit: limit, tooLarge: .tooManyBytes)
        return SourceText(name: path == "-" ? "standard input" : path, bytes: bytes)
    }

    private func text(_ judgement: Judgement, _ setup: Setup, _ program: Program) -> String {
        switch options.format {
        case .json:
            return JSONReport(judgement: judgement, setup: setup).document.text + "\n"
        case .human:
            let surroundings = program.surroundings
            return HumanReport(
                judgement: judgement,
                setup: setup,
                style: Style(colours: surroundings.colours),
                width: surroundings.width
            ).text
        }
    }
}
