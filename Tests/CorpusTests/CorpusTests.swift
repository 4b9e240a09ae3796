// Runs every file under corpus/ but corpus/session. With SQLGUARD_GOLDEN=1 their expectations are rewritten instead, which then fails the run.

import Foundation
import Testing

@Suite("Corpus")
struct CorpusTests {
    static let golden = ProcessInfo.processInfo.environment["SQLGUARD_GOLDEN"] == "1"

    @Test("every case of the corpus holds", arguments: CorpusFiles.all)
    func cases(file: String) throws {
        let run = CorpusRun(
            file: file,
            text: try CorpusFiles.text(file),
            golden: Self.golden,
            commands: CorpusCommands.all
        )
        for failure in run.failures { Issue.record("\(failure)", sourceLocation: Self.location(failure)) }
        guard let rewritten = run.rewritten else { return }
        try rewritten.write(to: CorpusFiles.root.appending(path: file), atomically: true, encoding: .utf8)
        for change in run.changes { Issue.record("\(change)") }
    }

    @Test("the corpus has files")
    func files() {
        #expect(!CorpusFiles.all.isEmpty)
    }

    /// The case itself, so that tools jump to it and not to this file.
    private static func location(_ failure: CorpusFailure) -> SourceLocation {
        SourceLocation(
            fileID: "CorpusTests/\(failure.file.split(separator: "/").last ?? "")",
            filePath: CorpusFiles.root.appending(path: failure.file).path(percentEncoded: false),
            line: failure.line,
            column: 1
        )
    }
}
