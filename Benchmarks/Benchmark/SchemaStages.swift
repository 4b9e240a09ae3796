// The steps from a DDL file to a snapshot, each by itself, as CatalogLoader takes them.

@testable import SQLAnalysis

/// The steps. To be taken on a parser thread.
struct SchemaStages: Sendable {
    let reader: StatementReader
    let text: [UInt8]

    /// Takes the steps one after the other; a line for each.
    func lines(_ counter: AllocationCounter) throws(Refusal) -> [String] {
        var lines: [String] = []
        var last = Reading.now(counter)
        func note(_ name: String) {
            lines.append("\(name)\t\(Reading.now(counter).since(last).columns(times: 1))")
            last = Reading.now(counter)
        }
        let script = try ScriptSplitter.split(text, limits: reader.limits)
        note("cut")
        let statements = try CatalogLoader.read(script.statements, of: text, reader)
        note("read")
        var builder = CatalogBuilder(searchPath: ["public"])
        builder.apply(statements)
        note("apply")
        blackHole(builder.finish(epoch: "", searchPath: ["public"]))
        note("finish")
        return lines
    }

    /// All of them, on all threads.
    func load() throws(Refusal) -> LoadedCatalog {
        try CatalogLoader(reader).load(text) { _ in "" }
    }
}
