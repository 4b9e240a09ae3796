// `sqlguard catalog`: what is known of a database, as a file.

import ArgumentParser
import Policy
import Proxy
import SQLAnalysis

/// Groups the commands about catalog files.
struct CatalogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalog",
        abstract: "Make the catalog file of a database.",
        discussion: """
            A catalog file says in JSON what sqlguard knows of a database: relations with their keys, foreign keys, views, \
            triggers and policies, types, and signatures of routines. No rows, and no values of literals.

            Example:
              sqlguard catalog convert schema.sql -o catalog.json
              sqlguard catalog dump --policy policy.yaml shop -o catalog.json
            """,
        subcommands: [CatalogConvertCommand.self, CatalogDumpCommand.self]
    )
}

/// Writes the catalog file of a DDL file.
struct CatalogConvertCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write the catalog file of a DDL file.",
        discussion: """
            The DDL is what `pg_dump --schema-only` prints, or a script that somebody wrote. Statements that are not followed \
            are named on standard error. A catalog file is read too and written anew.

            Examples:
              sqlguard catalog convert schema.sql > catalog.json
              pg_dump --schema-only shop | sqlguard catalog convert - -o catalog.json
              sqlguard explain --schema catalog.json "DELETE FROM customer"

            Exit status: 0 written; 2 wrong usage, or a file that is not right.
            """
    )

    @Argument(help: "DDL, or a catalog file; - is standard input.")
    var file: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write to a file and not to standard output.", valueName: "file")
    )
    var output: String?

    func answer(_ program: Program) -> Answer {
        do throws(Refusal) {
            let schema = try Schema.read(file, try StatementReader(limits: .standard))
            let text = try CatalogFile.text(of: schema.catalog)
            return Answer(writing: text, to: output, errors: schema.warning)
        } catch {
            return .usage(error)
        }
    }
}

/// Writes the catalog file of a live database.
struct CatalogDumpCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump",
        abstract: "Write the catalog file of a database of a policy, asked from its server.",
        discussion: """
            Connects as `serve` would, with the role and the credential of the policy, reads definitions in one transaction \
            that changes nothing, and disconnects.

            Examples:
              sqlguard catalog dump --policy policy.yaml shop -o catalog.json
              sqlguard explain --schema catalog.json "DELETE FROM customer"

            Exit status: 0 written; 2 wrong usage, a policy that is not right, or a server that does not answer.
            """
    )

    @Option(help: ArgumentHelp("The policy, in YAML.", valueName: "file"))
    var policy: String

    @Argument(help: "The database, by its name in the policy.")
    var database: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write to a file and not to standard output.", valueName: "file")
    )
    var output: String?

    func answer(_ program: Program) -> Answer {
        do throws(SetupProblem) {
            let policy = try JudgingOptions.readPolicy(policy)
            do throws(Refusal) {
                let schema = try Schema.ask(database, of: policy, try StatementReader(limits: .standard))
                return Answer(writing: try CatalogFile.text(of: schema.catalog), to: output, errors: "")
            } catch {
                return .usage(error)
            }
        } catch {
            return Answer(status: .usage, errors: error.text)
        }
    }
}

extension Answer {
    /// A text for a file, or for standard output without one.
    init(writing text: String, to path: String?, errors: String) {
        self.init(status: .permitted, errors: errors)
        if let path { file = OutputFile(path: path, text: text) } else { output = text }
    }
}
