// Random numbers for the programs that libFuzzer drives.

/// A repeatable source of random numbers (splitmix64).
public struct Random {
    private var state: UInt64

    /// A source that a seed fixes.
    public init(seed: UInt32) { state = UInt64(seed) }

    /// A number from 0 up to and without `bound`, which is at least 1.
    public mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}
