// Tells the service manager how the process stands, as systemd asks for it with Type=notify.

import Glibc

// systemd: sd_notify(3). One datagram of lines NAME=VALUE for each change, to the socket that NOTIFY_SOCKET names.
/// The service manager that started the process, if it wants to know.
struct ServiceManager {
    private let descriptor: Int32
    private let address: sockaddr_un
    private let size: socklen_t
    private var status = ""

    /// The one that the environment names; nil when it names none, or none that can be reached.
    init?() {
        guard let value = getenv("NOTIFY_SOCKET") else { return nil }
        self.init(socket: String(cString: value))
    }

    /// The one that listens on a path, or with a leading `@` on a name that is no file.
    init?(socket name: String) {
        let bytes = Array(name.utf8)
        guard bytes.first == UInt8(ascii: "/") || bytes.first == UInt8(ascii: "@"),
            (2...UnixAddress.maxBytes).contains(bytes.count), !bytes.contains(0)
        else { return nil }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { path in
            path.copyBytes(from: bytes)
            // Linux: unix(7): a name that begins with a byte of zero is no file, and ends where its length says.
            if bytes.first == UInt8(ascii: "@") { path[0] = 0 }
        }
        let isFile = bytes.first == UInt8(ascii: "/")
        let head = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        self.address = address
        size = socklen_t(head + bytes.count + (isFile ? 1 : 0))
    }

    /// The process serves.
    mutating func ready(_ status: String) { send("READY=1", status) }

    /// The process reads its configuration again; `ready` follows.
    mutating func reloading(_ status: String) {
        send("RELOADING=1\nMONOTONIC_USEC=\(Clock.monotonic() / 1000)", status)
    }

    /// The process ends.
    mutating func stopping(_ status: String) { send("STOPPING=1", status) }

    /// How the process stands, in one line for people; sent only when it has changed.
    mutating func tell(_ status: String) {
        if status != self.status { send(nil, status) }
    }

    /// Sends a datagram. Nobody who listens is no reason not to serve.
    private mutating func send(_ state: String?, _ status: String) {
        self.status = status
        let line = "STATUS=" + String(String.UnicodeScalarView(status.unicodeScalars.filter { $0 != "\n" }))
        let bytes = Array((state.map { "\($0)\n\(line)" } ?? line).utf8)
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT), $0, size)
            }
        }
    }
}
