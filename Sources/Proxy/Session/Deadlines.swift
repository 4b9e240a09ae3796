// The clocks of one session, looked at four times a second.

import Session

/// When each of a session's clocks runs out, in nanoseconds of the monotonic clock.
struct Deadlines {
    private var login: UInt64?
    private var connect: UInt64?
    private var idle: UInt64?
    private var query: UInt64?
    private var cancel: UInt64?

    /// How often they are looked at.
    static let tickMilliseconds: Int64 = 250

    /// Sets a clock, or stops it.
    mutating func set(_ timer: SessionTimer, _ deadline: UInt64?) {
        switch timer {
        case .login: login = deadline
        case .connect: connect = deadline
        case .idle: idle = deadline
        case .query: query = deadline
        case .cancel: cancel = deadline
        }
    }

    /// A clock that has run out, which stops it; nil when none has.
    mutating func next(now: UInt64) -> SessionTimer? {
        if let deadline = login, deadline <= now {
            login = nil
            return .login
        }
        if let deadline = connect, deadline <= now {
            connect = nil
            return .connect
        }
        if let deadline = idle, deadline <= now {
            idle = nil
            return .idle
        }
        if let deadline = query, deadline <= now {
            query = nil
            return .query
        }
        if let deadline = cancel, deadline <= now {
            cancel = nil
            return .cancel
        }
        return nil
    }
}
