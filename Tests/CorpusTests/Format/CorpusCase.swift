// One case of a corpus file, and what can be wrong with a file or a case.

/// A case: a sentence, a command with arguments, an input and what is expected of it.
struct CorpusCase: Equatable {
    /// The file, from the repository's root, such as `corpus/classify/select.test`.
    let file: String
    /// The line of the command, counted from 1.
    let line: Int
    /// What the case shows.
    let sentence: String
    /// The command's name.
    let command: String
    /// Its arguments in the order in which they are written.
    let arguments: [Argument]
    /// The bytes under the command, escapes resolved, without the last line feed.
    let input: [UInt8]
    /// The lines of the expectation.
    let expected: [String]
    /// Indices of the file's lines from the first `----` to the last line of the expectation.
    let output: Range<Int>

    /// `key=value` on the command's line.
    struct Argument: Equatable {
        let key: String
        let value: String
    }

    /// The value of an argument; nil when it is not given.
    func argument(_ key: String) -> String? { arguments.first { $0.key == key }?.value }
}

/// Something wrong, at a line of a corpus file.
struct CorpusFailure: Error, Equatable, CustomStringConvertible {
    let file: String
    let line: Int
    let message: String

    var description: String { "\(file):\(line): \(message)" }
}
