// What was decided about a statement, put into JSON once for all records that name it.

/// A decision as records name it. Cheap to copy; kept beside a cached decision.
public struct Judgement: Sendable {
    /// What may happen.
    public enum Verdict: String, CaseIterable, Sendable {
        case permit, hold, deny
    }

    /// `,"verdict":...` and so on, up to the epochs.
    let json: [UInt8]

    /// Puts a decision into JSON. `rules` are the names of the rules that decided, `codes` the codes that were found,
    /// `masked` the columns that results have masks of, `catalogEpoch` is nil without a catalog.
    public init(
        _ verdict: Verdict,
        rules: [String],
        codes: [String],
        masked: [String] = [],
        policyEpoch: String,
        catalogEpoch: String?
    ) {
        var line = Line()
        line.member("verdict", verdict.rawValue)
        line.put(#","rules":"#)
        line.strings(rules)
        line.put(#","codes":"#)
        line.strings(codes)
        if !masked.isEmpty {
            line.put(#","masked":"#)
            line.strings(masked)
        }
        line.member("policyEpoch", policyEpoch)
        line.optional("catalogEpoch", catalogEpoch)
        json = line.bytes
    }
}
