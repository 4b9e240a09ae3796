// The few functions of libcrypto that logging in needs.

import COpenSSL

/// What libcrypto computes.
public enum Cryptography {
    /// The bytes of a SHA-256.
    public static let digestBytes = 32

    /// HMAC-SHA-256; nil when libcrypto does not give it.
    static func hmac(key: [UInt8], _ message: [UInt8]) -> [UInt8]? {
        var result = [UInt8](repeating: 0, count: digestBytes)
        var length: UInt32 = 0
        let given = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &result, &length)
        return given != nil && length == UInt32(digestBytes) ? result : nil
    }

    /// SHA-256; nil when libcrypto does not give it.
    static func sha256(_ message: [UInt8]) -> [UInt8]? {
        var result = [UInt8](repeating: 0, count: digestBytes)
        return SHA256(message, message.count, &result) != nil ? result : nil
    }

    /// PBKDF2 with HMAC-SHA-256; nil when libcrypto does not give it.
    static func pbkdf2(_ password: [UInt8], salt: [UInt8], iterations: Int) -> [UInt8]? {
        var result = [UInt8](repeating: 0, count: digestBytes)
        let done = password.withUnsafeBytes { given in
            PKCS5_PBKDF2_HMAC(
                given.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(password.count),
                salt,
                Int32(salt.count),
                Int32(iterations),
                EVP_sha256(),
                Int32(digestBytes),
                &result
            )
        }
        return done == 1 ? result : nil
    }

    /// Whether both are the same, in a time that does not tell where they differ. Lengths are no secret.
    public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }

    // RFC 5929, section 4.
    /// What `tls-server-end-point` binds a login to: the digest of the server's certificate, which is given in DER.
    ///
    /// Nil for a certificate whose signature names no hash, as those by Ed25519 do, and for bytes that are no certificate.
    public static func serverEndPoint(certificate: [UInt8]) -> [UInt8]? {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        let count = sqlguard_server_end_point(certificate, certificate.count, &digest)
        ERR_clear_error()
        return count > 0 ? Array(digest.prefix(Int(count))) : nil
    }

    /// Random bytes; nil when libcrypto has none, which must end what they are for.
    public static func random(_ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return RAND_bytes(&bytes, Int32(count)) == 1 ? bytes : nil
    }
}
