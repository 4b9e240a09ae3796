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

    init(_ side: Side, _ performer: Performer) {
        self.side = side
        self.performer = performer
    }

    func handlerAdded(context: ChannelHandlerContext) {
        performer.attached(context, side)
        if context.channel.isActive { performer.opened(side) }
    }

    func channelActive(context: ChannelHandlerContext) {
        performer.opened(side)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        performer.received(unwrapInboundIn(data), from: side)
    }

    /// Reads are put off while the other end cannot take more.
    func read(context: ChannelHandlerContext) {
        if performer.mayRead(side) { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) { performer.writabilityChanged(side) }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? TLSUserEvent {
            switch event {
            case .handshakeCompleted(let negotiated): performer.secured(side, negotiated)
            case .shutdownCompleted: break
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        performer.failed(side, isTLS: error is NIOSSLError || error is BoringSSLError || error is NIOSSLExtraError)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        performer.closed(side)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { performer.detached(side) }
}
