// A server that says exactly what a test wants.

import Foundation
import Glibc

/// Accepts connections on a Unix socket; each is handed to the script on a thread of its own.
final class FakeServer: @unchecked Sendable {
    let folder: Folder
    private let descriptor: Int32

    init(_ script: @escaping @Sendable (Wire) throws -> Void) throws {
        folder = try Folder()
        descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = folder.file("s")
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let answer = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard answer == 0, listen(descriptor, 16) == 0 else { throw POSIXError(.EADDRINUSE) }
        let listening = descriptor
        Thread.detachNewThread {
            while true {
                let accepted = accept(listening, nil, nil)
                guard accepted >= 0 else { return }
                Thread.detachNewThread { try? script(Wire(accepted)) }
            }
        }
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    var socket: String { folder.file("s") }
}

extension Wire {
    /// The startup packet of a client, without its length; a request for TLS is refused first.
    func startup() throws -> [UInt8] {
        while true {
            let head = try bytes(4)
            let length = Int(head[0]) << 24 | Int(head[1]) << 16 | Int(head[2]) << 8 | Int(head[3])
            let body = try bytes(length - 4)
            guard body == Array(Bytes.tlsRequest[4...]) else { return body }
            send([UInt8(ascii: "N")])
        }
    }

    /// Lets a client in without a password, as a server does that trusts it.
    func welcome() throws {
        _ = try startup()
        send("R", Bytes.int32(0))
        for (name, value) in [
            ("client_encoding", "UTF8"), ("standard_conforming_strings", "on"), ("server_version", "15.0"),
            ("server_encoding", "UTF8"), ("integer_datetimes", "on"),
        ] {
            send("S", Bytes.text(name) + Bytes.text(value))
        }
        send("K", Bytes.int32(77) + Bytes.int32(12345))
        send("Z", [UInt8(ascii: "I")])
    }
}
