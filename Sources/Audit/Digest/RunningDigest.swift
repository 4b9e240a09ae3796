// SHA-256 in pieces, by libcrypto. A plain value: nothing is allocated, and nothing can fail.

import COpenSSL

/// Takes content piece by piece.
public struct RunningDigest: Sendable {
    private var context = SHA256_CTX()

    /// Begins a content.
    public init() { sqlguard_sha256_init(&context) }

    /// Takes the next piece.
    public mutating func update(_ piece: RawSpan) {
        piece.withUnsafeBytes { update($0) }
    }

    mutating func update(_ piece: UnsafeRawBufferPointer) {
        sqlguard_sha256_update(&context, piece.baseAddress, piece.count)
    }

    /// The digest of all pieces since the last call. The next piece begins anew.
    public mutating func finish() -> Digest {
        var result = SIMD32<UInt8>()
        withUnsafeMutableBytes(of: &result) { result in
            sqlguard_sha256_final(&context, result.baseAddress?.assumingMemoryBound(to: UInt8.self))
        }
        sqlguard_sha256_init(&context)
        return Digest(bytes: result)
    }
}
