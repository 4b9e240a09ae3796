// What came of exercising one text.

import SQLAnalysis

/// How reading a text as a query message ended.
public enum Ending: Sendable, Equatable {
    /// It was refused as a whole.
    case refused(Code)
    /// The parser accepted it; a statement is analysed (nil) or refused with a code.
    case accepted([Code?])

    init(_ outcome: Result<TextOutcome, Refusal>) {
        switch outcome {
        case .failure(let refusal): self = .refused(refusal.code)
        case .success(let outcome):
            self = .accepted(
                outcome.statements.map { statement in
                    switch statement {
                    case .analysed: nil
                    case .refused(let refusal, _): refusal.code
                    }
                }
            )
        }
    }
}

/// What came of exercising one text.
public struct Report: Sendable, Equatable {
    /// How it ended.
    public let ending: Ending
    /// Promises that were not kept, in words; empty when all is well.
    public let wrong: [String]
}
