// What happens to a session, one thing after the other: the input of its exercise.

import Session

/// One thing that happens to a session that is logged in.
public enum CourseStep: Equatable, Sendable {
    /// Bytes arrive from the client.
    case client([UInt8])
    /// Bytes arrive from the server.
    case server([UInt8])
    /// A whole message arrives from the client: its type and its body.
    case clientMessage(UInt8, [UInt8])
    /// The same from the server.
    case serverMessage(UInt8, [UInt8])
    /// The oldest question is answered.
    case decide
    /// A clock runs out; which one, by its number.
    case timer(UInt8)
    /// Somebody asks to cancel.
    case cancelRequested
    /// The cancel request has arrived.
    case cancelFinished
    /// The session is to end, for the reason of this number.
    case end(UInt8)
    /// Another policy is in force: the open one, the closed one, or the one that lets nobody in.
    case policy(UInt8)
    /// So many seconds pass.
    case pass(UInt8)
    /// A connection is closed: the client's, or with an odd number the server's.
    case closed(UInt8)
    /// Something happens that cannot, by its number.
    case impossible(UInt8)

    /// What an input says.
    static func read(_ reader: inout InputReader) -> CourseStep {
        switch reader.byte() % 13 {
        case 0: .client(reader.chunk())
        case 1: .server(reader.chunk())
        case 2: .clientMessage(reader.byte(), reader.chunk())
        case 3: .serverMessage(reader.byte(), reader.chunk())
        case 4: .decide
        case 5: .timer(reader.byte())
        case 6: .cancelRequested
        case 7: .cancelFinished
        case 8: .end(reader.byte())
        case 9: .policy(reader.byte())
        case 10: .pass(reader.byte())
        case 11: .closed(reader.byte())
        case 12: .impossible(reader.byte())
        default: .decide
        }
    }

    /// The bytes that are read as this step.
    public var encoded: [UInt8] {
        switch self {
        case .client(let bytes): [0] + InputReader.chunk(bytes)
        case .server(let bytes): [1] + InputReader.chunk(bytes)
        case .clientMessage(let type, let body): [2, type] + InputReader.chunk(body)
        case .serverMessage(let type, let body): [3, type] + InputReader.chunk(body)
        case .decide: [4]
        case .timer(let timer): [5, timer]
        case .cancelRequested: [6]
        case .cancelFinished: [7]
        case .end(let reason): [8, reason]
        case .policy(let policy): [9, policy]
        case .pass(let seconds): [10, seconds]
        case .closed(let side): [11, side]
        case .impossible(let event): [12, event]
        }
    }

    /// The reasons that come from outside of a session.
    static let reasons: [EndReason] = [
        .clientLeft, .drain, .kill, .expiry, .access, .idle, .loginTimeout, .tooManySessions(.process),
        .tooManySessions(.user), .auditFailure,
        .internalFault,
    ]
}

/// The input of an exercise of a session: what it is begun with, and what happens.
public struct Course: Equatable, Sendable {
    /// Bits of the first byte.
    public enum Flag {
        /// Decisions wait for a step that answers them.
        public static let decidesLater: UInt8 = 1
        /// Limits are small enough to be met.
        public static let small: UInt8 = 2
        /// A client may be silent for a few seconds only.
        public static let idle: UInt8 = 4
    }
    /// The flags.
    public var flags: UInt8
    /// What happens.
    public var steps: [CourseStep]

    /// A conversation with these steps.
    public init(flags: UInt8 = 0, _ steps: [CourseStep]) {
        self.flags = flags
        self.steps = steps
    }

    /// Reads an input; every sequence of bytes is one.
    public init(_ input: [UInt8]) {
        var reader = InputReader(input)
        flags = reader.byte()
        steps = []
        while !reader.isAtEnd, steps.count < Course.mostSteps { steps.append(CourseStep.read(&reader)) }
    }

    /// The input that is read as this.
    public var encoded: [UInt8] { [flags] + steps.flatMap(\.encoded) }

    /// More steps are not looked at.
    static let mostSteps = 512
}
