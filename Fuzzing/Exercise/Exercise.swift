// One text, read in every way in which the product reads texts; what comes of it has to keep the promises made for it.

import SQLAnalysis

/// Reads texts and checks what was made of them. It knows no expectation for a single text, only what holds for all.
public struct Exercise: Sendable {
    private let reader: StatementReader
    private let loader: CatalogLoader
    private let catalog: CatalogSnapshot
    /// What a file without definitions gives.
    private let empty = CatalogSnapshot(epoch: "text")
    private let scanner = ScannerStarts()

    /// An exercise in which statements are read against the tables that the DDL `schema` makes.
    ///
    /// Throws SG9012 for a libpg_query that cannot be read, and what `CatalogLoader` throws.
    public init(schema: [UInt8]) throws(Refusal) {
        reader = try StatementReader()
        loader = CatalogLoader(reader)
        catalog = try loader.load(schema, digest: { _ in "schema" }).snapshot
    }

    /// Reads a text as a query message, as a script and as DDL.
    public func run(_ text: [UInt8]) -> Report {
        var check = Check(text)
        let lexed = lexed(&check)
        let script = script(&check)
        let outcome = message(lexed, &check)
        // Where rows of COPY or commands of psql stand between, a script has other strings than a message.
        if script.map({ $0.copyData.isEmpty && $0.metaCommands.isEmpty }) != true { check.forgetValues() }
        if let script {
            if let lexed { check.same(script, lexed) }
            statements(of: script, outcome, &check)
        }
        definitions(&check)
        catalogFile(&check)
        return Report(ending: Ending(outcome), wrong: check.wrong)
    }

    // MARK: the ways

    private func lexed(_ check: inout Check) -> LexedText? {
        do throws(Refusal) {
            let lexed = try Lexer.lex(check.text, limits: reader.limits)
            check.takeValues(lexed)
            check.keeps(lexed)
            let again = try Lexer.lex(lexed.blanked, limits: reader.limits)
            check.same(again, lexed)
            return lexed
        } catch {
            check.refusal(error, "the lexer's refusal")
            return nil
        }
    }

    /// What the proxy does with a Query message.
    private func message(_ lexed: LexedText?, _ check: inout Check) -> Result<TextOutcome, Refusal> {
        let outcome = read(check.text)
        check.that(outcome == read(check.text), "read twice, a text gives two outcomes")
        switch outcome {
        case .failure(let refusal):
            check.refusal(refusal, "the text's refusal")
        case .success(let found):
            guard let lexed else {
                check.that(false, "what the lexer refuses is read")
                break
            }
            check.keeps(found, lexed)
            scanned(lexed, &check)
            if found.names != SessionNames(), case .success(let next) = read(check.text, names: found.names) {
                check.that(next.statements.count == found.statements.count, "other names, another number of statements")
                check.keeps(next, lexed)
            }
        }
        if let lexed, !lexed.comments.isEmpty {
            let plain = read(lexed.blanked).inOriginal(of: lexed)
            check.that(plain == outcome, "without comments, the text gives another outcome")
        }
        return outcome
    }

    /// libpg_query's scanner must have seen the tokens that our lexer saw.
    private func scanned(_ lexed: LexedText, _ check: inout Check) {
        let ours = scanner.ours(lexed)
        check.that(ours != nil && scanner.starts(lexed.blanked) == ours, "libpg_query's scanner sees other tokens")
    }

    private func script(_ check: inout Check) -> Script? {
        do throws(Refusal) {
            let script = try ScriptSplitter.split(check.text, limits: reader.limits)
            check.keeps(script)
            return script
        } catch {
            check.refusal(error, "the splitter's refusal")
            return nil
        }
    }

    /// What `sqlguard check` does with a file: one statement after the other, each with the names of those before it.
    private func statements(of script: Script, _ whole: Result<TextOutcome, Refusal>, _ check: inout Check) {
        guard script.statements.count > 1, script.statements.count <= Exercise.mostStatements else { return }
        var names = SessionNames()
        var outcomes: [StatementOutcome] = []
        for place in script.statements {
            let piece = read(Array(check.text[place.start..<place.end]), names: names)
            switch piece {
            case .failure(let refusal): check.refusal(refusal.moved(by: place.start), "a statement's refusal")
            case .success(let outcome):
                names = outcome.names
                outcomes += outcome.statements.map { $0.moved(by: place.start) }
            }
        }
        guard case .success(let whole) = whole, whole.statements.map(\.range) == script.statements else { return }
        // What names may mean is counted for all statements of a text together.
        guard !whole.statements.contains(where: \.isTooMuch) else { return }
        check.that(
            outcomes.map(\.whateverStandsBeside) == whole.statements.map(\.whateverStandsBeside),
            "alone, the statements give other outcomes"
        )
    }

    /// What `--schema` does with a catalog file.
    private func catalogFile(_ check: inout Check) {
        guard CatalogFile.looksLikeOne(check.text) else { return }
        do throws(Refusal) {
            check.keeps(try CatalogFile.read(check.text))
        } catch {
            check.refusal(error, "the catalog file's refusal")
        }
    }

    /// What `--schema` does with DDL, and reading the same text against its own tables.
    private func definitions(_ check: inout Check) {
        switch load(check.text) {
        case .failure(let refusal): check.refusal(refusal, "the file's refusal")
        case .success(let loaded):
            check.keeps(loaded)
            check.keeps(loaded.snapshot)
            guard loaded.snapshot != empty else { return }
            check.that(load(check.text) == .success(loaded), "loaded twice, a file gives two catalogs")
            guard case .success(let outcome) = read(check.text, catalog: loaded.snapshot) else { return }
            guard let lexed = try? Lexer.lex(check.text, limits: reader.limits) else { return }
            check.keeps(outcome, lexed)
        }
    }

    /// More statements than this are not read one by one: it would take the time of many other texts.
    private static let mostStatements = 16

    private func read(_ text: [UInt8], names: SessionNames = SessionNames()) -> Result<TextOutcome, Refusal> {
        read(text, names: names, catalog: catalog)
    }

    private func read(
        _ text: [UInt8],
        names: SessionNames = SessionNames(),
        catalog: CatalogSnapshot
    ) -> Result<TextOutcome, Refusal> {
        Result { () throws(Refusal) in try reader.read(text, names: names, catalog: catalog) }
    }

    private func load(_ text: [UInt8]) -> Result<LoadedCatalog, Refusal> {
        Result { () throws(Refusal) in try loader.load(text, digest: { _ in "text" }) }
    }
}
