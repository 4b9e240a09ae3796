// How well a rule fits an effect, when not everything about the effect is known.

/// Whether a rule's conditions are met: for certain, and as far as anyone can tell.
///
/// A rule that permits needs certainty; a rule that denies or holds acts on the possibility. So what is not known, such
/// as the schema of a bare name or the columns behind a star, never widens what is permitted.
struct Fit: Equatable, Sendable {
    /// The conditions may be met.
    let isPossible: Bool
    /// The conditions are met, whatever the part that is not known turns out to be.
    let isCertain: Bool

    static let no = Fit(isPossible: false, isCertain: false)
    static let possible = Fit(isPossible: true, isCertain: false)
    static let certain = Fit(isPossible: true, isCertain: true)

    /// A condition that is met or not; nothing about it is unknown.
    init(_ isMet: Bool) { self.init(isPossible: isMet, isCertain: isMet) }

    init(isPossible: Bool, isCertain: Bool) {
        self.isPossible = isPossible
        self.isCertain = isCertain
    }

    /// Both conditions.
    func and(_ other: Fit) -> Fit {
        Fit(isPossible: isPossible && other.isPossible, isCertain: isCertain && other.isCertain)
    }

    /// Either condition.
    func or(_ other: Fit) -> Fit {
        Fit(isPossible: isPossible || other.isPossible, isCertain: isCertain || other.isCertain)
    }

    /// The same, never more than possible.
    var uncertain: Fit { Fit(isPossible: isPossible, isCertain: false) }
}
