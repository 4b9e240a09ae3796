// The one function that decides. The command line and the proxy both call it.

public import SQLAnalysis

/// Where decisions are made: a pure function of its arguments.
public enum DecisionPoint {
    /// Decides on a text.
    ///
    /// - Parameters:
    ///   - statements: What came of reading the text, every statement of it.
    ///   - principal: Who asks.
    ///   - target: Where it is to run.
    ///   - snapshot: The policy and the catalog in force.
    ///   - capabilities: What the caller can do to meet obligations.
    /// - Returns: The verdict on the whole text, with a reason for every effect.
    public static func decide(
        _ statements: [StatementOutcome],
        for principal: Principal,
        on target: Target,
        under snapshot: PolicySnapshot,
        with capabilities: Set<Capability>
    ) -> Decision {
        let judge = EffectJudge(principal: principal, target: target, snapshot: snapshot, capabilities: capabilities)
        var decided: [StatementDecision] = []
        var monitored: [MonitorFinding] = []
        for (index, outcome) in statements.enumerated() {
            switch outcome {
            case .refused(let refusal, let range):
                // Beside others it could change what their names mean, after they were judged.
                let effects = statements.count == 1 ? judge.decide(refusal, at: range) : []
                decided.append(StatementDecision(range: range, refusal: refusal, effects: effects))
            case .analysed(let analysis):
                let effects = analysis.effects.map {
                    judge.decide($0, of: analysis.statementClass, masking: analysis.masking)
                }
                decided.append(StatementDecision(range: analysis.range, refusal: nil, effects: effects))
                monitored += analysis.effects.flatMap { judge.monitor($0, of: analysis.statementClass, at: index) }
            }
        }
        let verdict = denialOfAccess(principal, target, snapshot.policy) ?? Combining.verdict(on: decided)
        return Decision(verdict: verdict, statements: decided, monitored: monitored, under: snapshot)
    }

    /// The denial of a principal who does not reach the database; nil when it does, or when no database is meant.
    private static func denialOfAccess(_ principal: Principal, _ target: Target, _ policy: PolicyFile) -> Verdict? {
        switch target {
        case .unspecified:
            return nil
        case .database(let name):
            guard !policy.reaches(name, principal) else { return nil }
            let message = "\(principal.user) has no access to the database \(name)"
            let hint = "ask the owner of the policy for access"
            return .deny(
                Denial(
                    code: .noAccess,
                    sqlState: SQLState(.noAccess),
                    message: message,
                    hint: hint,
                    rule: nil,
                    statement: nil,
                    range: nil
                )
            )
        }
    }
}
