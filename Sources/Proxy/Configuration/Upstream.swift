// A database of the policy, with everything that connecting to it takes.

import Policy

/// A server that sessions are connected to.
struct Upstream: Sendable {
    /// The database as the policy has it.
    let database: Database
    /// The password of the role; nil when the server asks for none.
    let password: Secret?
    /// TLS towards the server.
    let tls: UpstreamTLS
    /// Keys that were derived from the password.
    let keys = KeyCache()

    /// Reads what the policy names. Throws SG9020 to SG9023.
    init(_ database: Database, _ credentials: CredentialStore) throws(ConfigurationProblems) {
        var problems: [String] = []
        func attempt<Value>(_ body: () throws(ConfigurationProblem) -> Value) -> Value? {
            do throws(ConfigurationProblem) {
                return try body()
            } catch {
                problems.append("database \(database.name): \(error)")
                return nil
            }
        }
        let password: Secret?? = attempt { () throws(ConfigurationProblem) -> Secret? in
            guard let source = database.credential else { return nil }
            return try credentials.read(source)
        }
        let tls = attempt { () throws(ConfigurationProblem) in try UpstreamTLS(database) }
        guard let password, let tls else { throw ConfigurationProblems(problems) }
        self.database = database
        self.password = password
        self.tls = tls
    }
}
