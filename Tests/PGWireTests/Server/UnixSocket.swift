// A blocking Unix socket: what the tests speak to a server or to libpq through.

import Glibc

@testable import PGWire

/// What the system said when a socket did not work.
struct SocketFailure: Error {
    /// What was tried.
    let operation: String
    /// Its `errno`.
    let code = errno
}

/// A socket that gives up after 60 seconds without a byte, so that no test waits for ever.
final class UnixSocket {
    private let descriptor: Int32

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    /// Connects to a path.
    convenience init(connectedTo path: String) throws {
        self.init(socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
        guard UnixSocket.address(path, { connect(descriptor, $0, $1) }) == 0 else {
            throw SocketFailure(operation: "connect")
        }
    }

    /// Listens at a path.
    convenience init(listeningAt path: String) throws {
        self.init(socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
        guard UnixSocket.address(path, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, 8) == 0 else {
            throw SocketFailure(operation: "listen")
        }
    }

    deinit { close(descriptor) }

    /// The next one who connects.
    func accepted() throws -> UnixSocket {
        let peer = accept(descriptor, nil, nil)
        guard peer >= 0 else { throw SocketFailure(operation: "accept") }
        return UnixSocket(peer)
    }

    /// Sends all bytes.
    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw SocketFailure(operation: "send") }
            rest = rest.dropFirst(count)
        }
    }

    /// What has come, at least one byte; empty at the end.
    func receive() throws -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            let read = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            failed = read < 0
            count = max(read, 0)
        }
        guard !failed else { throw SocketFailure(operation: "recv") }
        return bytes
    }

    private static func address(_ path: String, _ use: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes.prefix($0.count - 1)) }
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                use($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}

/// Messages one by one, from a socket.
struct MessageStream {
    /// The other side.
    let socket: UnixSocket
    private var pending: [UInt8] = []

    init(_ socket: UnixSocket) { self.socket = socket }

    /// The next message, whole.
    mutating func next() throws -> [UInt8] {
        try take { span in
            try MessageHeader.read(span, at: 0, most: MessageLimits.largest)?.end
        }
    }

    /// The first packet, whole.
    mutating func first() throws -> [UInt8] { try take { try StartupPacket.length($0) } }

    private mutating func take(_ length: (RawSpan) throws -> Int?) throws -> [UInt8] {
        while true {
            if let count = try length(pending.span.bytes), count <= pending.count {
                defer { pending.removeFirst(count) }
                return Array(pending[..<count])
            }
            let bytes = try socket.receive()
            guard !bytes.isEmpty else { throw ProtocolViolation.truncated(type: 0) }
            pending += bytes
        }
    }
}
