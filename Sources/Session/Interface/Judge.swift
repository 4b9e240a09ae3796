// Reads a text and decides on it, for whoever performs `SessionEffect.decide`.

public import Policy
public import SQLAnalysis

/// Everything that a session's texts are judged under: the one way from a text to a `Judgement`.
public struct Judge: Sendable {
    /// Reads texts.
    public let reader: StatementReader
    /// The policy and the catalog of the session's database.
    public let snapshot: PolicySnapshot
    /// The number of `InForce` that stands for `snapshot`.
    public let inForce: UInt64

    /// What the session can do to meet obligations. A text whose reading has masked it needs nothing more.
    private static func capabilities(for outcome: TextOutcome) -> Set<Capability> {
        let isMasked = outcome.statements.contains { statement in
            if case .analysed(let analysis) = statement { analysis.masking != nil } else { false }
        }
        return isMasked ? [.mask] : []
    }

    /// Judges under a snapshot that has a number.
    public init(reader: StatementReader, snapshot: PolicySnapshot, inForce: UInt64) {
        self.reader = reader
        self.snapshot = snapshot
        self.inForce = inForce
    }

    /// Reads a text and decides on it; waits for one of the parser's threads.
    ///
    /// - Parameters:
    ///   - text: The text as received.
    ///   - names: `Session.names`.
    ///   - principal: Who asks.
    ///   - database: The database's name in the policy.
    /// - Returns: What was decided, or why the text was refused as a whole.
    public func judge(
        _ text: [UInt8],
        names: SessionNames,
        principal: Principal,
        database: String
    ) -> Judgement {
        do throws(Refusal) {
            let protection = snapshot.protection(for: principal)
            let outcome = try reader.read(text, names: names, catalog: snapshot.catalog, protection: protection)
            return decide(outcome, principal, database)
        } catch {
            return Judgement(refused: error, names: names, under: inForce)
        }
    }

    /// The same for a text that was lexed on the calling thread, for event loops; nil where a parser's thread has to read
    /// the text (`StatementReader.readInPlace`).
    public func judgeInPlace(
        _ lexed: LexedText,
        names: SessionNames,
        principal: Principal,
        database: String
    ) -> Judgement? {
        do throws(Refusal) {
            let outcome = try reader.readInPlace(
                lexed,
                names: names,
                catalog: snapshot.catalog,
                protection: snapshot.protection(for: principal)
            )
            return outcome.map { decide($0, principal, database) }
        } catch {
            return Judgement(refused: error, names: names, under: inForce)
        }
    }

    /// The same while the caller goes on; `receive` is called on a parser's thread and is to go back to where it came
    /// from.
    public func judge(
        _ text: [UInt8],
        names: SessionNames,
        principal: Principal,
        database: String,
        then receive: @escaping @Sendable (Judgement) -> Void
    ) {
        let protection = snapshot.protection(for: principal)
        reader.read(text, names: names, catalog: snapshot.catalog, protection: protection) { result in
            switch result {
            case .success(let outcome): receive(self.decide(outcome, principal, database))
            case .failure(let refusal): receive(Judgement(refused: refusal, names: names, under: self.inForce))
            }
        }
    }

    private func decide(_ outcome: TextOutcome, _ principal: Principal, _ database: String) -> Judgement {
        let decision = DecisionPoint.decide(
            outcome.statements,
            for: principal,
            on: .database(database),
            under: snapshot,
            with: Self.capabilities(for: outcome)
        )
        return Judgement(outcome, decision, under: inForce, notices: snapshot.policy.maskNotices)
    }
}
