// Processes that a whole suite uses: nobody ends them before the tests are over.

import Glibc
import Synchronization

/// Ends processes when the tests do.
enum AtExit {
    private static let processes = Mutex<[pid_t]>([])

    private static let isRegistered: Bool = {
        atexit { AtExit.processes.withLock { for process in $0 { kill(process, SIGKILL) } } } == 0
    }()

    /// Has a process ended by SIGKILL at the end of this one. False when that could not be arranged.
    static func end(_ process: pid_t) -> Bool {
        processes.withLock { $0.append(process) }
        return isRegistered
    }
}
