// What a piece of work costs: processor time, wall time, allocations.

import Glibc

/// The readings of all counters at one moment, or the difference of two of them.
struct Reading {
    /// Nanoseconds of the calling thread's processor time.
    var thread: Int
    /// Nanoseconds of the process's processor time.
    var process: Int
    /// Nanoseconds of wall time.
    var wall: Int
    /// Allocations by the whole process; 0 unless the counting library was preloaded.
    var allocations: Int
    /// Bytes asked for in those allocations.
    var bytes: Int

    static func now(_ counter: AllocationCounter) -> Reading {
        let (allocations, bytes) = counter.read()
        return Reading(
            thread: nanoseconds(CLOCK_THREAD_CPUTIME_ID),
            process: nanoseconds(CLOCK_PROCESS_CPUTIME_ID),
            wall: nanoseconds(CLOCK_MONOTONIC),
            allocations: allocations,
            bytes: bytes
        )
    }

    func since(_ earlier: Reading) -> Reading {
        Reading(
            thread: thread - earlier.thread,
            process: process - earlier.process,
            wall: wall - earlier.wall,
            allocations: allocations - earlier.allocations,
            bytes: bytes - earlier.bytes
        )
    }

    func adding(_ other: Reading) -> Reading {
        Reading(
            thread: thread + other.thread,
            process: process + other.process,
            wall: wall + other.wall,
            allocations: allocations + other.allocations,
            bytes: bytes + other.bytes
        )
    }

    /// One repetition's thread, process and wall nanoseconds, allocations and bytes, separated by tabs.
    func columns(times: Int) -> String {
        [thread, process, wall, allocations, bytes].map { "\(Double($0) / Double(times))" }.joined(separator: "\t")
    }

    private static func nanoseconds(_ clock: clockid_t) -> Int {
        var time = timespec()
        clock_gettime(clock, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}

/// Reads the counter of Benchmarks/Allocations when that library is preloaded.
struct AllocationCounter: Sendable {
    private typealias Read = @convention(c) (UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<UInt64>) -> Void
    private let function: Read?

    /// Looks for the counter among the loaded libraries.
    init() {
        function = dlsym(nil, "sqlguard_allocations").map { unsafeBitCast($0, to: Read.self) }
    }

    /// The allocations so far and the bytes asked for in them; 0 when nothing counts.
    func read() -> (allocations: Int, bytes: Int) {
        var allocations: UInt64 = 0
        var bytes: UInt64 = 0
        function?(&allocations, &bytes)
        return (Int(allocations), Int(bytes))
    }
}
