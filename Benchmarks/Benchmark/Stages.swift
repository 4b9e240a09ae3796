// The steps from text to analysis, each by itself, as StatementReader takes them.

import CPgQuery

@testable import SQLAnalysis

/// The steps. To be taken on a parser thread.
struct Stages: Sendable {
    let reader: StatementReader

    /// Tokens, bounds and blanked comments.
    func lex(_ text: [UInt8]) throws(Refusal) -> LexedText {
        try Lexer.lex(text, limits: reader.limits)
    }

    /// libpg_query with our packer: text that ends with NUL to the buffer that it hands out, which `body` sees.
    func parse<Result>(
        _ blanked: [UInt8],
        _ body: (UnsafeRawBufferPointer) throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        let result = blanked.withUnsafeBytes {
            pg_query_parse_protobuf($0.bindMemory(to: CChar.self).baseAddress)
        }
        defer { pg_query_free_protobuf_parse_result(result) }
        guard result.error == nil else { throw Refusal(.syntaxError, "the statement does not parse") }
        return try body(UnsafeRawBufferPointer(start: result.parse_tree.data, count: result.parse_tree.len))
    }

    /// Takes over the buffer.
    func decode(_ packed: UnsafeRawBufferPointer) throws(Refusal) -> FlatTree {
        try FlatTree(packed, grammar: reader.grammar)
    }

    /// From records to typed values.
    func lower(_ tree: FlatTree) throws(Refusal) -> [Statement] {
        try tree.root.reading { fields throws(Refusal) in
            try fields.disregard(.version)
            var statements: [Statement] = []
            for raw in try fields.list(.stmts) {
                statements.append(
                    try raw.reading { fields throws(Refusal) in
                        try fields.disregard(.stmtLocation, .stmtLen)
                        return try Lower().statement(try fields.require(.stmt))
                    }
                )
            }
            return statements
        }
    }

    /// From typed values to effects.
    func classify(_ statements: [Statement]) throws(Refusal) -> [[Effect]] {
        var effects: [[Effect]] = []
        for statement in statements {
            let meanings = Meanings(catalog: nil, names: SessionNames())
            var collector = Collector(meanings, verb: statement.verb, steps: Steps(most: reader.limits.maxSteps))
            try collector.statement(statement, tables: CommonTables(), parent: nil)
            effects.append(try collector.finish())
        }
        return effects
    }

    /// All of them, with what StatementReader does between and after them.
    func whole(_ text: [UInt8]) throws(Refusal) -> TextOutcome {
        try reader.analyse(try lex(text), StatementReader.Ground(names: SessionNames(), catalog: nil, protection: nil))
    }
}
