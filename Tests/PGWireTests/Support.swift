// What the tests of messages share: messages made by hand, and numbers that are the same in every run.

import PGWire

/// A message with a right length field.
func message(_ type: Character, _ body: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [type.asciiValue ?? 0]
    bytes.append(uint32: UInt32(body.count + 4))
    return bytes + body
}

/// What a writer appends.
func written(_ write: (inout [UInt8]) throws -> Void) rethrows -> [UInt8] {
    var bytes: [UInt8] = []
    try write(&bytes)
    return bytes
}

/// The bytes of a text.
func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

/// Numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
    /// Where it stands.
    var state: UInt64

    // Steele, Lea, Flood: SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
