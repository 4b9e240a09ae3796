// The clock on the wall, as a value: it may stand still or go backwards, and orders nothing here.

import Glibc

/// A moment. Records are ordered by their number; the time only says when someone looked at the clock.
public struct WallTime: Hashable, Sendable {
    /// Nanoseconds since 1970-01-01 00:00 UTC, without leap seconds.
    public let nanoseconds: Int64

    /// That many nanoseconds after 1970 began.
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// What the system's clock says.
    public static func now() -> WallTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return WallTime(nanoseconds: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
    }
}
