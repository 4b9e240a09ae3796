// Where the corpus lies.

import Foundation

/// The corpus of this repository.
enum CorpusFiles {
    /// The repository's root.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every case file by its path from the root, sorted; transcripts of sessions have a runner of their own (SessionTests).
    static let all: [String] = everything.filter {
        !$0.hasPrefix("corpus/session/") && !$0.hasPrefix("corpus/masking/")
    }

    /// The transcripts among them too.
    static let everything: [String] = {
        let walk = FileManager.default.enumerator(atPath: root.appending(path: "corpus").path(percentEncoded: false))
        return (walk?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".test") }.map { "corpus/\($0)" }
            .sorted()
    }()

    /// The text of a file of the repository.
    static func text(_ file: String) throws -> String {
        try String(contentsOf: root.appending(path: file), encoding: .utf8)
    }
}
