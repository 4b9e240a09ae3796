// The record of what became of a statement.

/// What became of one statement of a request. The command's tag is given beside it.
public struct Outcome: Sendable {
    /// How it ended.
    public enum Status: String, CaseIterable, Sendable {
        /// The server completed it.
        case complete
        /// The server refused it, or it failed there. A denial of sqlguard has no outcome.
        case error
        /// A portal with a row limit stopped before its end and was not asked again.
        case suspended
        /// It was cancelled.
        case cancelled
        /// The server never looked at it, because something before it failed.
        case skipped
        /// The connection to the server was lost first, so it is not known what the server did.
        case lost
        /// It was not forwarded: the write that was to hold its intent failed, or the session ended before.
        case withheld
    }

    /// When.
    public var time: WallTime
    /// Whose session.
    public var session: SessionIdentity
    /// The number that the intent has.
    public var intent: UInt64
    /// Which statement of the text, from 0.
    public var statement: Int
    /// How it ended.
    public var status: Status
    /// The rows that were sent or changed; nil where that has no meaning or is not known.
    public var rows: UInt64?
    /// From forwarding to the end, in microseconds.
    public var microseconds: UInt64
    /// The five characters of the error's class; nil without an error.
    public var sqlState: SQLStateCode?

    /// Says what became of a statement.
    public init(
        time: WallTime,
        session: SessionIdentity,
        intent: UInt64,
        statement: Int,
        status: Status,
        rows: UInt64? = nil,
        microseconds: UInt64,
        sqlState: SQLStateCode? = nil
    ) {
        self.time = time
        self.session = session
        self.intent = intent
        self.statement = statement
        self.status = status
        self.rows = rows
        self.microseconds = microseconds
        self.sqlState = sqlState
    }
}

/// Five digits and capital letters, such as `42501`.
public struct SQLStateCode: Hashable, Sendable {
    /// The characters, the first one in the highest place.
    let packed: UInt64

    /// Takes five digits and capital letters; nil for anything else.
    public init?(_ text: RawSpan) {
        guard text.byteCount == 5 else { return nil }
        var packed: UInt64 = 0
        for index in 0..<5 {
            let byte = text.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            guard (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) else { return nil }
            packed = packed << 8 | UInt64(byte)
        }
        self.packed = packed
    }

    /// Takes five digits and capital letters; nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(bytes.span.bytes)
    }
}
