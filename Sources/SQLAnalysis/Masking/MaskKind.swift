// The forms in which a protected column may be shown.

/// What takes the place of a masked value.
public enum MaskKind: Hashable, Sendable {
    /// This text for types that hold text, NULL for others.
    case constant(String)
    /// NULL.
    case nullify
    /// The last characters; the others become `*`.
    case last(Int)
    /// The first and the last characters; the others become `*`.
    case partial(first: Int, last: Int)
    /// The first letter and the domain of an e-mail address.
    case email
}
