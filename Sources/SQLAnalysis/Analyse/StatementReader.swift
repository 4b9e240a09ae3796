// The one entry to reading SQL: text in, outcomes out. The command line and the proxy both call it.

/// What came of a text: one outcome for each statement, and the session's names after it.
public struct TextOutcome: Equatable, Sendable {
    /// The statements in order; empty for a text without any.
    public let statements: [StatementOutcome]
    /// The names that are bound once all of them have run.
    public let names: SessionNames
    /// What may go on: the text without its comments, which is what was read, with protected columns masked; nil when that
    /// is the text as given.
    public let replacement: [UInt8]?
    /// What masking made of it; nil when nothing is protected.
    public let masking: TextMasking?
    /// How it is used for other texts of the same shape; nil when it says nothing about them.
    public let reuse: TextReuse?

    /// Builds an outcome.
    public init(
        statements: [StatementOutcome],
        names: SessionNames,
        replacement: [UInt8]? = nil,
        masking: TextMasking? = nil,
        reuse: TextReuse? = nil
    ) {
        self.reuse = reuse
        self.statements = statements
        self.names = names
        self.replacement = replacement
        self.masking = masking
    }
}

/// Reads texts of SQL: lexes, parses, lowers and analyses them.
public struct StatementReader: Sendable {
    /// The limits that every text is held to.
    public let limits: Limits
    let grammar: Grammar

    /// Loads the grammar's schema. Throws SG9012 when the library is not one that can be read.
    public init(limits: Limits = .standard) throws(Refusal) {
        self.limits = limits
        grammar = try Grammar()
    }

    /// Reads a text as the server would read one query message, and says what each statement does.
    ///
    /// A thread that is registered reads small texts itself (`ReadingInPlace`); any other waits for one of the parser's
    /// threads. Throws for a text that is refused as a whole: SG2001 where it does not parse, SG2002 to SG2009 for what
    /// the lexer does not let through. Ranges are bytes of `text` as given.
    public func read(
        _ text: [UInt8],
        names: SessionNames = SessionNames(),
        catalog: CatalogSnapshot? = nil,
        protection: Protection? = nil
    ) throws(Refusal) -> TextOutcome {
        let lexed = try Lexer.lex(text, limits: limits)
        let ground = Ground(names: names, catalog: catalog, protection: protection)
        if let outcome = try readHere(lexed, ground) { return outcome }
        return try ParserThreads.process.run { () throws(Refusal) -> TextOutcome in try analyse(lexed, ground) }
    }

    /// Reads a text as `read` does while the caller goes on, and then calls `receive` on the parser's thread: for event
    /// loops, which must not wait. `receive` is to be short, and to go back to where it came from.
    public func read(
        _ text: [UInt8],
        names: SessionNames,
        catalog: CatalogSnapshot?,
        protection: Protection? = nil,
        then receive: @escaping @Sendable (Result<TextOutcome, Refusal>) -> Void
    ) {
        let ground = Ground(names: names, catalog: catalog, protection: protection)
        let isTaken = ParserThreads.process.submit {
            receive(
                Result { () throws(Refusal) -> TextOutcome in
                    try analyse(try Lexer.lex(text, limits: limits), ground)
                }
            )
        }
        if !isTaken { receive(.failure(Refusal(.parserFailed, "no parser thread could be started"))) }
    }

    /// Reads a text as `read` does, on the calling thread; nil where that thread is not registered, or the text is too
    /// large or too deep for it (see `ReadingInPlace`), so that a parser's thread has to read it.
    ///
    /// For event loops, which must not wait. Throws what `read` throws.
    public func readInPlace(
        _ text: [UInt8],
        names: SessionNames = SessionNames(),
        catalog: CatalogSnapshot? = nil,
        protection: Protection? = nil
    ) throws(Refusal) -> TextOutcome? {
        guard ReadingInPlace.mayFit(bytes: text.count) else { return nil }
        let lexed = try Lexer.lex(text, limits: limits)
        return try readHere(lexed, Ground(names: names, catalog: catalog, protection: protection))
    }

    /// A small text, lexed; nil on a thread or for a text for which `readInPlace` gives nil. Throws what the lexer throws.
    public func lexInPlace(_ text: [UInt8]) throws(Refusal) -> LexedText? {
        guard ReadingInPlace.mayFit(bytes: text.count) else { return nil }
        return try Lexer.lex(text, limits: limits)
    }

    /// Reads a text that was lexed, as `readInPlace` does.
    public func readInPlace(
        _ lexed: LexedText,
        names: SessionNames,
        catalog: CatalogSnapshot?,
        protection: Protection?
    ) throws(Refusal) -> TextOutcome? {
        try readHere(lexed, Ground(names: names, catalog: catalog, protection: protection))
    }

