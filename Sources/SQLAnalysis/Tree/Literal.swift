// Constants of the statement's text. Whoever looks at a value leaves a note, because a cached decision depends on it.

import CPgQuery

/// The places of the literals whose values took part in an analysis, as bytes of the parsed text.
public struct Looks: Equatable, Sendable {
    /// Offsets of the literals' tokens, in the order of the looks.
    public private(set) var offsets: [Int] = []
    /// A literal without a known place was looked at, so a decision must not be reused for other literals.
    public private(set) var unplaced = false

    /// No looks yet.
    public init() {}

    mutating func record(_ offset: Int?) {
        if let offset { offsets.append(offset) } else { unplaced = true }
    }
}

/// What a literal says.
enum LiteralValue: Equatable, Sendable {
    case integer(Int)
    case decimal(String)
    case boolean(Bool)
    case string(String)
    case bits(String)
    case null
}

/// A constant. Its value is read through `value(_:)` alone, which records the look (DESIGN 7.4).
struct Literal: Sendable {
    /// The byte at which the token starts; nil when the parser gives none.
    let offset: Int?
    /// Whether it is the keyword NULL, which is no literal token: knowing this is no look.
    let isNull: Bool
    private let hidden: LiteralValue

    /// Reads an `A_Const`.
    init(_ node: Node) throws(Refusal) {
        var fields = Fields(node)
        offset = try fields.location()
        isNull = try fields.flag(.isnull)
        if let inner = try fields.node(.ival) {
            hidden = .integer(try inner.reading { fields throws(Refusal) in try fields.integer(.ival) })
        } else if let inner = try fields.node(.fval) {
            hidden = .decimal(try inner.reading { fields throws(Refusal) in try fields.requireText(.fval) })
        } else if let inner = try fields.node(.boolval) {
            hidden = .boolean(try inner.reading { fields throws(Refusal) in try fields.flag(.boolval) })
        } else if let inner = try fields.node(.sval) {
            hidden = .string(try inner.reading { fields throws(Refusal) in try fields.value(.sval) ?? "" })
        } else if let inner = try fields.node(.bsval) {
            hidden = .bits(try inner.reading { fields throws(Refusal) in try fields.requireText(.bsval) })
        } else if isNull {
            hidden = .null
        } else {
            throw Refusal(.missingField, "A_Const has no value", at: node.range)
        }
        try fields.finish()
    }

    /// The value; the look is recorded.
    func value(_ looks: inout Looks) -> LiteralValue {
        if !isNull { looks.record(offset) }
        return hidden
    }
}
