// What a policy file comes to once everything that it names has been read: immutable, swapped whole.

import NIOSSL
import PGWire
import Policy
import SQLAnalysis

/// A configuration that can be served.
struct Configuration: Sendable {
    /// A listener with its certificate read.
    struct ServedListener: Sendable {
        let listener: Listener
        /// What connections are served with; nil when TLS is not offered.
        let tls: NIOSSLContext?
        /// What logins are bound to: what `Cryptography.serverEndPoint` makes of the certificate.
        let endPoint: [UInt8]?

        /// A listener that does not offer TLS.
        fileprivate init(withoutTLS listener: Listener) {
            self.listener = listener
            tls = nil
            endPoint = nil
        }

        /// A listener with TLS. Throws SG9021, naming the file.
        fileprivate init(_ listener: Listener, _ settings: ListenerTLS) throws(ConfigurationProblem) {
            self.listener = listener
            let chain = try CertificateFile.read(settings.certificate, called: "the certificate")
            tls = try settings.context(chain)
            endPoint = chain.first.flatMap { try? $0.toDERBytes() }.flatMap(Cryptography.serverEndPoint)
        }
    }

    /// The policy file's path.
    let path: String
    /// The policy.
    let policy: PolicyFile
    /// Where clients connect; at least one.
    let listeners: [ServedListener]
    /// The databases in the order of the policy; at least one.
    let upstreams: [Upstream]
    /// Bounds.
    let limits: ServingLimits
    /// Where records go.
    let audit: AuditSettings
    /// The path of the socket on which the process answers about itself; nil for none.
    let adminSocket: String?
    /// What the operator should know, although it keeps nothing from being served.
    let warnings: [String]

    /// No policy file is longer.
    static let maxPolicyBytes = 16 << 20

    /// The database of a name in the policy, and its place among them.
    func upstream(named name: String) -> Int? {
        upstreams.firstIndex { $0.database.name.utf8.elementsEqual(name.utf8) }
    }

    /// What connecting to a database takes; nil when it is not in the policy any more.
    func upstream(like database: Database) -> Upstream? {
        upstream(named: database.name).map { upstreams[$0] }
    }
}

extension Configuration {
    /// Reads a policy file and all it names. Throws every problem that can be found in one go.
    static func read(
        _ path: String,
        credentials: CredentialStore,
        options: ServingOptions
    ) throws(ConfigurationProblems) -> Configuration {
        let policy = try readPolicy(path)
        var problems: [String] = []
        let listeners = policy.listeners.map { listener in
            guard let settings = listener.tls else { return ServedListener(withoutTLS: listener) }
            do throws(ConfigurationProblem) {
                return try ServedListener(listener, settings)
            } catch {
                problems.append("listener \(listener.address.words): \(error)")
                return ServedListener(withoutTLS: listener)
            }
        }
        let upstreams = policy.databases.compactMap { database in
            do throws(ConfigurationProblems) {
                return try Upstream(database, credentials)
            } catch {
                problems += error.lines
                return nil
            }
        }
        problems += missing(policy)
        guard problems.isEmpty, let audit = policy.audit else { throw ConfigurationProblems(problems) }
        let limits = ServingLimits(policy.limits, loops: options.loops)
        return Configuration(
            path: path,
            policy: policy,
            listeners: listeners,
            upstreams: upstreams,
            limits: limits,
            audit: audit,
            adminSocket: options.adminSocket ?? policy.admin?.socket,
            warnings: warnings(policy, limits)
        )
    }

    private static func readPolicy(_ path: String) throws(ConfigurationProblems) -> PolicyFile {
        let bytes: [UInt8]
        do throws(FileProblem) {
            bytes = try SmallFile.read(path, maxBytes: maxPolicyBytes)
        } catch {
            let problem = ConfigurationProblem(.unreadableFile, "cannot read \(path): \(error.reason)")
            throw ConfigurationProblems([problem.description])
        }
        do throws(PolicyProblems) {
            return try PolicyFile.read(bytes, file: path)
        } catch {
            throw ConfigurationProblems(error.problems.map(\.description))
        }
    }

    /// What serving needs and this policy lacks, or asks for and this version cannot do.
    private static func missing(_ policy: PolicyFile) -> [String] {
        var messages: [String] = []
        if policy.listeners.isEmpty { messages.append("the policy has no 'listeners': nobody could connect") }
        if policy.databases.isEmpty { messages.append("the policy has no 'databases': there is nothing to connect to") }
        if policy.audit == nil { messages.append("the policy has no 'audit': nothing runs unless it is recorded") }
        var seen: Set<Listener.Address> = []
        for listener in policy.listeners where !seen.insert(listener.address).inserted {
            messages.append("the listener \(listener.address.words) stands twice in the policy")
        }
        return messages.map { ConfigurationProblem(.notServable, $0).description }
    }

    private static func warnings(_ policy: PolicyFile, _ limits: ServingLimits) -> [String] {
        var messages: [String] = []
        if !policy.users.contains(where: { $0.verifier != nil }) {
            messages.append("no user has a verifier: nobody can log in")
        }
        for database in policy.databases
        where !policy.access.contains(where: { $0.databases.contains(database.name) }) {
            messages.append("no access entry names the database \(database.name): nobody reaches it")
        }
        let needed = DescriptorLimit.needed(connections: limits.maxClientConn)
        if let most = DescriptorLimit.hard, needed > most {
            messages.append(
                "max_client_conn is \(limits.maxClientConn), which takes \(needed) open files; the process may have \(most)"
            )
        }
        return messages
    }
}

extension Listener.Address {
    /// As messages name it: `127.0.0.1:6432`, `[::1]:6432`, `/run/sqlguard/socket`.
    var words: String {
        switch self {
        case .tcp(let host, let port): host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .socket(let path): path
        }
    }
}