    /// What a text is read against.
    struct Ground: Sendable {
        var names: SessionNames
        let catalog: CatalogSnapshot?
        let protection: Protection?
    }

    /// Nil where a parser's thread has to read the text: it is too large, or turns out to take too many steps.
    private func readHere(_ lexed: LexedText, _ ground: Ground) throws(Refusal) -> TextOutcome? {
        guard ReadingInPlace.fits(lexed) else { return nil }
        let tree = try StatementReader.parse(lexed, grammar)
        var steps = Steps(most: limits.maxSteps, mostPairs: min(limits.maxSteps, ReadingInPlace.maxPairs))
        do throws(Refusal) {
            return try analyse(tree, lexed, ground, &steps)
        } catch {
            if steps.areSpent { return nil }
            throw error
        }
    }

    /// Parses and analyses a text; to be called on a parser thread.
    func analyse(_ lexed: LexedText, _ ground: Ground) throws(Refusal) -> TextOutcome {
        var steps = Steps(most: limits.maxSteps)
        return try analyse(try StatementReader.parse(lexed, grammar), lexed, ground, &steps)
    }

    /// Parses a lexed text; to be called on a parser thread.
    static func parse(_ lexed: LexedText, _ grammar: Grammar) throws(Refusal) -> FlatTree {
        do throws(SyntaxError) {
            return try Parser(grammar: grammar).parse(lexed.blanked)
        } catch {
            guard error.characterOffset >= 0 else { throw error.refusal }
            let at = LineTable(lexed.bytes).byte(ofCharacter: error.characterOffset + 1)
            let end = lexed.tokenIndex(startingAt: at).map { lexed.tokens[$0].end }
            throw Refusal(
                error.refusal.code,
                lexed.message(error.refusal.message, at: at),
                at: SourceRange(at, end ?? at),
                hint: error.refusal.hint
            )
        }
    }

    /// Lowers and analyses every statement of a parse result.
    private func analyse(
        _ tree: FlatTree,
        _ lexed: LexedText,
        _ ground: Ground,
        _ steps: inout Steps
    ) throws(Refusal) -> TextOutcome {
        var ground = ground
        var outcomes: [StatementOutcome] = []
        var splices = Splices()
        let statements = try tree.root.reading { fields throws(Refusal) in
            try fields.disregard(.version)
            return Array(try fields.list(.stmts))
        }
        for raw in statements {
            let place = try StatementReader.place(of: raw, lexed)
            do throws(Refusal) {
                let alone = statements.count == 1
                outcomes.append(.analysed(try analyse(raw, place, lexed, &ground, &splices, &steps, alone: alone)))
            } catch {
                // What is left is not looked at: the text as a whole does too much.
                if steps.areSpent { throw error }
                outcomes.append(.refused(error.inOriginal(lexed), place))
            }
        }
        guard let protection = ground.protection else {
            return TextOutcome(
                statements: outcomes,
                names: ground.names,
                replacement: lexed.comments.isEmpty ? nil : lexed.blanked,
                reuse: StatementReader.reuse(of: outcomes, lexed, [])
            )
        }
        return try masked(outcomes, tree, lexed, protection, splices, ground.names, &steps)
    }

    private func analyse(
        _ raw: Node,
        _ place: SourceRange,
        _ lexed: LexedText,
        _ ground: inout Ground,
        _ splices: inout Splices,
        _ steps: inout Steps,
        alone: Bool
    ) throws(Refusal) -> Analysis {
        let statement = try raw.reading { fields throws(Refusal) in
            try fields.disregard(.stmtLocation, .stmtLen)
            return try Lower().statement(try fields.require(.stmt))
        }
        let found = try examine(statement, lexed, ground, &splices, &steps)
        let effects = found.effects
        var findings = found.findings
        ground.names.take(statement.binding, effects: effects, mark: ground.protection?.mark)
        if !alone, ["COMMIT", "ROLLBACK", "PREPARE TRANSACTION"].contains(statement.verb) {
            findings.append(
                Finding(.transactionEndsInside, "\(statement.verb) ends the transaction before the text ends")
            )
        }
        var seen: Set<Finding> = []
        findings = findings.filter { seen.insert($0).inserted }
        return Analysis(
            range: place,
            verb: statement.verb,
            statementClass: effects.map(\.effectClass).reduce(statement.ownClass) { $0.reach >= $1.reach ? $0 : $1 },
            effects: effects.map { $0.inOriginal(lexed) },
            findings: findings.map { $0.inOriginal(lexed) },
            looks: found.looks,
            masking: found.masking,
            binding: statement.binding,
            executes: found.executes.sorted(),
            isPreparable: statement.isPreparable
        )
    }

    /// What is found out about a statement under the names that those before it have bound.
    private struct Examined {
        var effects: [Effect]
        let findings: [Finding]
        var looks: Looks
        let executes: Set<String>
        var masking: MaskingOutcome?
    }

