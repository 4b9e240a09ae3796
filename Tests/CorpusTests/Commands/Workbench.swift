// What the commands share: schemas and policies by name, one reader, text shown on one line.

import Foundation
import SQLAnalysis
import Synchronization

@testable import CLI

/// What a case is read and judged under, and how bytes are shown.
enum Workbench {
    /// Keys of the arguments that say under what a text is judged.
    static let judgingArguments: Set<String> = ["schema", "policy", "user", "groups", "kind", "database"]

    /// The options of the command line that a case's arguments stand for.
    static func options(_ corpusCase: CorpusCase) -> [String] {
        func path(_ folder: String, _ name: String, _ ending: String) -> String {
            CorpusFiles.root.appending(path: "corpus/\(folder)/\(name).\(ending)").path(percentEncoded: false)
        }
        return corpusCase.arguments.flatMap { argument in
            switch argument.key {
            case "schema": ["--schema", path("schemas", argument.value, "sql")]
            case "policy": ["--policy", path("policies", argument.value, "yaml")]
            case "user": ["--as", argument.value]
            case "groups", "kind", "database", "format": ["--\(argument.key)", argument.value]
            default: [String]()
            }
        }
    }

    /// What has been set up, by its options: a schema is read once and not for every case.
    private static let setups = Mutex<[[String]: Setup]>([:])

    /// What the case is judged under.
    static func setup(_ corpusCase: CorpusCase) throws(CommandProblem) -> Setup {
        let options = options(corpusCase)
        do {
            return try setups.withLock { setups in
                if let known = setups[options] { return known }
                let setup = try JudgingOptions(arguments: options).setup()
                setups[options] = setup
                return setup
            }
        } catch let problem as SetupProblem {
            throw CommandProblem(problem.text)
        } catch {
            throw CommandProblem("\(error)")
        }
    }

    /// Reads and judges a case's input.
    static func judge(_ corpusCase: CorpusCase) throws(CommandProblem) -> Judgement {
        var names = SessionNames()
        let source = SourceText(name: "input", bytes: corpusCase.input)
        return try setup(corpusCase).judge(source, source.bytes, names: &names)
    }

    /// Reads a case's input and prints each statement; what is refused is printed the same way everywhere.
    static func outcomes(
        _ corpusCase: CorpusCase,
        _ lines: (Analysis) -> [String]
    ) throws(CommandProblem) -> [String] {
        switch try judge(corpusCase).reading {
        case .failure(let refusal):
            return refusal.lines
        case .success(let statements):
            guard !statements.isEmpty else { return ["no statement"] }
            return statements.flatMap { statement in
                switch statement {
                case .analysed(let analysis): lines(analysis)
                case .refused(let refusal, _): refusal.lines
                }
            }
        }
    }

    /// Text that a command of sqlguard printed, as lines; paths of this machine are made relative.
    static func lines(_ text: String, replacing path: String? = nil) -> [String] {
        var text = text.replacing(CorpusFiles.root.path(percentEncoded: false), with: "")
        if let path { text = text.replacing(path, with: "input.sql") }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// Bytes on one line, in backquotes, with everything that is not printable escaped.
    static func quoted(_ bytes: some Collection<UInt8>) -> String {
        var result = "`"
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\\": result += "\\\\"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F || scalar.properties.generalCategory == .format {
                    result += "\\u{\(String(scalar.value, radix: 16))}"
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "`"
    }

    /// A range of a text on one line.
    static func shown(_ bytes: [UInt8], _ range: SourceRange) -> String { quoted(bytes[range.start..<range.end]) }
}
