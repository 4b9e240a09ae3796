// `sqlguard catalog`: what is known of a database, as a file.

import ArgumentParser
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
            """,
        subcommands: [CatalogConvertCommand.self]
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
            var answer = Answer(status: .permitted, errors: schema.warning)
            if let output { answer.file = OutputFile(path: output, text: text) } else { answer.output = text }
            return answer
        } catch {
            return .usage(error)
        }
    }
}
