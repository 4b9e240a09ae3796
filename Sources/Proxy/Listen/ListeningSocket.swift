// Sockets that accept connections: bound before anything is served, so that a taken address is an error at start.

import Glibc
import Policy
import SQLAnalysis

/// A bound and listening socket. Whoever has it closes it, or hands its descriptor on.
struct ListeningSocket: Sendable {
    /// The descriptor.
    let descriptor: Int32
    /// The address as messages name it.
    let words: String
    /// The file of a Unix socket; nil for TCP.
    let file: SocketFile?

    /// Connections that wait to be accepted.
    static let backlog: Int32 = 1024

    /// Binds a listener's address: every address that a host name stands for. Throws SG9022, naming the listener.
    static func bind(_ listener: Listener) throws(ConfigurationProblem) -> [ListeningSocket] {
        switch listener.address {
        case .tcp(let host, let port):
            return try bind(host: host, port: port)
        case .socket(let path):
            let permissions: mode_t =
                switch listener.permissions {
                case .owner: 0o600
                case .group: 0o660
                }
            return [try bind(path: path, permissions: permissions)]
        }
    }

    /// Binds a Unix socket with these permissions.
    ///
    /// The socket is made under another name and then moved, so that nobody ever sees it with other permissions. A file
    /// that is left from a process that is gone is replaced; one on which somebody still answers is not.
    static func bind(path: String, permissions: mode_t) throws(ConfigurationProblem) -> ListeningSocket {
        try SocketFile.makeRoom(at: path)
        let temporary = "\(path).\(getpid())"
        guard let bound = UnixAddress(temporary.utf8.count <= UnixAddress.maxBytes ? temporary : path) else {
            throw unavailable(path, "its path is too long")
        }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw unavailable(path, systemError(errno)) }
        unlink(bound.path)
        var step = bound.withAddress { Glibc.bind(descriptor, $0, $1) }
        if step == 0 { step = chmod(bound.path, permissions) }
        if step == 0 { step = listen(descriptor, backlog) }
        if step == 0, bound.path != path { step = rename(bound.path, path) }
        guard step == 0, let file = SocketFile(path) else {
            let reason = systemError(errno)
            close(descriptor)
            unlink(bound.path)
            throw unavailable(path, reason)
        }
        return ListeningSocket(descriptor: descriptor, words: path, file: file)
    }

    /// Binds every address that a host name stands for. Throws SG9022.
    static func bind(host: String, port: Int) throws(ConfigurationProblem) -> [ListeningSocket] {
        let words = Listener.Address.tcp(host: host, port: port).words
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let answer = getaddrinfo(host, String(port), &hints, &found)
        guard answer == 0 else { throw unavailable(words, String(cString: gai_strerror(answer))) }
        defer { freeaddrinfo(found) }
        var sockets: [ListeningSocket] = []
        do throws(ConfigurationProblem) {
            var next = found
            while let entry = next {
                sockets.append(try bind(entry.pointee, words))
                next = entry.pointee.ai_next
            }
        } catch {
            for socket in sockets { close(socket.descriptor) }
            throw error
        }
        guard !sockets.isEmpty else { throw unavailable(words, "the name stands for no address") }
        return sockets
    }

    private static func bind(_ entry: addrinfo, _ words: String) throws(ConfigurationProblem) -> ListeningSocket {
        let descriptor = socket(entry.ai_family, entry.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), entry.ai_protocol)
        guard descriptor >= 0 else { throw unavailable(words, systemError(errno)) }
        var on: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, size)
        // Otherwise :: would take the port of IPv4 too, and 0.0.0.0 beside it could not be bound.
        if entry.ai_family == AF_INET6 { setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &on, size) }
        guard Glibc.bind(descriptor, entry.ai_addr, entry.ai_addrlen) == 0, listen(descriptor, backlog) == 0 else {
            let reason = systemError(errno)
            close(descriptor)
            throw unavailable(words, reason)
        }
        return ListeningSocket(descriptor: descriptor, words: words, file: nil)
    }

    fileprivate static func unavailable(_ words: String, _ reason: String) -> ConfigurationProblem {
        ConfigurationProblem(.addressUnavailable, "cannot listen on \(words): \(reason)")
    }
}

/// The file of a Unix socket, told from another of the same name.
struct SocketFile: Sendable {
    let path: String
    private let device: dev_t
    private let inode: ino_t

    /// The file that is there now; nil when there is none.
    init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        self.path = path
        device = status.st_dev
        inode = status.st_ino
    }

    /// Removes the file, unless another has taken its place.
    func remove() {
        guard let now = SocketFile(path), now.device == device, now.inode == inode else { return }
        unlink(path)
    }

    /// Makes sure that a socket may take the place: nothing is there, or a socket on which nobody answers.
    fileprivate static func makeRoom(at path: String) throws(ConfigurationProblem) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw ListeningSocket.unavailable(path, systemError(errno))
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw ListeningSocket.unavailable(path, "something that is no socket has this name")
        }
        guard let address = UnixAddress(path) else {
            throw ListeningSocket.unavailable(path, "its path is too long")
        }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw ListeningSocket.unavailable(path, systemError(errno)) }
        defer { close(descriptor) }
        // Non-blocking: a full queue of a living process is an answer too.
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        guard address.withAddress({ connect(descriptor, $0, $1) }) != 0, errno == ECONNREFUSED else {
            throw ListeningSocket.unavailable(path, "address already in use")
        }
    }
}

/// The address of a Unix socket in the system's form.
struct UnixAddress {
    /// Bytes of the longest path, which a byte of zero follows.
    static let maxBytes = 107

    let path: String

    /// An address; nil for a path that does not fit.
    init?(_ path: String) {
        guard (1...Self.maxBytes).contains(path.utf8.count), !path.utf8.contains(0) else { return nil }
        self.path = path
    }

    /// Passes the address as the system takes it.
    func withAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
        }
    }
}
