// Accepting connections on one address, and what a new connection is given.

import Glibc
import NIOCore
import NIOPosix
import Policy

/// An address on which connections are accepted.
struct Listening: Sendable {
    let listener: Listener
    private let channels: [any Channel]
    private let files: [SocketFile]

    /// Whether connections are no longer accepted, although nobody closed it: an error that NIO takes for the end.
    var isBroken: Bool { channels.contains { !$0.isActive } }

    /// Begins to accept on sockets that are bound already. Connections are spread over the loops. When it throws, none of the
    /// sockets is open any more.
    static func open(
        _ sockets: [ListeningSocket],
        of listener: Listener,
        on group: MultiThreadedEventLoopGroup,
        _ loops: LoopSet,
        _ accepting: Accepting
    ) throws -> Listening {
        let address = listener.address
        let isTCP = if case .tcp = address { true } else { false }
        let bootstrap = ServerBootstrap(group: group)
            .childChannelOption(.maxMessagesPerRead, value: 4)
            // A client that has said all it has to say still gets its answer.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.writeBufferWaterMark, value: SocketOptions.waterMark)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let state = loops.state(of: channel.eventLoop) else { throw ChannelError.ioOnClosedChannel }
                    if isTCP { try SocketOptions.apply(state.configuration.limits.tcp, to: channel) }
                    try state.accept(channel, at: address)
                }
            }
        var channels: [any Channel] = []
        do {
            for socket in sockets { channels.append(try accepting.open(socket, bootstrap)) }
        } catch {
            // What became of the descriptor that failed is NIO's to say.
            for channel in channels { try? channel.close().wait() }
            for socket in sockets.dropFirst(channels.count + 1) { Glibc.close(socket.descriptor) }
            for socket in sockets { socket.file?.remove() }
            throw error
        }
        return Listening(listener: listener, channels: channels, files: sockets.compactMap(\.file))
    }

    /// Accepts no more; connections that were accepted go on.
    func close() {
        for file in files { file.remove() }
        for channel in channels { try? channel.close().wait() }
    }
}
