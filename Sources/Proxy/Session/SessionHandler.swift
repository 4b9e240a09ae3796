// What NIO tells of one of a session's two connections, passed on to the performer.

import NIOCore
import NIOSSL
import NIOTLS

/// The one handler of a session's channel, above TLS when there is any.
///
/// Bytes come as whole buffers and are not cut into messages here: that is the session's part.
final class SessionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let side: Side
    private let performer: Performer
    /// Whether the performer has given this connection up and hears nothing of it any more.
    private var isAbandoned = false
    private var isOpened = false
    private var context: ChannelHandlerContext?

    init(_ side: Side, _ performer: Performer) {
        self.side = side
        self.performer = performer
    }

    /// Closes the connection, now or as soon as it is there, and tells nothing more of it.
    func abandon() {
        isAbandoned = true
        context?.close(promise: nil)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if !isAbandoned { performer.attached(context, side) }
        if context.channel.isActive { open(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        open(context)
        context.fireChannelActive()
    }

    /// Tells of the connection once, whether it was there before this handler or not.
    private func open(_ context: ChannelHandlerContext) {
        guard !isOpened else { return }
        isOpened = true
        if isAbandoned { context.close(promise: nil) } else { performer.opened(side) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if !isAbandoned { performer.received(unwrapInboundIn(data), from: side) }
    }

    /// Reads are put off while the other end cannot take more.
    func read(context: ChannelHandlerContext) {
        if isAbandoned || performer.mayRead(side) { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if !isAbandoned { performer.writabilityChanged() }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if !isAbandoned { tell(event) }
        context.fireUserInboundEventTriggered(event)
    }

    private func tell(_ event: Any) {
        if let event = event as? TLSUserEvent {
            switch event {
            case .handshakeCompleted(let negotiated): performer.secured(side, negotiated)
            case .shutdownCompleted: break
            }
        } else if let event = event as? ChannelEvent {
            switch event {
            case .inputClosed: performer.inputEnded(side)
            case .outputClosed: break
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !isAbandoned { performer.failed(side, error) }
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if !isAbandoned { performer.closed(side) }
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }
}
