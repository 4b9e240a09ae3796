// A DDL file, as pg_dump --schema-only prints it or somebody wrote it, to a snapshot and a report.

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

    /// Reads a file. `searchPath` is the path in which the file begins, and the snapshot's own.
    ///
    /// Waits for the parser's threads. Throws SG9011 for a statement that does not parse and for a meta-command of psql
    /// that is not one of pg_dump's own, and SG2002, SG2003, SG2004, SG2005 for a text that is not read at all; the range
    /// is one of `text`, and `LineTable` tells line and column.
    public func load(
        _ text: [UInt8],
        epoch: String,
        searchPath: [String] = ["public"]
    ) throws(Refusal) -> LoadedCatalog {
        let script = try ScriptSplitter.split(text, limits: reader.limits)
        for command in script.metaCommands where !Script.isDumpGuard(command, in: text) {
            throw Refusal(
                .schemaStatementRefused,
                "a meta-command of psql, which may run anything",
                at: command,
                hint: "remove it, or put what it includes in its place"
            )
        }
        let reader = self.reader
        var builder = CatalogBuilder(searchPath: searchPath)
        try ParserThreads.process.run(
            each: Self.chunks(of: script.statements),
            { chunk throws(Refusal) -> [ReadStatement] in try Self.read(chunk, of: text, reader) },
            take: { builder.apply($0) }
        )
        let snapshot = builder.finish(epoch: epoch, searchPath: searchPath)
        var report = builder.report
        report.statements = script.statements.count
        report.metaCommands(script.metaCommands.count)
        report.findLines(in: text)
        return LoadedCatalog(snapshot: snapshot, report: report)
    }

    /// A statement and what it defines.
    struct ReadStatement: Sendable {
        let range: SourceRange
        let definitions: [Definition]
    }

    /// Parts of about as many bytes each: two threads read them while what they have read is put together.
    static func chunks(of statements: [SourceRange]) -> [ArraySlice<SourceRange>] {
        var chunks: [ArraySlice<SourceRange>] = []
        var start = statements.startIndex
        for index in statements.indices
        where statements[index].end - statements[start].start >= chunkBytes || index == statements.endIndex - 1 {
            chunks.append(statements[start...index])
            start = index + 1
            if start == statements.endIndex { break }
        }
        return chunks
    }

    private static let chunkBytes = 32 << 10

    /// Parses and reads statements; to be called on a parser thread.
    static func read(
        _ statements: ArraySlice<SourceRange>,
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
                found.append(ReadStatement(range: range, definitions: try definitions.definitions(of: tree)))
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
