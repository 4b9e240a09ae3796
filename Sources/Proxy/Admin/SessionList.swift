// What `sqlguard sessions` is told: who is connected, and whether one was ended, as JSON.

import FoundationEssentials

/// The sessions of a running sqlguard.
public struct SessionList: Codable, Equatable, Sendable {
    /// One session. Texts are as the client gave them; whoever prints them makes them visible.
    public struct Entry: Codable, Equatable, Sendable {
        /// Its name in records and the log.
        public var session: String
        /// The user that was asked for; empty before that.
        public var user: String
        /// The database that was asked for; empty before that.
        public var database: String
        /// The client's address.
        public var client: String
        /// What the client calls itself; empty when it does not.
        public var applicationName: String
        /// When the client connected, in seconds since 1970.
        public var since: Double
        /// `login`, `idle`, `active`, `in-transaction` or `in-failed-transaction`.
        public var state: String
        /// The number of the request that the server is at, as in the records; nil when it is at none.
        public var request: UInt64?
        /// Requests that were recorded.
        public var requests: UInt64
        /// Whether the client's connection is secured by TLS.
        public var tls: Bool
    }

    /// The version of this form: a new one when a member goes or changes its meaning.
    public var version = 1
    /// The sessions, the oldest first.
    public var sessions: [Entry]
}

/// What became of the wish to end a session.
public struct SessionEnd: Codable, Equatable, Sendable {
    /// The version of this form.
    public var version = 1
    /// The session's name, as it was asked for.
    public var session: String
    /// Whether there was one, which has ended now.
    public var ended: Bool
}

/// An answer of the admin socket.
protocol AdminAnswer: Codable, Sendable {
    /// The version of its form.
    var version: Int { get }
}

extension StatusReport: AdminAnswer {}
extension SessionList: AdminAnswer {}
extension SessionEnd: AdminAnswer {}

extension AdminAnswer {
    /// One line of JSON, without a line feed at its end.
    var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map(Array.init) ?? []
    }

    /// Reads an answer; nil when it is none of version 1.
    init?(json: [UInt8]) {
        guard let answer = try? JSONDecoder().decode(Self.self, from: Data(json)), answer.version == 1 else {
            return nil
        }
        self = answer
    }
}
