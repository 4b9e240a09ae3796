// SCRAM's keys of a server's role, derived once: every session logs in with the same password and salt.

import NIOCore
import NIOPosix
import PGWire
import Synchronization

/// The keys of one role. Goes with the configuration that the password belongs to, so another password has another cache.
final class KeyCache: Sendable {
    private struct Known: Sendable {
        let salt: [UInt8]
        let iterations: Int
        let keys: SCRAMKeys
    }

    private let known = Mutex<Known?>(nil)

    init() {}

    /// Derives keys on a thread, or takes those that are known. `receive` is called on the loop, at once where they are;
    /// nil when the password cannot be used.
    func derive(
        _ password: Secret,
        salt: [UInt8],
        iterations: Int,
        on eventLoop: any EventLoop,
        _ threads: NIOThreadPool,
        _ receive: @escaping (SCRAMKeys?) -> Void
    ) {
        if let known = known.withLock({ $0 }), known.salt == salt, known.iterations == iterations {
            return receive(known.keys)
        }
        threads.runIfActive(eventLoop: eventLoop) { () -> SCRAMKeys? in
            let keys = KeyCache.keys(password, salt, iterations)
            if let keys { self.known.withLock { $0 = Known(salt: salt, iterations: iterations, keys: keys) } }
            return keys
        }.assumeIsolated().whenComplete { result in
            switch result {
            case .success(let keys): receive(keys)
            case .failure: receive(nil)
            }
        }
    }

    /// The keys of a password; blocks for milliseconds.
    private static func keys(_ password: Secret, _ salt: [UInt8], _ iterations: Int) -> SCRAMKeys? {
        var bytes = password.withBytes { Array($0) }
        defer { bytes.wipe() }
        return SCRAMKeys(password: bytes, salt: salt, iterations: iterations)
    }
}
