// What is checked in the bytes of a file before they are taken for YAML.

import SQLAnalysis

/// The bytes of a policy file, looked through for what must not be in them.
enum YAMLText {
    /// The most bytes a policy file may have: 1 MiB.
    static let mostBytes = 1_048_576

    /// The bytes to parse, or nil when there is no going on. Reports SG9009 for a file that is too large, SG9001 for
    /// bytes that are not UTF-8, a byte order mark, tabs, control characters and characters that change how a line
    /// looks.
    static func check(_ bytes: [UInt8], _ log: ProblemLog) -> [UInt8]? {
        guard bytes.count <= mostBytes else {
            log.add(.unreadableFile, at: start, "the file has \(bytes.count) bytes; at most \(mostBytes) are read")
            return nil
        }
        var text = bytes
        var decoder = UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var line = 1
        var column = 1
        var index = 0
        var readable = true
        var afterReturn = false
        scanning: while true {
            switch decoder.parseScalar(from: &iterator) {
            case .emptyInput:
                break scanning
            case .error:
                log.add(.configurationSyntax, at: FilePosition(line, column), "not UTF-8")
                return nil
            case .valid(let encoded):
                let scalar = UTF8.decode(encoded)
                if afterReturn, scalar != "\n" {
                    log.add(
                        .configurationSyntax,
                        at: FilePosition(line, column - 1),
                        "a carriage return without a newline"
                    )
                    readable = false
                }
                afterReturn = scalar == "\r"
                if scalar == "\t" {
                    log.add(.configurationSyntax, at: FilePosition(line, column), "a tab; write spaces, or \\t in \"\"")
                    // With a space in its place everything else keeps its position.
                    text[index] = UInt8(ascii: " ")
                } else if let name = unwanted(scalar) {
                    log.add(.configurationSyntax, at: FilePosition(line, column), name)
                    readable = false
                }
                index += encoded.count
                (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
            }
        }
        return readable ? text : nil
    }

    private static let start = FilePosition(1, 1)

    /// What is wrong with a character; nil when nothing is.
    private static func unwanted(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x0A, 0x0D: nil
        case 0xFEFF: "a byte order mark"
        case 0x00...0x1F, 0x7F...0x9F: "a control character"
        case 0x2028, 0x2029: "a line separator that only some readers take for one"
        // Trojan Source, CVE-2021-42574: what a reviewer sees would not be what is read.
        case 0x061C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069: "an invisible character"
        default: nil  // lint: the rest of Unicode
        }
    }
}
