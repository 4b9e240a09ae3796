// What masking made of a text: for the notice, the tripwire, the sanitiser, and the places of errors.

/// What masking means for one statement.
public struct StatementMasking: Equatable, Sendable {
    /// Whether it touches a relation that has protected columns, so that what the server says of it is to hold no values.
    public var touches: Bool
    /// The masked columns that its result shows or is computed from; sorted.
    public var masked: [ColumnName]

    /// What masking means for a statement.
    public init(touches: Bool, masked: [ColumnName]) {
        self.touches = touches
        self.masked = masked
    }
}

/// What came of masking a statement.
public enum MaskingOutcome: Equatable, Sendable {
    /// Nothing that is protected is left in it.
    case masked(StatementMasking)
    /// It cannot be masked, and must not run.
    case refused(Refusal)

    /// What masking means for it; nil when it was refused.
    public var masked: StatementMasking? {
        switch self {
        case .masked(let masking): masking
        case .refused: nil
        }
    }
}

/// What masking made of a text.
public struct TextMasking: Equatable, Sendable {
    /// What is protected.
    public let protection: Protection
    /// One for each statement of the text.
    public let statements: [StatementMasking]
    /// Where places in the text that goes on stand in the text as received.
    public let positions: PositionMap
    /// Whether clients are told which columns are masked.
    public var notices: Bool

    /// What masking made of a text.
    public init(
        protection: Protection,
        statements: [StatementMasking],
        positions: PositionMap,
        notices: Bool = true
    ) {
        self.protection = protection
        self.statements = statements
        self.positions = positions
        self.notices = notices
    }

    /// The same for another text of the same shape.
    public func with(positions: PositionMap) -> TextMasking {
        TextMasking(protection: protection, statements: statements, positions: positions, notices: notices)
    }
}

/// Maps places in a text that was rewritten to the text as received. Counts characters from 0.
public struct PositionMap: Equatable, Sendable {
    /// A piece of the text as received, and what stands in its place.
    struct Piece: Equatable, Sendable {
        let original: Range<Int>
        let replacement: Range<Int>
    }
    /// In order, without overlaps.
    private let pieces: [Piece]

    /// A text that goes on as it is.
    public static let identity = PositionMap([])

    init(_ pieces: [Piece]) { self.pieces = pieces }

    /// The place in the text as received; for a place within a piece that was put in, where that piece stands.
    public func original(ofCharacter position: Int) -> Int {
        var shift = 0
        for piece in pieces {
            if position < piece.replacement.lowerBound { break }
            if position < piece.replacement.upperBound { return piece.original.lowerBound }
            shift = piece.original.upperBound - piece.replacement.upperBound
        }
        return position + shift
    }
}
