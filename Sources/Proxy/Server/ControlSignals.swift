// Signals, taken one by one by the control thread.

import Glibc

/// What the operator asks of a running process.
enum ControlSignal: Equatable {
    /// SIGHUP: read the policy again.
    case reload
    /// SIGTERM, SIGINT: finish what is going on and end.
    case end
}

/// The signals that the control thread waits for. They are blocked in every thread, so that none is interrupted.
struct ControlSignals {
    private let set: sigset_t

    /// Blocks them; to be made before any other thread is started, which takes over the mask.
    init() {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in [SIGHUP, SIGTERM, SIGINT] { sigaddset(&set, signal) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
        self.set = set
    }

    /// Waits for the next one at most that long; nil when none came.
    func wait(milliseconds: Int) -> ControlSignal? {
        var set = set
        var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
        let number = sigtimedwait(&set, nil, &time)
        guard number > 0 else { return nil }
        return number == SIGHUP ? .reload : .end
    }
}
