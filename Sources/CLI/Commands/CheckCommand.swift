// `sqlguard check`: every statement of some files, for CI.

import ArgumentParser
import Policy
import SQLAnalysis

/// Checks scripts.
struct CheckCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Judge every statement of SQL files, for CI.",
        discussion: """
            A file is cut into statements as psql would do it; each is judged by itself. What may not run is printed as
              path:line:column: code message
            and `sqlguard rule CODE` explains the code. psql's own commands (\\d, \\i, \\copy) are reported, not run.

            Examples:
              sqlguard check migrations/*.sql
              sqlguard check --schema schema.sql --policy policy.yaml --as ci migrations/*.sql
              cat migrations/*.sql | sqlguard check --format json -

            Exit status: 0 all permitted; 1 some are not; 2 wrong usage or configuration.
            """
    )

    @Argument(help: "Files with SQL; - is standard input.")
    var files: [String]

    @OptionGroup(title: "What they are judged under")
    var options: JudgingOptions

    func answer(_ program: Program) -> Answer {
        let setup: Setup
        do throws(SetupProblem) { setup = try options.setup() } catch {
            return Answer(status: .usage, errors: error.text)
        }
        var checks: [ScriptCheck] = []
        var errors = options.format == .human ? setup.schema?.warning ?? "" : ""
        var unreadable = false
        for file in files {
            do throws(Refusal) {
                let bytes = try InputFile.read(
                    file,
                    limit: setup.reader.limits.maxScriptBytes,
                    tooLarge: .unreadableFile
                )
                checks.append(ScriptCheck(SourceText(name: file == "-" ? "standard input" : file, bytes: bytes), setup))
            } catch {
                errors += Answer.usage(error).errors
                unreadable = true
            }
        }
        let allPermitted = checks.allSatisfy { $0.problems.isEmpty }
        return Answer(
            status: unreadable ? .usage : allPermitted ? .permitted : .notPermitted,
            output: text(checks, setup, program),
            errors: errors,
            kept: Kept(setup)
        )
    }

    private func text(_ checks: [ScriptCheck], _ setup: Setup, _ program: Program) -> String {
        switch options.format {
        case .json:
            return CheckReport(checks: checks, setup: setup).document.text + "\n"
        case .human:
            return CheckReport(checks: checks, setup: setup).text(Style(colours: program.surroundings.colours))
        }
    }
}
