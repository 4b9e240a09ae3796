// Answers questions about the process on a Unix socket: one line of JSON asks, one line of JSON answers.

import FoundationEssentials
import NIOCore
import NIOPosix

/// The handler of one connection.
final class AdminHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// No question is longer.
    private static let maxRequestBytes = 4096
    private let desk: AdminDesk
    private var received: [UInt8] = []
    private var isAnswered = false

    init(_ desk: AdminDesk) { self.desk = desk }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isAnswered else { return }
        received += unwrapInboundIn(data).readableBytesView
        guard let end = received.firstIndex(of: UInt8(ascii: "\n")) else {
            if received.count > Self.maxRequestBytes { context.close(promise: nil) }
            return
        }
        isAnswered = true
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        desk.answer(Data(received[..<end]), on: context.eventLoop).hop(to: context.eventLoop).whenComplete { result in
            let (handler, context) = bound.value
            switch result {
            case .success(let line): handler.answer(line, context)
            case .failure: context.close(promise: nil)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func answer(_ line: [UInt8], _ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        var buffer = context.channel.allocator.buffer(capacity: line.count + 1)
        buffer.writeBytes(line)
        buffer.writeInteger(UInt8(ascii: "\n"))
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(buffer)).whenComplete { _ in bound.value.close(promise: nil) }
    }
}

/// The admin socket of a process.
struct AdminSocket {
    let channel: any Channel
    let file: SocketFile?

    /// Whether nothing is answered any more, although nobody closed it.
    var isBroken: Bool { !channel.isActive }

    /// Questions that may be asked at a time, and how long each may take.
    private static let patience = TimeAmount.seconds(10)

    /// Begins to answer.
    static func open(
        _ socket: ListeningSocket,
        on eventLoop: any EventLoop,
        _ desk: AdminDesk,
        _ accepting: Accepting
    ) throws -> AdminSocket {
        let bootstrap = ServerBootstrap(group: eventLoop).childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(AdminHandler(desk))
                channel.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
            }
        }
        return AdminSocket(channel: try accepting.open(socket, bootstrap), file: socket.file)
    }

    /// Answers no more.
    func close() {
        file?.remove()
        try? channel.close().wait()
    }
}
