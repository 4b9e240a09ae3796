// The settings that a client asks for before it can send a statement.

import PGWire
import Policy
import SQLAnalysis

/// The settings of a start-up packet.
enum StartupSettings {
    /// Names of parameters that are no settings.
    private static let others: Set<String> = ["user", "database", "options", "replication"]

    /// The settings that a packet gives, those of `options` among them.
    ///
    /// Throws `invalidParameter` for `options` that cannot be read, and `duplicateParameter` for a setting that is given twice
    /// in any spelling: which of them the server takes is not for us to guess.
    static func read(_ message: StartupMessage) throws(ProtocolViolation) -> [StartupMessage.Parameter] {
        var settings = try StartupOptions.settings(message.value("options") ?? "")
        settings += message.parameters.filter { !others.contains($0.name) && !$0.name.hasPrefix("_pq_.") }
        var seen: Set<String> = []
        for setting in settings where !seen.insert(setting.name.lowercased()).inserted {
            throw .duplicateParameter(setting.name)
        }
        return settings
    }

    /// Whether a packet asks for a replication connection.
    // PostgreSQL: backend_startup.c, ProcessStartupPacket.
    static func isReplication(_ message: StartupMessage) -> Bool {
        guard let value = message.value("replication") else { return false }
        return !["false", "off", "no", "0", "f", "n", "of"].contains(value.lowercased())
    }

    /// Options of the protocol that are asked for; none of them is known.
    static func protocolOptions(_ message: StartupMessage) -> [String] {
        message.parameters.map(\.name).filter { $0.hasPrefix("_pq_.") }
    }

    /// The settings that go on to the server.
    ///
    /// What is pinned is left out, since the server is told in any case. Formats, names and time limits pass unless a rule
    /// is against SET of them; settings of plans and transactions, and of what names mean, pass when the rules permit SET of
    /// them; others do not pass, since they say who one is, or what the server protects.
    static func judge(
        _ settings: [StartupMessage.Parameter],
        for principal: Principal,
        on database: String,
        under policy: PolicyFile
    ) throws(Rejected) -> [StartupMessage.Parameter] {
        let snapshot = PolicySnapshot(policy: policy, catalog: nil)
        var passed: [StartupMessage.Parameter] = []
        for setting in settings {
            let outcome = Settings.change(setting.name, to: setting.value)
            let decision = DecisionPoint.decide(
                [outcome],
                for: principal,
                on: .database(database),
                under: snapshot,
                with: []
            )
            switch (Settings.classOf(setting.name), decision.verdict) {
            case (.pinned, _):
                // psql in a locale without an encoding asks for none; UTF8 is what it gets, and it is told so.
                if setting.name.lowercased() == "client_encoding", setting.value.uppercased() == "SQL_ASCII" {
                    continue
                }
                if case .refused(let refusal, _) = outcome { throw Rejected(rejection: Rejection(refusal)) }
            case (.ordinary, .permit), (.tuning, .permit), (.transaction, .permit), (.namespace, .permit):
                passed.append(setting)
            case (.ordinary, .deny(let denial)) where denial.code == .noRuleMatched: passed.append(setting)
            case (.ordinary, .deny(let denial)), (.tuning, .deny(let denial)), (.transaction, .deny(let denial)),
                (.namespace, .deny(let denial)):
                throw Rejected(rejection: Rejection(denial, in: decision))
            case (.ordinary, .hold(let request)), (.tuning, .hold(let request)), (.transaction, .hold(let request)),
                (.namespace, .hold(let request)):
                throw Rejected(rejection: Rejection(request))
            case (.identity, _), (.security, _), (.server, _), (.unknown, _):
                throw Rejected(
                    rejection: Rejection(
                        .startupSetting,
                        "the setting \(setting.name) is not accepted at the start of a session",
                        hint: "leave it out of the connection string"
                    )
                )
            }
        }
        return passed
    }

    /// A setting that is not accepted.
    struct Rejected: Error {
        let rejection: Rejection
    }
}
