// A DDL file, as pg_dump --schema-only prints it or somebody wrote it, to a snapshot and a report.

import CPgQuery

/// What came of a DDL file.
public struct LoadedCatalog: Sendable, Equatable {
    /// The objects that the file defines.
    public let snapshot: CatalogSnapshot
    /// What it holds besides.
    public let report: CatalogReport
}

/// Reads DDL files. A file that was changed by hand is read as the server would carry it out, statement by statement.
public struct CatalogLoader: Sendable {
    private let reader: StatementReader

    /// A loader that parses as `reader` does.
    public init(_ reader: StatementReader) {
        self.reader = reader
    }

    /// Reads a file. `digest` names its bytes, and becomes the epoch; `searchPath` is the path in which the file begins, and
    /// the snapshot's own.
    ///
    /// Waits for the parser's threads. Throws SG9011 for a statement that does not parse and for a meta-command of psql
    /// that is not one of pg_dump's own, and SG2002, SG2003, SG2004, SG2005 for a text that is not read at all; the range
    /// is one of `text`, and `LineTable` tells line and column.
    public func load(
        _ text: [UInt8],
        digest: @escaping @Sendable ([UInt8]) -> String,
        searchPath: [String] = ["public"]
    ) throws(Refusal) -> LoadedCatalog {
        let reader = self.reader
        sqlguard_reserve_memory(CatalogLoader.heapBytes)
        let epoch = try ParserThreads.process.start { () throws(Refusal) in digest(text) }
        var started: [ParserJob<[ReadStatement]>] = []
        let script = try ScriptSplitter.split(
            text,
            limits: reader.limits,
            pieceBytes: CatalogLoader.pieceBytes
        ) { piece throws(Refusal) in
            started.append(
                try ParserThreads.process.start { () throws(Refusal) in try Self.read(piece, of: text, reader) }
            )
        }
        for command in script.metaCommands where !Script.isDumpGuard(command, in: text) {
            throw Refusal(
                .schemaStatementRefused,
                "a meta-command of psql, which may run anything",
                at: command,
                hint: "remove it, or put what it includes in its place"
            )
        }
        var builder = CatalogBuilder(searchPath: searchPath, statements: script.statements.count)
        started.reverse()
        while let job = started.popLast() { builder.apply(try job.wait()) }
        let snapshot = builder.finish(epoch: try epoch.wait(), searchPath: searchPath)
        var report = builder.report
        report.statements = script.statements.count
        report.metaCommands(script.metaCommands.count)
        report.findLines(in: text)
        return LoadedCatalog(snapshot: snapshot, report: report)
    }

    /// What comes of a thousand tables takes half of this.
    private static let heapBytes = 12 << 20

    /// The threads read pieces of about this size while the text is still being cut and what they have read is put
    /// together.
    private static let pieceBytes = 32 << 10

    /// A statement and what it defines.
    struct ReadStatement: Sendable {
        let range: SourceRange
        let definitions: [Definition]
    }

    /// Parses and reads statements; to be called on a parser thread.
    static func read(
        _ statements: [SourceRange],
        of text: [UInt8],
        _ reader: StatementReader
    ) throws(Refusal) -> [ReadStatement] {
        var found: [ReadStatement] = []
        found.reserveCapacity(statements.count)
        var definitions = DefinitionReader()
        for range in statements {
            do throws(Refusal) {
                let lexed = try Lexer.lex(Array(text[range.start..<range.end]), limits: reader.limits)
                let tree = try StatementReader.parse(lexed, reader.grammar)
                var read = try definitions.definitions(of: tree)
                for place in read.indices { read[place].takeQuery(of: lexed) }
                found.append(ReadStatement(range: range, definitions: read))
            } catch {
                let place = error.range?.moved(by: range.start) ?? range
                throw Refusal(.schemaStatementRefused, error.message, at: place, hint: error.hint)
            }
        }
        return found
    }
}

extension CatalogBuilder {
    /// Applies statements in order.
    mutating func apply(_ statements: [CatalogLoader.ReadStatement]) {
        for statement in statements {
            range = statement.range
            for definition in statement.definitions { apply(definition) }
        }
    }
}
