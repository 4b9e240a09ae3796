// What the commands share: one reader for all cases, schemas and policies by name, text shown on one line.

import SQLAnalysis

/// The reader, and what is asked of it.
enum Workbench {
    /// Libpg_query is called on the threads of one reader only.
    private static let reader = Result { () throws(Refusal) in try StatementReader(limits: .standard) }

    /// Reads a case's input and prints each statement; what is refused is printed the same way everywhere.
    static func outcomes(
        _ corpusCase: CorpusCase,
        _ lines: (Analysis) -> [String]
    ) throws(CommandProblem) -> [String] {
        let catalog = try schema(of: corpusCase)
        let outcome: TextOutcome
        do throws(Refusal) {
            outcome = try reader.get().read(corpusCase.input, names: SessionNames(), catalog: catalog)
        } catch {
            return [error.line] + (error.hint.map { ["  hint \($0)"] } ?? [])
        }
        guard !outcome.statements.isEmpty else { return ["no statement"] }
        return outcome.statements.flatMap { statement in
            switch statement {
            case .analysed(let analysis): lines(analysis)
            case .refused(let refusal, _): [refusal.line] + (refusal.hint.map { ["  hint \($0)"] } ?? [])
            }
        }
    }

    /// The snapshot that `schema=NAME` means; nil when it is left out.
    static func schema(of corpusCase: CorpusCase) throws(CommandProblem) -> CatalogSnapshot? {
        guard let name = corpusCase.argument("schema") else { return nil }
        throw CommandProblem("schema \(name): TODO")
    }

    /// Bytes on one line, in backquotes, with everything that is not printable ASCII or a letter escaped.
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
