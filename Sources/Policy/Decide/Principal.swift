// Who asks.

/// A moment, in seconds since 1970-01-01 00:00 UTC. A plain value: nothing here reads a clock.
public struct Instant: Hashable, Sendable, Comparable {
    /// Seconds since the epoch.
    public let seconds: Int64

    /// The moment that many seconds after 1970 began.
    public init(secondsSince1970 seconds: Int64) { self.seconds = seconds }

    /// Orders by time.
    public static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }
}

/// Who a session acts for, however it logged in.
public struct Principal: Equatable, Hashable, Sendable {
    /// What a principal is.
    public enum Kind: String, CaseIterable, Sendable {
        /// A human being.
        case person
        /// A program with a fixed task.
        case service
        /// A program that decides by itself what to ask, such as a coding agent. It can never approve anything.
        case agent
    }
    /// The name under which it logged in.
    public var user: String
    /// The groups it is in; they select rules.
    public var groups: [String]
    /// What it is.
    public var kind: Kind
    /// Who vouches for it: the issuer of its token; nil for users of the policy file.
    public var issuer: String?
    /// Names its token, for revocation; nil without a token.
    public var tokenID: String?
    /// When its login ends; nil when it does not by itself.
    public var expiry: Instant?

    /// Names a principal.
    public init(
        user: String,
        groups: [String],
        kind: Kind,
        issuer: String? = nil,
        tokenID: String? = nil,
        expiry: Instant? = nil
    ) {
        self.user = user
        self.groups = groups
        self.kind = kind
        self.issuer = issuer
        self.tokenID = tokenID
        self.expiry = expiry
    }
}