    /// A function of its own, so that no copy of the names outlives it: taking up what the statement binds would make another
    /// one of them all, for each statement of a text.
    private func examine(
        _ statement: Statement,
        _ lexed: LexedText,
        _ ground: Ground,
        _ splices: inout Splices,
        _ steps: inout Steps
    ) throws(Refusal) -> Examined {
        let meanings = Meanings(catalog: ground.catalog, names: ground.names)
        var found = try StatementReader.collect(statement, meanings, &steps)
        if found.effects.isEmpty { found.effects = [Effect(statement.ownClass, statement.verb)] }
        guard let protection = ground.protection else { return found }
        do throws(Refusal) {
            found.masking = .masked(
                try mask(statement, found.effects, meanings, protection, &splices, &found.looks, &steps)
            )
        } catch {
            if steps.areSpent { throw error }
            found.masking = .refused(error.inOriginal(lexed))
        }
        return found
    }

    private static func collect(
        _ statement: Statement,
        _ meanings: Meanings,
        _ steps: inout Steps
    ) throws(Refusal) -> Examined {
        var collector = Collector(meanings, verb: statement.verb, steps: steps)
        defer { steps = collector.steps }
        try collector.statement(statement, tables: CommonTables(), parent: nil)
        let effects = try collector.finish()
        collector.steps.statement(effects: effects.count, findings: collector.findings.count)
        try collector.steps.check()
        return Examined(
            effects: effects,
            findings: collector.findings,
            looks: collector.looks,
            executes: collector.executes
        )
    }

    /// Where a statement stands in the original text: from its first token to the end of its last one.
    private static func place(of raw: Node, _ lexed: LexedText) throws(Refusal) -> SourceRange {
        var fields = Fields(raw)
        let start = try fields.integer(.stmtLocation)
        let length = try fields.integer(.stmtLen)
        let end = length == 0 ? lexed.blanked.count : start + length
        let inside = lexed.tokens(inBlanked: SourceRange(start, end))
        guard let first = inside.first, let last = inside.last else {
            return SourceRange(lexed.originalOffset(ofBlanked: start), lexed.originalOffset(ofBlanked: end))
        }
        return SourceRange(first.start, last.end)
    }
}

extension Refusal {
    /// The same refusal with its place in the text as it was received.
    func inOriginal(_ lexed: LexedText) -> Refusal {
        Refusal(code, message, at: range.map { lexed.token(at: $0) }, hint: hint)
    }
}

extension Effect {
    func inOriginal(_ lexed: LexedText) -> Effect {
        Effect(
            effectClass,
            verb,
            object,
            columns: columns,
            bound: bound,
            origin: origin,
            at: range.map { lexed.token(at: $0) }
        )
    }
}

extension Finding {
    func inOriginal(_ lexed: LexedText) -> Finding {
        Finding(code, message, at: range.map { lexed.token(at: $0) })
    }
}

extension LexedText {
    /// The parser's message, which quotes the token at a place, without the value when that is a literal.
    func message(_ message: String, at offset: Int) -> String {
        let parts = message.split(separator: " at or near ", maxSplits: 1)
        // The parser's token may begin inside of ours: it takes N'...' and U&'...' UESCAPE '...' apart.
        guard let token = token(containing: offset), parts.count == 2 else { return message }
        switch token.kind {
        case .string, .escapeString, .unicodeString, .nationalString, .bitString, .hexString, .dollarString:
            return "\(parts[0]) at or near a string"
        case .integer, .decimal: return "\(parts[0]) at or near a number"
        case .unicodeIdentifier: return token.start < offset ? "\(parts[0]) at or near a string" : message
        case .identifier, .quotedIdentifier, .parameter, .operator, .typecast, .dotDot, .colonEquals, .equalsGreater,
            .punctuation:
            return message
        }
    }

    /// The original place of a range of the blanked text; a bare offset becomes the token that starts there.
    func token(at range: SourceRange) -> SourceRange {
        let start = originalOffset(ofBlanked: range.start)
        guard range.start == range.end else { return SourceRange(start, originalOffset(ofBlanked: range.end)) }
        return SourceRange(start, tokenIndex(startingAt: start).map { tokens[$0].end } ?? start)
    }

    /// The tokens that stand within a range of the blanked text.
    func tokens(inBlanked range: SourceRange) -> ArraySlice<Token> {
        let start = originalOffset(ofBlanked: range.start)
        let end = originalOffset(ofBlanked: range.end)
        let first = tokens.firstIndex(notBefore: start)
        let last = tokens.firstIndex(notBefore: end)
        return tokens[first..<max(first, last)]
    }
}

extension [Token] {
    /// The index of the first token that starts at an offset or after it.
    func firstIndex(notBefore offset: Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].start < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
