// Options of sockets, read back from the system.

import NIOCore
import NIOPosix
import Policy
import Testing

@testable import Proxy

@Suite("Options of sockets")
struct SocketOptionTests {
    /// What the system says of a connection over 127.0.0.1 to which a policy's settings were applied: keepalive, keepidle,
    /// keepintvl, keepcnt, user timeout.
    private func applied(_ limits: String) throws -> [Int] {
        let text = "version: 1\nlimits: \(limits)\nrules: [{name: r, why: w, match: {effect: read}, permit: {}}]\n"
        let settings = try PolicyFile.read(Array(text.utf8), file: "test").limits.tcp
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        defer { try? group.syncShutdownGracefully() }
        let listening = try ServerBootstrap(group: group).bind(host: "127.0.0.1", port: 0).wait()
        let address = try #require(listening.localAddress)
        let channel = try ClientBootstrap(group: group).connect(to: address).wait()
        return try channel.eventLoop.submit {
            try SocketOptions.apply(settings, to: channel)
            let options = try #require(channel.syncOptions)
            let keepalive = try options.getOption(.socketOption(.so_keepalive))
            return [Int(keepalive)]
                + (try SocketOptions.numbers(settings).map { Int(try options.getOption(.tcpOption($0.0))) })
        }.wait()
    }

    @Test("every option that the policy sets has its value at the system, and no other is touched")
    func values() throws {
        let system = try applied("{tcp_keepalive: false}")
        #expect(system.first == 0)
        #expect(try applied("{}") == [1] + system.dropFirst())
        #expect(
            try applied("{tcp_keepidle: 2m, tcp_keepintvl: 13s, tcp_keepcnt: 4, tcp_user_timeout: 1500ms}")
                == [1, 120, 13, 4, 1500]
        )
        #expect(try applied("{tcp_keepcnt: 4}") == [1, system[1], system[2], 4, system[4]])
    }
}
