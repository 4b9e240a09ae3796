// The sockets of a configuration: bound all together or not at all.

import Glibc
import Policy
import SQLAnalysis

/// Sockets that are bound and not yet served.
struct OpenSockets {
    private(set) var listeners: [(Listener, [ListeningSocket])] = []
    private(set) var admin: ListeningSocket?
    private(set) var metrics: ListeningSocket?

    /// Binds what a configuration names. Throws everything that could not be bound, and then nothing stays bound.
    init(_ configuration: Configuration, besides served: [Listener.Address]? = nil) throws(ConfigurationProblems) {
        var problems: [String] = []
        for listener in configuration.listeners.map(\.listener) where !(served ?? []).contains(listener.address) {
            do throws(ConfigurationProblem) {
                listeners.append((listener, try ListeningSocket.bind(listener)))
            } catch {
                problems.append(error.description)
            }
        }
        if served == nil, let path = configuration.adminSocket {
            do throws(ConfigurationProblem) {
                admin = try ListeningSocket.bind(path: path, permissions: 0o600)
            } catch {
                problems.append(error.description)
            }
        }
        if served == nil, let settings = configuration.policy.metrics {
            do throws(ConfigurationProblem) {
                metrics = try ListeningSocket.bind(host: settings.host, port: settings.port).first
            } catch {
                problems.append(error.description)
            }
        }
        guard problems.isEmpty else {
            for socket in listeners.flatMap(\.1) + [admin, metrics].compactMap(\.self) {
                close(socket.descriptor)
                socket.file?.remove()
            }
            throw ConfigurationProblems(problems)
        }
    }
}
