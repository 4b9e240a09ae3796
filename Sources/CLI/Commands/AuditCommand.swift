// `sqlguard audit`: looks at the records of the proxy.

import ArgumentParser
import Audit
import Proxy
import SQLAnalysis

/// Groups the commands about records.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Look at the records of statements.",
        discussion: """
            `serve` writes a record before a statement goes on and one after it, in JSON, a line each, in the folder that the \
            policy names. Each line holds the SHA-256 of the line before it. docs/audit.md describes them.

            Examples:
              sqlguard audit verify /var/lib/sqlguard/audit
              sqlguard audit tail -f /var/lib/sqlguard/audit
            """,
        subcommands: [AuditVerifyCommand.self, AuditTailCommand.self]
    )
}

extension Answer {
    /// An answer to a folder that cannot be read.
    static func usage(_ failure: AuditFailure) -> Answer { .usage(Refusal(failure.code, failure.description)) }
}
