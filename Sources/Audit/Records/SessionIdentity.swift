// Who a session is: the part that all its records share, put into JSON once.

/// A session as its records name it. Cheap to copy; make a new one when the application's name changes.
public struct SessionIdentity: Sendable {
    /// What is known of a session. The names that the client chose are the bytes that it sent.
    public struct Parts: Equatable, Sendable {
        /// The session's own name, unique in the run of the process.
        public var session: String
        /// The name that the principal logged in with.
        public var user: [UInt8]
        /// What the principal is, such as `agent`; nil as long as it is not known.
        public var principalKind: String?
        /// The groups of the principal.
        public var groups: [String]
        /// Who vouches for the principal; nil for users of the policy file.
        public var issuer: String?
        /// Names the principal's token; nil without one.
        public var tokenID: String?
        /// Address and port of the client, or the path of the Unix socket.
        public var clientAddress: String
        /// `application_name`.
        public var applicationName: [UInt8]
        /// The database, by its name in the policy.
        public var database: [UInt8]

        /// Names a session of which nothing more is known yet.
        public init(session: String, clientAddress: String) {
            self.session = session
            self.clientAddress = clientAddress
            user = []
            groups = []
            applicationName = []
            database = []
        }
    }

    /// `,"session":...` and everything else.
    let whole: [UInt8]
    /// `,"session":...` alone, for records that follow one with everything.
    let short: [UInt8]

    /// Puts the parts into JSON.
    public init(_ parts: Parts) {
        var line = Line()
        line.put(#","session":"#)
        line.string(parts.session)
        short = line.bytes
        line.put(#","principal":{"#)
        line.client("user", parts.user, first: true)
        line.optional("kind", parts.principalKind)
        line.put(#","groups":"#)
        line.strings(parts.groups)
        line.optional("issuer", parts.issuer)
        line.optional("tokenID", parts.tokenID)
        line.put("}")
        line.member("client", parts.clientAddress)
        line.client("application", parts.applicationName)
        line.client("database", parts.database)
        whole = line.bytes
    }
}

extension Line {
    /// A name that a client chose. Beside one that is not UTF-8, its exact bytes.
    fileprivate mutating func client(_ name: StaticString, _ value: [UInt8], first: Bool = false) {
        put(first ? "\"" : ",\"")
        put(name)
        put("\":")
        guard !string(value.span.bytes) else { return }
        put(",\"")
        put(name)
        put(#"Base64":""#)
        base64(value.span.bytes)
        put("\"")
    }
}
