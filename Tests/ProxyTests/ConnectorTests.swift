// Servers with several addresses, of which some do not answer.

import Foundation
import Glibc
import NIOCore
import NIOPosix
import Testing

@testable import Proxy

@Suite("Connecting")
struct ConnectorTests {
    /// Tells when it is on a connection, and of which port.
    private final class Arrival: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let arrived: EventLoopPromise<Int?>

        init(_ arrived: EventLoopPromise<Int?>) { self.arrived = arrived }

        func handlerAdded(context: ChannelHandlerContext) {
            arrived.succeed(context.channel.remoteAddress?.port)
            context.close(promise: nil)
        }
    }

    /// A socket that listens, and takes no connection: its queue is full.
    private final class Silent {
        let port: Int
        private var descriptors: [Int32] = []

        init() throws {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            descriptors = [descriptor]
            guard Loopback.with(port: 0, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, 0) == 0 else {
                throw POSIXError(.EADDRINUSE)
            }
            port = try Loopback.port(of: descriptor)
            for _ in 0..<4 {
                let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
                descriptors.append(client)
                _ = Loopback.with(port: port) { connect(client, $0, $1) }
            }
        }

        deinit { for descriptor in descriptors { close(descriptor) } }
    }

    @Test("an address that does not answer leaves the others their time")
    func silent() throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let threads = NIOThreadPool(numberOfThreads: 1)
        defer { try? group.syncShutdownGracefully() }
        let silent = try Silent()
        let port = try freePort()
        let server = try FakeServer(port: port) { _ in }
        defer { withExtendedLifetime((silent, server)) {} }
        let addresses = try [silent.port, port].map { try SocketAddress(ipAddress: "127.0.0.1", port: $0) }
        let loop = group.next()
        func connect(to addresses: [SocketAddress]) throws -> Int? {
            let arrived = loop.makePromise(of: Int?.self)
            loop.execute {
                let connector = Connector(loop, NameLookups(threads))
                connector.patience = .seconds(4)
                // What the session allows for all of it.
                _ = loop.assumeIsolated().scheduleTask(in: connector.patience + .milliseconds(100)) {
                    arrived.succeed(-1)
                }
                connector.connect(to: addresses, Arrival(arrived)) { _ in arrived.succeed(nil) }
            }
            return try arrived.futureResult.wait()
        }
        #expect(try connect(to: addresses) == port)
        #expect(try connect(to: [addresses[0]]) == nil)
        #expect(try connect(to: []) == nil)
    }
}
