// The threads that may call libpg_query. It is C without a stack check, and each new thread that calls it takes one of
// the process's 1,024 thread keys for good, so the threads are few, have large stacks, and live as long as the process.

import CPgQuery  // for the types of pthread, which its headers bring in
import Glibc

/// A fixed set of threads with stacks of 64 MB on which text is parsed, lowered and analysed.
public final class ParserThreads: Sendable {
    /// The process's threads. They are the process's in fact: the library's per-thread state is never given back.
    public static let process = ParserThreads(count: 2)

    private let jobs = JobQueue()

    /// Starts the threads; they end with the process.
    private init(count: Int) {
        sqlguard_keep_memory()
        for _ in 0..<count { jobs.startThread() }
    }

    /// Runs `body` on one of the threads and waits for it. Not to be called from one of them, nor from an event loop.
    ///
    /// Throws what `body` throws, and SG2011 when no thread could be started.
    public func run<Result: Sendable>(
        _ body: @escaping @Sendable () throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        try start(body).wait()
    }

    /// Has `body` run on one of the threads, in order of arrival, while the caller goes on. False when there is no thread.
    func submit(_ body: @escaping @Sendable () -> Void) -> Bool {
        guard jobs.hasThreads else { return false }
        jobs.add(body)
        return true
    }

    /// Has `body` run on one of the threads while the caller goes on.
    ///
    /// Throws SG2011 when no thread could be started.
    func start<Result: Sendable>(
        _ body: @escaping @Sendable () throws(Refusal) -> Result
    ) throws(Refusal) -> ParserJob<Result> {
        guard jobs.hasThreads else { throw Refusal(.parserFailed, "no parser thread could be started") }
        let outcome = ParserJob<Result>()
        jobs.add {
            do throws(Refusal) {
                outcome.finish(.success(try body()))
            } catch {
                outcome.finish(.failure(error))
            }
        }
        return outcome
    }
}

/// A mutex and a condition, for threads that wait in earnest.
///
/// `@unchecked Sendable`: the pointers are set once and what they point to is made for being shared; freed with the
/// last owner.
private final class Monitor: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// Waits, inside `locked`, until `ready` holds.
    func wait(until ready: () -> Bool) {
        while !ready() { pthread_cond_wait(condition, mutex) }
    }

    func signal() { pthread_cond_signal(condition) }
}

/// Work for the threads, in order of arrival.
///
/// `@unchecked Sendable`: `waiting` and `threads` are only touched inside the monitor's lock.
private final class JobQueue: @unchecked Sendable {
    private let monitor = Monitor()
    private var waiting: [@Sendable () -> Void] = []
    private var threads = 0
    /// A statement as deep as `Limits` allow takes a third of this at most; code that is not optimised takes six times as
    /// much. No page of a stack is taken before it is used.
    #if DEBUG
        private static let stackBytes = 256 << 20
    #else
        private static let stackBytes = 64 << 20
    #endif
    /// Reading a schema of a thousand tables takes a third of this on each thread.
    private static let heapBytes = 8 << 20

    var hasThreads: Bool { monitor.locked { threads > 0 } }

    func add(_ job: @escaping @Sendable () -> Void) {
        monitor.locked {
            waiting.append(job)
            monitor.signal()
        }
    }

    /// Starts a thread that runs jobs for ever; it keeps the queue alive.
    func startThread() {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, JobQueue.stackBytes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let queue = Unmanaged.passRetained(self)
        let started = pthread_create(
            &thread,
            &attributes,
            { queue in
                guard let queue else { return nil }
                Unmanaged<JobQueue>.fromOpaque(queue).takeRetainedValue().work()
            },
            queue.toOpaque()
        )
        pthread_attr_destroy(&attributes)
        if started == 0 {
            monitor.locked { threads += 1 }
        } else {
            queue.release()
        }
    }

    private func work() -> Never {
        sqlguard_reserve_memory(JobQueue.heapBytes)
        while true { next()() }
    }

    private func next() -> @Sendable () -> Void {
        monitor.locked {
            monitor.wait { !waiting.isEmpty }
            return waiting.removeFirst()
        }
    }
}

/// Something that runs on a parser thread, and where it leaves its result.
///
/// `@unchecked Sendable`: `result` is only touched inside the monitor's lock.
final class ParserJob<Value: Sendable>: @unchecked Sendable {
    private let monitor = Monitor()
    private var result: Result<Value, Refusal>?

    fileprivate init() {}

    fileprivate func finish(_ result: Result<Value, Refusal>) {
        monitor.locked {
            self.result = result
            monitor.signal()
        }
    }

    /// Waits for the result. Throws what the job threw.
    func wait() throws(Refusal) -> Value {
        let result = monitor.locked {
            monitor.wait { self.result != nil }
            return self.result
        }
        guard let result else { throw Refusal(.parserFailed, "a parser thread gave no result") }
        return try result.get()
    }
}
