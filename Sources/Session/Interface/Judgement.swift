// What was decided on a text: the answer to `decide`.

public import Policy
public import SQLAnalysis

/// What was decided on a text, under one snapshot and one state of the session's names.
///
/// A class, because one judgement is shared by the cache of decisions, the prepared statements of sessions and the
/// records of what runs; sharing it costs one count and no copy.
public final class Judgement: Sendable {
    /// What came of reading and deciding.
    public enum Finding: Sendable {
        /// The text was read, and this was decided on it.
        case decided(Decision)
        /// The text was refused as a whole.
        case refused(Refusal)
    }
    /// The number of `InForce` under which it was decided.
    public let inForce: UInt64
    /// What came of reading and deciding.
    public let finding: Finding
    /// What goes on in place of the text as received; nil when that is the text itself.
    public let replacement: [UInt8]?
    /// What masking made of the text; nil when nothing is protected, or nothing runs.
    public let masking: TextMasking?
    /// The names that are bound once the text has run.
    public let names: SessionNames
    /// Why the text does not run; nil when it does.
    public let rejection: Rejection?
    /// What the text does to names of the session and to the protocol.
    let marks: Marks
    /// How it is used for other texts of the same shape; nil when it says nothing about them, or nothing runs.
    public let reuse: TextReuse?
    /// The judgement that this one is of the same shape as; nil for one that was made by itself.
    public let model: Judgement?

    /// A text that was read and decided on.
    public init(_ outcome: TextOutcome, _ decision: Decision, under inForce: UInt64, notices: Bool = true) {
        self.inForce = inForce
        finding = .decided(decision)
        replacement = outcome.replacement
        var masking = outcome.masking
        if !notices { masking?.notices = false }
        self.masking = masking
        // Nobody knows what a statement does to names that runs although it was not analysed.
        let isAnalysed = outcome.statements.allSatisfy { if case .analysed = $0 { true } else { false } }
        names = isAnalysed ? outcome.names : outcome.names.distrusted()
        switch decision.verdict {
        case .permit(let permit):
            // Masks are in the text that goes on. No other obligation can be carried out here yet; the decision point was
            // told so and makes no such permit.
            let isMet = permit.obligations.allSatisfy { $0.capability == .mask && outcome.masking != nil }
            rejection =
                isMet
                ? nil
                : Rejection(
                    .obligationNotPossible,
                    "the permission has a condition that cannot be met here"
                )
        case .hold(let request): rejection = Rejection(request)
        case .deny(let denial): rejection = Rejection(denial, in: decision)
        }
        marks = Marks(outcome.statements)
        reuse = rejection == nil ? outcome.reuse : nil
        model = nil
    }

    /// The judgement on another text of the same shape. Nil when that is decided on by values in which the two differ.
    public init?(_ model: Judgement, for lexed: LexedText) {
        guard model.rejection == nil, let reuse = model.reuse, reuse.holds(for: lexed) else { return nil }
        do throws(Refusal) {
            let rewritten = try reuse.rewrite(lexed)
            replacement = rewritten?.bytes
            masking = model.masking?.with(positions: rewritten?.positions ?? .identity)
        } catch {
            return nil
        }
        inForce = model.inForce
        finding = model.finding
        names = model.names
        rejection = nil
        marks = model.marks
        self.reuse = nil
        self.model = model
    }

    /// A text that was refused as a whole; the names stay as they were.
    public init(refused refusal: Refusal, names: SessionNames, under inForce: UInt64) {
        self.inForce = inForce
        finding = .refused(refusal)
        replacement = nil
        masking = nil
        self.names = names
        rejection = Rejection(refusal)
        marks = Marks([])
        reuse = nil
        model = nil
    }
}
