// Passes a cancel request on to a server, over a connection of its own.

import NIOCore
import NIOSSL
import NIOTLS
import Session

// PostgreSQL: fe-cancel.c; postmaster.c, processCancelRequest: the server sends nothing and closes.
/// The handler of such a connection: it asks for TLS if the session has it, sends the request and waits for the end.
final class CancelConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What came of a request.
    enum Outcome: Equatable {
        /// It was written, and the connection is closed.
        case sent
        /// The connection was closed before, or is none.
        case unsent
    }

    private enum Phase {
        case connecting, asking, securing, waiting, over
    }

    private let request: [UInt8]
    private let tls: UpstreamTLS?
    private let finished: (Outcome) -> Void
    private var phase = Phase.connecting
    private var context: ChannelHandlerContext?

    /// How long all of it may take.
    static let patience = TimeAmount.seconds(10)

    /// `request` is the whole packet; `tls` is nil where the session goes without.
    init(_ request: [UInt8], tls: UpstreamTLS?, finished: @escaping (Outcome) -> Void) {
        self.request = request
        self.tls = tls
        self.finished = finished
    }

    /// Gives up: what was not written yet is not written any more, also when there is a connection later.
    func abandon() {
        finish()
        context?.close(promise: nil)
    }

    /// There is no connection and there will be none.
    func failed() { finish() }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if case .over = phase { return context.close(promise: nil) }
        let channel = context.channel
        channel.eventLoop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
        if channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) { begin(context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        switch phase {
        case .asking:
            // One byte and nothing behind it, which would come from before TLS.
            guard buffer.readableBytes == 1, buffer.getInteger(at: buffer.readerIndex) == UInt8(ascii: "S"),
                let tls, let secured = tls.context
            else { return context.close(promise: nil) }
            do {
                phase = .securing
                let handler = try NIOSSLClientHandler(context: secured, serverHostname: tls.serverName)
                try context.pipeline.syncOperations.addHandler(handler, position: .first)
            } catch {
                context.close(promise: nil)
            }
        case .connecting, .securing, .waiting, .over:
            break
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .securing = phase, case .handshakeCompleted? = event as? TLSUserEvent { send(context) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func channelInactive(context: ChannelHandlerContext) { finish() }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        finish()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard case .connecting = phase else { return }
        guard tls != nil else { return send(context) }
        phase = .asking
        var packet = context.channel.allocator.buffer(capacity: 8)
        // PostgreSQL: pqcomm.h, NEGOTIATE_SSL_CODE
        packet.writeInteger(UInt32(8))
        packet.writeInteger(UInt32(80_877_103))
        context.writeAndFlush(wrapOutboundOut(packet), promise: nil)
    }

    private func send(_ context: ChannelHandlerContext) {
        phase = .waiting
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: request)), promise: nil)
    }

    private func finish() {
        switch phase {
        case .over: return
        case .waiting:
            phase = .over
            finished(.sent)
        case .connecting, .asking, .securing:
            phase = .over
            finished(.unsent)
        }
    }
}
