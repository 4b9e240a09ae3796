// Accepting connections on one address, and what a new connection is given.

import NIOCore
import NIOPosix
import Policy

/// An address on which connections are accepted.
struct Listening: Sendable {
    let listener: Listener
    private let channels: [any Channel]
    private let files: [SocketFile]

    /// Begins to accept on sockets that are bound already. Connections are spread over the loops.
    static func open(
        _ sockets: [ListeningSocket],
        of listener: Listener,
        on group: MultiThreadedEventLoopGroup,
        _ loops: LoopSet
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
        return Listening(
            listener: listener,
            channels: try sockets.map { try bootstrap.withBoundSocket($0.descriptor).wait() },
            files: sockets.compactMap(\.file)
        )
    }

    /// Accepts no more; connections that were accepted go on.
    func close() {
        for file in files { file.remove() }
        for channel in channels { try? channel.close().wait() }
    }
}
