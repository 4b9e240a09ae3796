// How long something took, counted in steps of powers of two.

/// Durations in buckets. Adding one is a few instructions and allocates nothing.
struct Histogram: Sendable {
    /// The bound of the first bucket is 2 to this power, in nanoseconds: about a microsecond.
    private static let firstPower = 10
    /// Buckets with a bound; the last bound is about 34 seconds.
    static let bounded = 26

    /// How many durations fell into each bucket and into none before; the last bucket has no bound.
    private(set) var counts = InlineArray<27, UInt64>(repeating: 0)
    /// All durations together, in nanoseconds.
    private(set) var sum: UInt64 = 0

    /// The bound of a bucket, in nanoseconds; a duration of exactly that is in it.
    static func bound(_ place: Int) -> UInt64 { 1 << UInt64(firstPower + place) }

    /// Counts a duration.
    mutating func add(_ nanoseconds: UInt64) {
        let power = UInt64.bitWidth - (max(nanoseconds, 1) - 1).leadingZeroBitCount
        counts[min(max(0, power - Self.firstPower), Self.bounded)] &+= 1
        sum &+= nanoseconds
    }

    /// Adds what was counted elsewhere.
    mutating func add(_ other: Histogram) {
        for place in counts.indices { counts[place] &+= other.counts[place] }
        sum &+= other.sum
    }
}
