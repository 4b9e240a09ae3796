// What masking adds: a statement that is new, and one that differs from an earlier one in its literals.

@testable import SQLAnalysis

extension Benchmark {
    /// Measures the statement with these columns masked, on one thread.
    func masked(schema: [UInt8], columns: some Sequence<String>, least: Int) throws(Refusal) {
        let stages = Stages(reader: try StatementReader())
        let catalog = try CatalogLoader(stages.reader).load(schema) { _ in "epoch" }.snapshot
        var protected: [ProtectedColumn] = []
        for column in columns {
            let parts = column.split(separator: ".").map(String.init)
            guard parts.count == 3 else { throw Refusal(.invalidValue, "a column has three parts") }
            let name = ColumnName(schema: parts[0], table: parts[1], column: parts[2])
            protected.append(ProtectedColumn(name, .mask(.constant("***")), inPredicates: .masked))
        }
        let ground = StatementReader.Ground(
            names: SessionNames(),
            catalog: catalog,
            protection: Protection(protected, in: catalog)
        )
        let all = protected
        try ParserThreads.process.run { () throws(Refusal) in
            guard all.count > 0 else { throw Refusal(.invalidValue, "no column is masked") }
            func read() throws(Refusal) -> TextOutcome { try stages.reader.analyse(try stages.lex(text), ground) }
            let outcome = try read()
            guard let reuse = outcome.reuse, outcome.masking != nil else {
                throw Refusal(.notMaskable, "the statement is not one that is masked: \(outcome.statements)")
            }
            try repeated("masked", least) { () throws(Refusal) in blackHole(try read()) }
            let known = [TokenShape(of: try stages.lex(text)): reuse]
            try repeated("again", least) { () throws(Refusal) in
                let lexed = try stages.lex(text)
                guard let reuse = known[TokenShape(of: lexed)], reuse.holds(for: lexed) else { return }
                blackHole(try reuse.rewrite(lexed))
            }
        }
    }
}
