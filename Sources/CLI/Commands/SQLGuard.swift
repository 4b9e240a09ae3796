// The command line's root: what a newcomer reads first.

import ArgumentParser
import SQLAnalysis

/// `sqlguard`.
struct SQLGuard: ParsableCommand {
    /// The version of this program.
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "sqlguard",
        abstract: "Says what a SQL statement does to a PostgreSQL database, and whether it may.",
        discussion: """
            Statements are read with PostgreSQL's own grammar. `serve` stands between clients and a database; `explain` and \
            `check` connect to nothing and run nothing.

            Examples:
              sqlguard explain "DELETE FROM customer WHERE id = id"
              sqlguard explain --schema schema.sql --policy policy.yaml -f migration.sql
              sqlguard check --schema schema.sql migrations/*.sql
              sqlguard catalog convert schema.sql -o catalog.json
              sqlguard rule SG4001

            A schema is what `pg_dump --schema-only` prints, or a catalog file. Without a policy the built-in default policy decides: reads \
            are permitted, bounded writes need approval, everything else is denied.

            Exit status: 0 permitted; 1 denied, needs approval, or not valid SQL; 2 wrong usage or configuration.
            """,
        version: "sqlguard \(version) (grammar of PostgreSQL \(GrammarVersion.major))",
        subcommands: [
            ExplainCommand.self, CheckCommand.self, CatalogCommand.self, RuleCommand.self, ServeCommand.self,
            StatusCommand.self, SessionsCommand.self, UserCommand.self, AuditCommand.self,
        ]
    )
}
