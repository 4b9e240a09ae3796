// The arguments of the process as the bytes they were, beside the strings that the parser of options needs.

import Glibc
import SQLAnalysis

/// The command line, the program's name left out.
struct Arguments: Sendable, Equatable {
    /// The arguments as they were given.
    private let raw: [[UInt8]]
    /// What the parser of options is given: repaired where the bytes are not UTF-8, and with a space in front of SQL
    /// that begins with a comment, which would be taken for an option.
    let parsed: [String]

    /// Takes the arguments over.
    init(_ raw: [[UInt8]]) {
        self.raw = raw
        parsed = raw.map { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            return Arguments.isComment(text) ? " " + text : text
        }
    }

    /// The arguments of this process. Swift's own `CommandLine.arguments` would repair invalid UTF-8.
    static func ofThisProcess() -> Arguments {
        let count = Int(CommandLine.argc)
        let vector = CommandLine.unsafeArgv
        return Arguments(
            (1..<max(1, count)).compactMap { index in
                vector[index].map {
                    Array(UnsafeBufferPointer(start: $0, count: strlen($0)).map(UInt8.init(bitPattern:)))
                }
            }
        )
    }

    /// The bytes of an argument that came back from the parser of options as `text`.
    ///
    /// Should two arguments read the same once they are repaired, the one that is not UTF-8 is meant, which is refused.
    func bytes(of text: String) -> [UInt8] {
        let same = zip(parsed, raw).filter { $0.0 == text }.map(\.1)
        return same.first { String(validating: $0, as: UTF8.self) == nil } ?? same.first ?? Array(text.utf8)
    }

    /// The place of the first argument that is not UTF-8, counted from 1, leaving out one that reads `query`.
    func firstInvalid(besides query: String?) -> Int? {
        for (index, bytes) in raw.enumerated()
        where parsed[index] != query && String(validating: bytes, as: UTF8.self) == nil {
            return index + 1
        }
        return nil
    }

    /// Whether an argument is SQL that begins with `--`: no option has such a name.
    private static func isComment(_ text: String) -> Bool {
        guard text.hasPrefix("--"), text != "--" else { return false }
        let name = text.dropFirst(2).prefix { $0 != "=" }
        return !name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } || name.isEmpty
    }
}
