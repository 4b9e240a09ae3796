// Answers HTTP on a loopback address: the metrics, and whether the process lives and is ready.

import NIOCore
import NIOHTTP1
import NIOPosix

/// The handler of one connection, which is closed after its answer.
final class MetricsHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// An answer before it is sent.
    private struct Answer: Sendable {
        var status: HTTPResponseStatus
        var type = "text/plain; charset=utf-8"
        var text: String
    }

    private let source: MetricsSource
    private var isAnswered = false

    init(_ source: MetricsSource) { self.source = source }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = unwrapInboundIn(data), !isAnswered else { return }
        isAnswered = true
        guard MetricsServer.isLocal(host: head.headers.first(name: "host")) else {
            return send(Answer(status: .misdirectedRequest, text: "not a name of this machine\n"), head, context)
        }
        guard head.method == .GET || head.method == .HEAD else {
            return send(Answer(status: .methodNotAllowed, text: "GET and HEAD only\n"), head, context)
        }
        let path = head.uri.prefix { $0 != "?" }
        switch path {
        case "/metrics":
            later(head, context) { source in
                source.text().map { Answer(status: .ok, type: "text/plain; version=0.0.4; charset=utf-8", text: $0) }
            }
        case "/healthz": send(Answer(status: .ok, text: "ok\n"), head, context)
        case "/readyz":
            later(head, context) { source in
                source.readiness().map { Answer(status: $0.isReady ? .ok : .serviceUnavailable, text: $0.text) }
            }
        default:
            send(Answer(status: .notFound, text: "there are /metrics, /healthz and /readyz\n"), head, context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func later(
        _ head: HTTPRequestHead,
        _ context: ChannelHandlerContext,
        _ ask: (MetricsSource) -> EventLoopFuture<Answer>
    ) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        ask(source).hop(to: context.eventLoop).whenComplete { result in
            let (handler, context) = bound.value
            switch result {
            case .success(let answer): handler.send(answer, head, context)
            // A loop has ended, so the process is about to.
            case .failure: context.close(promise: nil)
            }
        }
    }

    private func send(_ answer: Answer, _ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        let body = ByteBuffer(string: answer.text)
        var headers = HTTPHeaders()
        headers.add(name: "content-type", value: answer.type)
        headers.add(name: "content-length", value: String(body.readableBytes))
        headers.add(name: "cache-control", value: "no-store")
        headers.add(name: "connection", value: "close")
        if answer.status == .methodNotAllowed { headers.add(name: "allow", value: "GET, HEAD") }
        let head = HTTPResponseHead(version: request.version, status: answer.status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if request.method != .HEAD { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in bound.value.close(promise: nil) }
    }
}

/// The metrics' listener.
struct MetricsServer {
    private let channel: any Channel

    /// Whether nothing is answered any more, although nobody closed it.
    var isBroken: Bool { !channel.isActive }

    /// How long a connection may take.
    private static let patience = TimeAmount.seconds(10)
    /// Connections at a time; more are closed. Whoever is on this machine may open some, and sessions need descriptors too.
    static let mostConnections = 64

    /// Begins to answer.
    static func open(
        _ socket: ListeningSocket,
        on eventLoop: any EventLoop,
        _ source: MetricsSource,
        _ accepting: Accepting
    ) throws -> MetricsServer {
        let open = NIOLoopBoundBox.makeBoxSendingValue(0, eventLoop: eventLoop)
        let bootstrap = ServerBootstrap(group: eventLoop).childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                guard open.value < mostConnections else { throw ChannelError.ioOnClosedChannel }
                open.value += 1
                channel.closeFuture.whenComplete { _ in open.value -= 1 }
                let pipeline = channel.pipeline.syncOperations
                try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: false)
                try pipeline.addHandler(MetricsHandler(source))
                channel.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
            }
        }
        return MetricsServer(channel: try accepting.open(socket, bootstrap))
    }

    /// Answers no more.
    func close() { try? channel.close().wait() }

    /// Whether a Host header names this machine. A page in a browser that has its own name point here names that.
    static func isLocal(host: String?) -> Bool {
        guard let host else { return true }
        let isV6 = host.hasPrefix("[")
        let name = isV6 ? String(host.prefix { $0 != "]" }.dropFirst()) : String(host.prefix { $0 != ":" })
        if name.lowercased() == "localhost" { return true }
        guard let address = try? SocketAddress(ipAddress: name, port: 0) else { return false }
        return switch address {
        case .v4: !isV6 && name.hasPrefix("127.")
        case .v6: name == "::1"
        case .unixDomainSocket: false
        }
    }
}
