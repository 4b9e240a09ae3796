// Names that statements of a session give to later ones, as far as they can be seen.

/// Names that earlier statements of the same session have bound, as far as they are known.
///
/// A name is never forgotten: DEALLOCATE may have failed, and a second PREPARE of a name does not replace the first.
/// So EXECUTE counts as everything that was ever prepared under its name.
public struct SessionNames: Equatable, Sendable {
    /// Prepared statements and the effects that executing them has.
    public var prepared: [String: [Effect]] = [:]

    /// A session of which nothing is known.
    public init() {}

    /// Takes up what a statement binds.
    mutating func bind(_ binding: SessionBinding?, effects: [Effect]) {
        guard case .prepare(let name) = binding else { return }
        let stored = effects.filter { $0.origin == .stored }
        prepared[name] = EffectSet((prepared[name] ?? []) + stored).sorted
    }
}
