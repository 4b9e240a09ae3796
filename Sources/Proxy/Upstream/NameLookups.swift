// Addresses of names, looked up on threads of their own: a resolver may take minutes to say that it does not know.

import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// Looks up names of hosts. A name that is being looked up is not looked up a second time meanwhile, so that one with a resolver
/// that does not answer takes one thread, however many sessions ask for it.
final class NameLookups: Sendable {
    private struct Name: Hashable {
        let host: String
        let port: Int
    }

    private let threads: NIOThreadPool
    private let find: @Sendable (String, Int) -> [SocketAddress]
    private let underway = Mutex<[Name: EventLoopFuture<[SocketAddress]>]>([:])

    /// Looks up on these threads, with `find`, which blocks.
    init(
        _ threads: NIOThreadPool,
        find: @escaping @Sendable (String, Int) -> [SocketAddress] = { NameLookups.addresses(of: $0, $1) }
    ) {
        self.threads = threads
        self.find = find
    }

    /// Every address of a name, in the system's order; none when there is none. To be called on the loop.
    func addresses(of host: String, _ port: Int, on eventLoop: any EventLoop) -> EventLoopFuture<[SocketAddress]> {
        let name = Name(host: host, port: port)
        let (lookup, isNew) = underway.withLock { underway in
            if let known = underway[name] { return (known, false) }
            let lookup = threads.runIfActive(eventLoop: eventLoop) { [find] in find(host, port) }
            underway[name] = lookup
            return (lookup, true)
        }
        // Outside of the lock: it may be over already.
        if isNew { lookup.whenComplete { _ in self.underway.withLock { $0[name] = nil } } }
        return lookup.hop(to: eventLoop)
    }

    private static func addresses(of host: String, _ port: Int) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0 else { return [] }
        defer { freeaddrinfo(found) }
        var addresses: [SocketAddress] = []
        var next = found
        while let entry = next {
            if let address = SocketAddress(entry.pointee, host) { addresses.append(address) }
            next = entry.pointee.ai_next
        }
        return addresses
    }
}

extension SocketAddress {
    /// What getaddrinfo found; nil for what is neither IPv4 nor IPv6.
    fileprivate init?(_ entry: addrinfo, _ host: String) {
        guard let address = entry.ai_addr else { return nil }
        switch entry.ai_family {
        case AF_INET:
            self = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                SocketAddress($0.pointee, host: host)
            }
        case AF_INET6:
            self = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                SocketAddress($0.pointee, host: host)
            }
        default:
            return nil
        }
    }
}
