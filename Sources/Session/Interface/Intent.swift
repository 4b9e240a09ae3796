// What is recorded: what was asked for before it goes on, and what came of it.

public import SQLAnalysis

/// The text of a statement as it was received.
public enum StatementText: Equatable, Sendable {
    /// There is none: the message named a statement or portal that is not known.
    case none
    /// In the bytes at hand.
    case slice(Slice)
    /// As it was prepared with.
    case stored([UInt8])
}

/// The values that a portal was bound to, as far as they are kept.
public struct RecordedParameters: Equatable, Sendable {
    /// The body of the Bind message from the number of parameter formats on, as received; cut off when it was too long.
    public let bytes: [UInt8]
    /// How many bytes it had before it was cut off.
    public let total: Int

    /// Whether all of it is here.
    public var isWhole: Bool { bytes.count == total }
}

/// What a client asked for, to be recorded before anything of it goes on.
public struct Intent: Sendable {
    /// With which message it was asked for.
    public enum Kind: UInt8, Sendable {
        /// Query: runs every statement of a text.
        case simple
        /// Parse: prepares a statement; only the decision is of interest.
        case parse
        /// Execute: runs a portal for the first time.
        case execute
        /// Another message, which was refused.
        case message
    }
    /// Counts the intents of the session from 1; outcomes name it.
    public let number: UInt64
    /// With which message.
    public let kind: Kind
    /// The text as received.
    public let statement: StatementText
    /// What was decided on the text; nil when there was no text to decide on.
    public let judgement: Judgement?
    /// Why it does not run; nil when it goes on.
    public let rejection: Rejection?
    /// The values of its parameters; nil when it has none.
    public let parameters: RecordedParameters?
}

/// What came of one statement of an intent.
public struct Outcome: Equatable, Sendable {
    /// How it ended.
    public enum Status: UInt8, Sendable {
        /// It is done.
        case complete
        /// The server answered with an error.
        case error
        /// It was cancelled.
        case cancelled
        /// Some rows of a portal were fetched, and nobody asked for the others.
        case suspended
        /// The server never looked at it, because something before it failed.
        case skipped
        /// The connection ended first; it is not known what became of it.
        case lost
    }
    /// The intent.
    public let intent: UInt64
    /// Which of its statements, from 0.
    public let statement: Int32
    /// How it ended.
    public let status: Status
    /// The rows that were returned or changed, as far as the server said.
    public let rows: UInt64
    /// Nanoseconds since the intent went on.
    public let nanoseconds: UInt64
    /// The command tag; empty without one.
    public let tag: Slice
    /// The server's SQLSTATE; nothing unless there was an error.
    public let sqlState: ServerState
}

/// The beginning and the end of a session, as it is recorded. Who and where are in `Session.client`.
public enum SessionRecord: Equatable, Sendable {
    /// The login succeeded and the session is ready.
    case login
    /// The login was refused with this code; nil when the client left by itself.
    case loginRefused(Code?)
    /// The session ended.
    case logout(EndReason)
}

/// A SQLSTATE that a server gave: five bytes of ASCII, or nothing.
public struct ServerState: Hashable, Sendable, CustomStringConvertible {
    /// The bytes, the first one highest; 0 when there is none.
    public let packed: UInt64

    /// No SQLSTATE.
    public static let none = ServerState(packed: 0)

    /// A state by its number.
    init(packed: UInt64) { self.packed = packed }

    /// A state by its letters; nothing unless there are five.
    init(_ letters: some Sequence<UInt8>) {
        var packed: UInt64 = 0
        var count = 0
        for letter in letters.prefix(6) {
            packed = packed << 8 | UInt64(letter)
            count += 1
        }
        self.packed = count == 5 ? packed : 0
    }

    /// The five letters; empty when there are none. Letters other than ASCII's digits and capitals are shown as `?`.
    public var description: String {
        guard packed != 0 else { return "" }
        let letters = (0..<5).map { index -> UInt8 in
            let letter = UInt8(truncatingIfNeeded: packed >> UInt64(8 * (4 - index)))
            let isPlain = (0x30...0x39).contains(letter) || (0x41...0x5A).contains(letter)
            return isPlain ? letter : UInt8(ascii: "?")
        }
        return String(decoding: letters, as: UTF8.self)
    }
}
