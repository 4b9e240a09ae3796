// `sqlguard audit verify`: whether the records are the ones that were written.

import ArgumentParser
import Audit
import SQLAnalysis

extension KnownRecord: ExpressibleByArgument {
    /// Reads `WRITER:NUMBER:DIGEST`.
    public init?(argument: String) { self.init(argument) }
}

/// Walks along the chains of a folder, or of some files.
struct AuditVerifyCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Say whether the records are the ones that were written.",
        discussion: """
            Prints what was found, as path:line: words, then a line for each writer with its last record. It takes no lock and \
            may run beside the one that writes.

            Whoever can write in the folder can make a whole chain anew. Keep the last record of each writer elsewhere, and \
            give it with --known later: everything up to it is then known to be unchanged.

            Examples:
              sqlguard audit verify /var/lib/sqlguard/audit
              sqlguard audit verify --known 0:4711:9f86d0... /var/lib/sqlguard/audit
              sqlguard audit verify audit-0-00000001.jsonl audit-0-00000002.jsonl

            Exit status: 0 the chains are whole; 1 one is broken; 2 wrong usage, or a folder that cannot be read.
            """
    )

    @Argument(help: "The folder of the records, or files of it.")
    var paths: [String]

    @Option(help: ArgumentHelp("A record that has to be there, as writer:number:digest.", valueName: "record"))
    var known: [KnownRecord] = []

    func answer(_ program: Program) -> Answer {
        do throws(AuditFailure) {
            let verification =
                paths.count == 1 && !paths[0].hasSuffix(".jsonl")
                ? try AuditVerifier.verify(folder: paths[0], known: Set(known))
                : AuditVerifier.verify(files: paths, known: Set(known))
            return Answer(verification, Style(colours: program.surroundings.colours))
        } catch {
            return .usage(error)
        }
    }
}

extension Answer {
    /// What a verification says.
    init(_ verification: Verification, _ style: Style) {
        var output = ""
        for finding in verification.breaks + verification.notes {
            let place = finding.line.map { "\(finding.file):\($0)" } ?? finding.file
            let word = finding.what.isBreak ? style("BROKEN", .bad) : "note"
            output += "\(place.visible): \(word) \(finding.what.name): \(finding.what.description.visible)\n"
        }
        for chain in verification.chains {
            output +=
                "writer \(chain.writer): \(chain.records) records in \(chain.segments) segments, \(chain.bytes) bytes"
            output += chain.isClosed ? ", closed\n" : ", not closed\n"
            if let last = chain.last { output += "  last record \(last)\n" }
        }
        let count = verification.breakCount
        output +=
            count == 0
            ? style("the chains are whole", .good) + "\n"
            : style("BROKEN in \(count) \(count == 1 ? "place" : "places")", .bad)
                + " (\(Code.auditChainBroken.name))\n"
        self.init(status: count == 0 ? .permitted : .notPermitted, output: output)
    }
}
