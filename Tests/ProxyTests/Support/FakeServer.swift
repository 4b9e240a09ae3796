// A server that says exactly what a test wants.

import Foundation
import Glibc
import SQLAnalysis

/// Accepts connections on a Unix socket; each is handed to the script on a thread of its own.
///
/// Sendable: it is read alone once it has been made.
final class FakeServer: @unchecked Sendable {
    let folder: Folder
    private let descriptor: Int32

    convenience init(_ script: @escaping @Sendable (Wire) throws -> Void) throws {
        let folder = try Folder()
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: folder.file("s").utf8) }
        let answer = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try self.init(folder, descriptor, isBound: answer == 0, script)
    }

    /// The same on a port of 127.0.0.1.
    convenience init(port: Int, _ script: @escaping @Sendable (Wire) throws -> Void) throws {
        let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        let answer = Loopback.with(port: port) { bind(descriptor, $0, $1) }
        try self.init(try Folder(), descriptor, isBound: answer == 0, script)
    }

    private init(
        _ folder: Folder,
        _ descriptor: Int32,
        isBound: Bool,
        _ script: @escaping @Sendable (Wire) throws -> Void
    ) throws {
        self.folder = folder
        self.descriptor = descriptor
        guard isBound, listen(descriptor, 16) == 0 else { throw POSIXError(.EADDRINUSE) }
        Thread.detachNewThread {
            while true {
                let accepted = accept(descriptor, nil, nil)
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

    /// The end of a connection that is not what the test is about.
    struct OtherConnection: Error {}

    /// Lets a client in without a password, as a server does that trusts it.
    ///
    /// The gateway's own connection, which asks what is in the database, is told that nothing is, and then this throws.
    func welcome(
        negotiating version: Int? = nil,
        key: [UInt8] = Bytes.int32(12345),
        catalog: ((Wire) -> Void)? = nil
    ) throws {
        let packet = String(decoding: try startup(), as: UTF8.self)
        if let version { send("v", Bytes.int32(version) + Bytes.int32(0)) }
        greet(key)
        guard packet.contains("sqlguard catalog") else { return }
        while true {
            let request = try message()
            guard request.type == UInt8(ascii: "Q") else { throw OtherConnection() }
            if let catalog {
                catalog(self)
                continue
            }
            // One row will do for everything but the definitions, of which there are none.
            if request.body != Bytes.text(CatalogQuery.definitions) {
                send("D", Bytes.int16(1) + Bytes.int32(6) + Array("public".utf8))
            }
            send("C", Bytes.text("SELECT 1"))
            send("Z", [UInt8(ascii: "I")])
        }
    }

    private func greet(_ key: [UInt8]) {
        send("R", Bytes.int32(0))
        for (name, value) in [
            ("client_encoding", "UTF8"), ("standard_conforming_strings", "on"), ("server_version", "15.0"),
            ("server_encoding", "UTF8"), ("integer_datetimes", "on"),
        ] {
            send("S", Bytes.text(name) + Bytes.text(value))
        }
        send("K", Bytes.int32(77) + key)
        send("Z", [UInt8(ascii: "I")])
    }
}
