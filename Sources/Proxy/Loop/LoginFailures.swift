// How often logins failed lately, by where they came from, so that passwords cannot be guessed at the network's speed.

import NIOCore
import Synchronization

/// Where a client comes from, as far as failed logins are counted by it.
enum ClientOrigin: Hashable, Sendable, CustomStringConvertible {
    /// A Unix socket. All of them are one origin.
    case local
    /// An IPv4 address.
    case ipv4(UInt32)
    /// The first half of an IPv6 address: the other half is for whoever has the network to choose.
    case ipv6(UInt64)

    /// As the log names it: `local`, `192.0.2.7`, `2001:db8:0:7::/64`.
    var description: String {
        switch self {
        case .local: "local"
        case .ipv4(let address):
            [24, 16, 8, 0].map { String(address >> UInt32($0) & 255) }.joined(separator: ".")
        case .ipv6(let prefix):
            [48, 32, 16, 0].map { String(prefix >> UInt64($0) & 0xFFFF, radix: 16) }.joined(separator: ":") + "::/64"
        }
    }

    /// The origin of a connection from an address; what is no IP address is local.
    init(_ address: SocketAddress?) {
        guard let address else {
            self = .local
            return
        }
        self = address.withSockAddr { pointer, size in
            let bytes = UnsafeRawBufferPointer(start: pointer, count: size)
            // Linux: ip(7), ipv6(7): the address stands behind family and port, of IPv6 also behind the flow.
            return switch address {
            case .v4: .ipv4(bytes[4..<8].reduce(0) { $0 << 8 | UInt32($1) })
            case .v6: ClientOrigin(ipv6: bytes[8..<24])
            case .unixDomainSocket: .local
            }
        }
    }

    /// The origin of 16 bytes of an address. An IPv4 address that is written as an IPv6 address is the IPv4 address.
    init(ipv6 bytes: some Sequence<UInt8>) {
        var halves: [UInt64] = [0, 0]
        for (place, byte) in bytes.prefix(16).enumerated() { halves[place / 8] = halves[place / 8] << 8 | UInt64(byte) }
        self =
            halves[0] == 0 && halves[1] >> 32 == 0xFFFF
            ? .ipv4(UInt32(truncatingIfNeeded: halves[1])) : .ipv6(halves[0])
    }
}

/// Failed logins of each origin. Touched when a client connects and when a login fails.
///
/// Each failure counts until its share of the window has passed: after `most` failures at once the next one is possible a
/// `most`th of the window later. So an origin has one number, the moment at which all of its failures are forgotten.
final class LoginFailures: Sendable {
    /// How many failures there may be in which time.
    struct Bound: Equatable, Sendable {
        /// Failures, at least 1.
        let most: Int
        /// Nanoseconds in which they are forgotten.
        let windowNanoseconds: UInt64

        /// Nanoseconds in which one is forgotten.
        fileprivate var share: UInt64 { max(1, windowNanoseconds / UInt64(max(1, most))) }
    }

    /// No more origins are kept; when there are, those that failed least are forgotten.
    static let mostOrigins = 10_000

    /// Nanoseconds between two records of refusals of one origin.
    private static let quietNanoseconds: UInt64 = 60_000_000_000

    /// What is kept of an origin.
    private struct Failures {
        /// When all of them are forgotten.
        var forgottenAt: UInt64
        /// When a refusal was recorded last; nil before.
        var recordedAt: UInt64?
        /// Refusals since then.
        var unrecorded: UInt64 = 0
    }

    private struct Kept {
        var bound: Bound?
        var origins: [ClientOrigin: Failures] = [:]
    }
    private let kept = Mutex(Kept())

    init() {}

    /// How many origins are kept.
    var count: Int { kept.withLock { $0.origins.count } }

    /// Whether an origin has failed too often to be let in at a moment.
    func isRefused(_ origin: ClientOrigin, _ bound: Bound, now: UInt64) -> Bool {
        kept.withLock { kept in
            guard kept.bound == bound, let moment = kept.origins[origin]?.forgottenAt else { return false }
            return moment &+ bound.share > now &+ bound.windowNanoseconds
        }
    }

    /// A login failed. True when with it the origin has failed too often.
    func failed(_ origin: ClientOrigin, _ bound: Bound, now: UInt64) -> Bool {
        kept.withLock { kept in
            // What was counted under another bound means nothing under this one.
            if kept.bound != bound { kept = Kept(bound: bound) }
            if kept.origins[origin] == nil, kept.origins.count >= Self.mostOrigins {
                Self.makeRoom(&kept.origins, now)
            }
            let before = max(kept.origins[origin]?.forgottenAt ?? now, now)
            let after = min(before &+ bound.share, now &+ bound.windowNanoseconds)
            kept.origins[origin, default: Failures(forgottenAt: after)].forgottenAt = after
            return after &+ bound.share > now &+ bound.windowNanoseconds
        }
    }

    /// An origin was refused. Returns how many refusals of it have no record, when this one is to have one; nil when it is not:
    /// whoever is refused and comes again at once would otherwise fill the disk.
    func refused(_ origin: ClientOrigin, now: UInt64) -> UInt64? {
        kept.withLock { kept in
            guard var failures = kept.origins[origin] else { return 0 }
            defer { kept.origins[origin] = failures }
            if let last = failures.recordedAt, now &- last < Self.quietNanoseconds {
                failures.unrecorded += 1
                return nil
            }
            let unrecorded = failures.unrecorded
            failures.recordedAt = now
            failures.unrecorded = 0
            return unrecorded
        }
    }

    private static func makeRoom(_ origins: inout [ClientOrigin: Failures], _ now: UInt64) {
        origins = origins.filter { $0.value.forgottenAt > now }
        guard origins.count >= mostOrigins else { return }
        let kept = origins.sorted { $0.value.forgottenAt > $1.value.forgottenAt }.prefix(mostOrigins / 2)
        origins = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    }
}
