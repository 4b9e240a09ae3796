// Failed logins: counted over all loops, and what follows for whoever logs in from the same address.

import Logging
import Session

extension LoopState {
    /// Whether too many logins from there have failed.
    func isRefused(_ origin: ClientOrigin) -> Bool {
        guard let bound = configuration.limits.loginFailures else { return false }
        return shared.loginFailures.isRefused(origin, bound, now: now())
    }

    /// A login failed. When too many have, whoever is at the same place and not known yet is turned away, on this loop at
    /// once: connections that were made before would otherwise all have one guess more.
    func loginFailed(from origin: ClientOrigin) {
        guard let bound = configuration.limits.loginFailures else { return }
        guard shared.loginFailures.failed(origin, bound, now: now()) else { return }
        logger.warning("logins from an address are refused for a while", metadata: ["address": "\(origin)"])
        endLogins(from: origin)
        let own = number
        services.places.execute { if $0.number != own { $0.endLogins(from: origin) } }
    }

    private func endLogins(from origin: ClientOrigin) {
        for performer in performers.values
        where performer.origin == origin && performer.session.client.principal == nil {
            performer.happened(.end(.tooManyFailedLogins))
        }
    }
}
