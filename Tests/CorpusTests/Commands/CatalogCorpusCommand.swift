// `catalog`: what a schema, as DDL or as a catalog file, says of a database.

import SQLAnalysis

/// The catalog file that the input is written as, without the members that come before the objects; and what was not followed.
struct CatalogCorpusCommand: CorpusCommand {
    let name = "catalog"
    let arguments: Set<String> = []

    func run(_ corpusCase: CorpusCase) throws(CommandProblem) -> [String] {
        let lines = LineTable(corpusCase.input)
        func place(_ range: SourceRange?) -> String {
            let position = lines.position(ofByte: range?.start ?? 0)
            return "\(position.line):\(position.column)"
        }
        do throws(Refusal) {
            guard !CatalogFile.looksLikeOne(corpusCase.input) else {
                return try objects(try CatalogFile.read(corpusCase.input))
            }
            let loaded = try CatalogLoader(try StatementReader()).load(corpusCase.input) { _ in "epoch" }
            let notes = loaded.report.findings.map { "note \(place($0.range)) \($0.code.name) \($0.message)" }
            let passed = loaded.report.ofNoInterest.sorted { $0.key < $1.key }.map { "passed \($0.key): \($0.value)" }
            return notes + passed + (try objects(loaded.snapshot))
        } catch {
            return ["refused \(place(error.range)) \(error.code.name) \(error.message)"]
                + (error.hint.map { ["  hint: \($0)"] } ?? [])
        }
    }

    /// The lines of the file that are about objects; `public` alone is what every database has.
    private func objects(_ snapshot: CatalogSnapshot) throws(Refusal) -> [String] {
        let same = ["{", "}"] + ["format", "version", "epoch", "origin", "searchPath"].map { "  \"\($0)\"" }
        let lines = try CatalogFile.text(of: snapshot).split(separator: "\n").map(String.init).filter { line in
            !same.contains { $0.count < 2 ? line == $0 : line.hasPrefix($0) }
                && !line.hasPrefix("  \"schemas\": [\"public\"]")
        }
        return lines.isEmpty ? ["nothing"] : lines
    }
}
