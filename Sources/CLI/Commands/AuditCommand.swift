// `sqlguard audit`: looks at the records of the proxy.

import ArgumentParser
import Audit

/// Groups the commands about records.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Look at the records of statements.",
        discussion: """
            `serve` writes a record before a statement goes on and one after it, in JSON, a line each, in the folder that the \
            policy names. Each line holds the SHA-256 of the line before it.

            Example:
              sqlguard audit verify /var/lib/sqlguard/audit
            """,
        subcommands: [AuditVerifyCommand.self]
    )
}

/// Walks along the chains of a folder, or of some files.
struct AuditVerifyCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Say whether the records are the ones that were written.",
        discussion: """
            Prints what was found, as path:line: words, then a line for each writer. It takes no lock and may run beside the \
            one that writes.

            Exit status: 0 the chains are whole; 1 one is broken; 2 wrong usage, or a folder that cannot be read.
            """
    )

    @Argument(help: "The folder of the records, or files of it.")
    var paths: [String]

    func answer(_ program: Program) -> Answer {
        do throws(AuditFailure) {
            let verification =
                paths.count == 1 && !paths[0].hasSuffix(".jsonl")
                ? try AuditVerifier.verify(folder: paths[0]) : AuditVerifier.verify(files: paths)
            return Answer(verification)
        } catch {
            return .usage(error.description.visible)
        }
    }
}

extension Answer {
    /// What a verification says.
    init(_ verification: Verification) {
        var output = ""
        for finding in verification.breaks + verification.notes {
            let place = finding.line.map { "\(finding.file):\($0)" } ?? finding.file
            let word = finding.what.isBreak ? "BROKEN" : "note"
            output += "\(place.visible): \(word) \(finding.what.name): \(finding.what.description.visible)\n"
        }
        for chain in verification.chains {
            output +=
                "writer \(chain.writer): \(chain.records) records in \(chain.segments) segments, \(chain.bytes) bytes\n"
        }
        let isWhole = verification.breakCount == 0
        output += isWhole ? "the chains are whole\n" : "BROKEN in \(verification.breakCount) places\n"
        self.init(status: isWhole ? .permitted : .notPermitted, output: output)
    }
}
