// SHA-256 in pieces, with a context of libcrypto that is used again and again.

import COpenSSL

/// Takes content piece by piece. Makes no allocation after `init`.
public struct RunningDigest: ~Copyable {
    private let algorithm: OpaquePointer
    private let context: OpaquePointer
    private var isSound: Bool

    /// Fetches the algorithm; nil when libcrypto has no SHA-256 or no memory.
    public init?() {
        guard let algorithm = EVP_MD_fetch(nil, "SHA256", nil) else { return nil }
        guard let context = EVP_MD_CTX_new() else {
            EVP_MD_free(algorithm)
            return nil
        }
        self.algorithm = algorithm
        self.context = context
        isSound = EVP_DigestInit_ex(context, algorithm, nil) == 1
    }

    deinit {
        EVP_MD_CTX_free(context)
        EVP_MD_free(algorithm)
    }

    /// Takes the next piece.
    public mutating func update(_ piece: RawSpan) {
        piece.withUnsafeBytes { update($0) }
    }

    mutating func update(_ piece: UnsafeRawBufferPointer) {
        guard !piece.isEmpty else { return }
        isSound = EVP_DigestUpdate(context, piece.baseAddress, piece.count) == 1 && isSound
    }

    /// The digest of bytes from a place on.
    mutating func digest(of bytes: [UInt8], from start: Int) -> Digest? {
        update(bytes.span.bytes.extracting(start...))
        return finish()
    }

    /// The digest of all pieces since the last call; nil when libcrypto failed. The next piece begins anew.
    public mutating func finish() -> Digest? {
        var result = SIMD32<UInt8>()
        let worked = withUnsafeMutableBytes(of: &result) { result in
            EVP_DigestFinal_ex(context, result.baseAddress?.assumingMemoryBound(to: UInt8.self), nil) == 1
        }
        let wasSound = isSound
        isSound = EVP_DigestInit_ex(context, nil, nil) == 1
        return worked && wasSound ? Digest(bytes: result) : nil
    }
}
