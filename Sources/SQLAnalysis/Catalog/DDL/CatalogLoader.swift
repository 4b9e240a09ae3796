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
        let chunks = try ParserThreads.process.run(each: Self.chunks(of: script.statements)) {
            chunk throws(Refusal) -> [ReadStatement] in try Self.read(chunk, of: text, reader)
        }
        var loaded = Self.build(chunks, epoch: epoch, searchPath: searchPath)
        loaded.report.statements = script.statements.count
        loaded.report.metaCommands(script.metaCommands.count)
        loaded.report.findLines(in: text)
        return LoadedCatalog(snapshot: loaded.snapshot, report: loaded.report)
    }

    /// A statement and what it defines.
    struct ReadStatement: Sendable {
        let range: SourceRange
        let definitions: [Definition]
    }

    /// Two parts of about as many bytes each, so that two threads can read them.
    static func chunks(of statements: [SourceRange]) -> [ArraySlice<SourceRange>] {
        guard let first = statements.first, let last = statements.last, statements.count > 64 else {
            return [statements[...]]
        }
        let middle = first.start + (last.end - first.start) / 2
        let half = statements.firstIndex { $0.start >= middle } ?? statements.endIndex
        return [statements[..<half], statements[half...]]
    }

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

    /// Applies the statements in order.
    static func build(
        _ chunks: [[ReadStatement]],
        epoch: String,
        searchPath: [String]
    ) -> (snapshot: CatalogSnapshot, report: CatalogReport) {
        var builder = CatalogBuilder(searchPath: searchPath)
        for statements in chunks {
            for statement in statements {
                builder.range = statement.range
                for definition in statement.definitions { builder.apply(definition) }
            }
        }
        let snapshot = builder.finish(epoch: epoch, searchPath: searchPath)
        return (snapshot, builder.report)
    }
}
