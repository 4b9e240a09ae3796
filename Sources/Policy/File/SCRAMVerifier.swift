// What a password is checked with, in the form in which PostgreSQL stores it.

// PostgreSQL: scram-common.c, scram_build_secret
/// A SCRAM-SHA-256 verifier. It is printed as its name only.
public struct SCRAMVerifier: Equatable, Sendable, CustomStringConvertible, CustomReflectable {
    /// Rounds of hashing, 4096 to 1,000,000.
    public let iterations: Int
    /// The salt, at least one byte.
    public let salt: [UInt8]
    /// SHA-256 of the client key, 32 bytes.
    public let storedKey: [UInt8]
    /// The server key, 32 bytes.
    public let serverKey: [UInt8]

    /// Reads `SCRAM-SHA-256$iterations:salt$stored-key:server-key`; nil when the text is anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "SCRAM-SHA-256" else { return nil }
        let first = parts[1].split(separator: ":", omittingEmptySubsequences: false)
        let second = parts[2].split(separator: ":", omittingEmptySubsequences: false)
        guard first.count == 2, second.count == 2 else { return nil }
        guard first[0].utf8.allSatisfy(\.isDigit), let iterations = Int(first[0]) else {
            return nil
        }
        guard (4096...1_000_000).contains(iterations) else { return nil }
        guard let salt = decodeBase64(first[1]), (1...1024).contains(salt.count) else { return nil }
        guard let storedKey = decodeBase64(second[0]), storedKey.count == 32 else { return nil }
        guard let serverKey = decodeBase64(second[1]), serverKey.count == 32 else { return nil }
        self.iterations = iterations
        self.salt = salt
        self.storedKey = storedKey
        self.serverKey = serverKey
    }

    /// Says what it is, not what is in it.
    public var description: String { "a SCRAM-SHA-256 verifier" }

    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The bytes of a text in base64 with its padding; nil when it is anything else.
func decodeBase64(_ text: Substring) -> [UInt8]? {
    let bytes = Array(text.utf8)
    guard bytes.count.isMultiple(of: 4) else { return nil }
    let padding = bytes.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard padding <= 2 else { return nil }
    var decoded: [UInt8] = []
    var pending: UInt32 = 0
    var bits = 0
    for byte in bytes.dropLast(padding) {
        guard let value = base64Value(byte) else { return nil }
        pending = (pending << 6 | UInt32(value)) & 0xFFFF
        bits += 6
        if bits >= 8 {
            bits -= 8
            decoded.append(UInt8(truncatingIfNeeded: pending >> UInt32(bits)))
        }
    }
    // Bits that are left over are zero, so that no two texts mean the same bytes.
    return pending & ((1 << UInt32(bits)) - 1) == 0 ? decoded : nil
}

private func base64Value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil  // lint: a byte
    }
}
