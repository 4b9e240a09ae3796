// A server to log in to, and what the session there begins with.

public import PGWire
public import Policy
import SQLAnalysis

/// A server to log in to.
public struct UpstreamTarget: Equatable, Sendable {
    /// How TLS is used; `disable` over a Unix socket.
    public let tls: Database.TLSMode
    /// Whether there is a password: then the server has to ask for it by SCRAM, and otherwise it must ask for nothing.
    public let hasCredential: Bool
    /// Whether the login is bound to the connection.
    public let channelBinding: Database.ChannelBinding
    /// The parameters of the startup packet.
    public let parameters: [StartupMessage.Parameter]

    /// The server behind a database of the policy.
    ///
    /// - Parameters:
    ///   - database: The database.
    ///   - settings: More settings, which must not be pinned ones; a search path among them is in place of the database's.
    ///   - searchPath: The schemas for unqualified names in place of the database's own; nil for those.
    public init(
        _ database: Database,
        settings: [StartupMessage.Parameter] = [],
        searchPath: [String]? = nil
    ) {
        switch database.address {
        case .socket: tls = .disable
        case .tcp: tls = database.tls
        }
        channelBinding = database.channelBinding
        hasCredential = database.credential != nil
        var parameters = [
            StartupMessage.Parameter(name: "user", value: database.role),
            StartupMessage.Parameter(name: "database", value: database.database),
        ]
        for pinned in PinnedSetting.allCases {
            parameters.append(StartupMessage.Parameter(name: pinned.rawValue, value: pinned.value))
        }
        let isGiven = settings.contains { $0.name.lowercased() == "search_path" }
        if !isGiven, let path = searchPath ?? database.searchPath {
            // PostgreSQL: varlena.c, SplitIdentifierString.
            let quoted = path.map(quotedIdentifier)
            parameters.append(StartupMessage.Parameter(name: "search_path", value: quoted.joined(separator: ", ")))
        }
        self.parameters = parameters + settings
    }

    /// Whether all of the parameters have room in a startup packet.
    var fits: Bool {
        var bytes: [UInt8] = []
        do throws(ProtocolViolation) {
            try FrontendWriter.startup(parameters, into: &bytes)
            return bytes.count <= MessageLimits.startup.upperBound
        } catch {
            return false
        }
    }
}
