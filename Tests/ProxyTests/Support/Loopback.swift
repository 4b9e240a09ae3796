// Addresses of TCP as bytes: the members of `sockaddr_in` belong to whichever module the compiler has seen first.

import Foundation
import Glibc

/// 127.0.0.1.
enum Loopback {
    /// Calls `bind` or `connect` with a port of it; what that returns.
    static func with(port: Int, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var bytes = [UInt8](repeating: 0, count: 16)
        withUnsafeBytes(of: sa_family_t(AF_INET)) { bytes.replaceSubrange(0..<2, with: $0) }
        bytes.replaceSubrange(2..<4, with: [UInt8(truncatingIfNeeded: port >> 8), UInt8(truncatingIfNeeded: port)])
        bytes.replaceSubrange(4..<8, with: [127, 0, 0, 1])
        return bytes.withUnsafeBytes { bytes in
            guard let address = bytes.baseAddress else { return -1 }
            return call(address.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
    }

    /// The port at this end of a socket of TCP.
    static func port(of descriptor: Int32) throws -> Int {
        var bytes = [UInt8](repeating: 0, count: 28)
        var size = socklen_t(bytes.count)
        let answer = bytes.withUnsafeMutableBytes { bytes -> Int32 in
            guard let address = bytes.baseAddress else { return -1 }
            return getsockname(descriptor, address.assumingMemoryBound(to: sockaddr.self), &size)
        }
        guard answer == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL) }
        // Both families have it in the same place.
        return Int(bytes[2]) << 8 | Int(bytes[3])
    }
}
