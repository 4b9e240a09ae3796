// One connection of the proxy's own to a server: it logs in, runs some texts, and goes.

import Logging
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import PGWire
import Policy
import SQLAnalysis
import Session

/// Why a visit brought nothing.
enum VisitFailure: Error, Equatable, Sendable {
    /// The login failed.
    case login(UpstreamFailure)
    /// The login worked, the texts did not.
    case run(QueryRunFailure)
    /// The connection ended, or all of it took too long.
    case lost

    /// For the log and the status: what happened, without anything that the server said.
    var words: String {
        switch self {
        case .login(let failure): "the login failed: \(failure.words)"
        case .run(.refused(let state)): "a query was refused with SQLSTATE \(state)"
        case .run(.brokeProtocol): "the server broke the protocol"
        case .run(.tooMuch): "the answer was too large"
        case .lost: "the connection was lost"
        }
    }
}

extension UpstreamFailure {
    /// For the log and the status.
    fileprivate var words: String {
        switch self {
        case .unreachable: "nobody listens there, or the name has no address"
        case .timeout: "the connection took too long"
        case .closed: "the server closed the connection"
        case .tls: "the TLS handshake failed, or the certificate is not the right one"
        case .noTLS: "TLS is demanded and the server has none"
        case .noCredential: "the credential could not be read, or is missing"
        case .refused(let state): "refused with SQLSTATE \(state)"
        case .downgrade: "the server asked for less than SCRAM-SHA-256"
        case .noChannelBinding: "the login cannot be bound to the connection, which the policy demands"
        case .notAuthentic: "the server could not prove that it knows the password"
        case .brokeProtocol: "the server broke the protocol"
        case .notPinned: "the server's session does not have the settings that statements are read by"
        }
    }
}

/// A visit. Bound to one event loop; ends by calling `finished` once.
final class ServerVisit {
    private let server: Upstream
    private let eventLoop: any EventLoop
    private let connector: Connector
    private let threads: NIOThreadPool
    private let logger: Logger
    private let finished: (Result<[[[UInt8]]], VisitFailure>) -> Void
    private var login: UpstreamLogin
    private var run: QueryRun
    private var effects = Effects()
    private var pending = ByteBuffer()
    private var handler: VisitHandler?
    private var isOver = false
    private var deadline: Scheduled<Void>?

    /// How long all of it may take.
    private static let patience = TimeAmount.seconds(60)

    /// A visit that was not begun yet; `nonce` are fresh random bytes.
    init(
        _ server: Upstream,
        _ run: QueryRun,
        nonce: [UInt8],
        on eventLoop: any EventLoop,
        _ connector: Connector,
        _ threads: NIOThreadPool,
        _ logger: Logger,
        finished: @escaping (Result<[[[UInt8]]], VisitFailure>) -> Void
    ) {
        self.server = server
        self.eventLoop = eventLoop
        self.connector = connector
        self.threads = threads
        self.logger = logger
        self.finished = finished
        let name = StartupMessage.Parameter(name: "application_name", value: "sqlguard catalog")
        login = UpstreamLogin(UpstreamTarget(server.database, settings: [name]), nonce: nonce)
        self.run = run
    }

    /// Begins; the visit keeps itself until it is over.
    func begin() {
        deadline = eventLoop.assumeIsolated().scheduleTask(in: Self.patience) { self.end(.failure(.lost)) }
        step { $0.start(into: &$1) }
    }

    // MARK: what the handler tells

    fileprivate func opened(_ from: VisitHandler) {
        if from === handler { step { $0.connected(into: &$1) } }
    }

    fileprivate func secured(_ from: VisitHandler) {
        guard from === handler else { return }
        let endPoint = from.serverEndPoint
        step { $0.secured(endPoint: endPoint, into: &$1) }
    }

    fileprivate func received(_ buffer: ByteBuffer, _ from: VisitHandler) {
        guard from === handler, !isOver else { return }
        var buffer = buffer
        pending.writeBuffer(&buffer)
        offer()
    }

    fileprivate func closed(_ from: VisitHandler) {
        guard from === handler, !isOver else { return }
        switch login.status {
        case .underway: step { $0.failed(.closed, into: &$1) }
        case .ready, .failed: end(.failure(.lost))
        }
    }

    fileprivate func failed(_ from: VisitHandler) {
        guard from === handler, !isOver else { return }
        switch login.status {
        case .underway: step { $0.failed(.tls, into: &$1) }
        case .ready, .failed: end(.failure(.lost))
        }
    }

    // MARK: the conversation

    private func step(_ change: (inout UpstreamLogin, inout Effects) -> Void) {
        guard !isOver else { return }
        effects.removeAll()
        change(&login, &effects)
        perform(ByteBuffer())
    }

    private func offer() {
        while !isOver, pending.readableBytes > 0 {
            let buffer = pending
            switch login.status {
            case .underway:
                effects.removeAll()
                let consumed = login.received(buffer.readableBytesSpan, into: &effects)
                pending.moveReaderIndex(forwardBy: consumed)
                perform(buffer)
                if consumed == 0 { return }
            case .ready:
                do throws(QueryRunFailure) {
                    let (consumed, sendsNext) = try run.received(buffer.readableBytesSpan)
                    pending.moveReaderIndex(forwardBy: consumed)
                    pending.discardReadBytes()
                    if run.isDone { return end(.success(run.rows)) }
                    if sendsNext { send() }
                    if consumed == 0 { return }
                } catch {
                    end(.failure(.run(error)))
                }
            case .failed: return
            }
        }
    }

    private func perform(_ received: ByteBuffer) {
        var resumes = false
        for effect in effects.list {
            switch effect {
            case .toUpstream(let slice):
                handler?.write(ByteBuffer(bytes: effects.made[slice.range]))
            case .connectUpstream: connect()
            case .startUpstreamTLS: secure()
            case .deriveKeys(let salt, let iterations):
                derive(Array(effects.made[salt.range]), Int(iterations))
            case .resumeUpstream: resumes = true
            case .log(let entry):
                logger.debug(
                    "catalog connection",
                    metadata: ["database": "\(server.database.name)", "event": "\(entry)"]
                )
            case .toClient, .startClientTLS, .closeClient, .closeUpstream, .decide, .recordIntent, .recordOutcome,
                .recordSession, .registerCancelKey, .cancelSession, .cancelUpstream, .startTimer, .stopTimer,
                .resumeClient, .catalogMayHaveChanged:
                end(.failure(.login(.brokeProtocol)))
            }
        }
        switch login.status {
        case .underway: if resumes { offer() }
        case .ready: send()
        case .failed(let failure): end(.failure(.login(failure)))
        }
    }

    private func send() {
        do throws(ProtocolViolation) {
            handler?.write(ByteBuffer(bytes: try run.request()))
        } catch {
            end(.failure(.run(.brokeProtocol)))
        }
    }

    // MARK: the connection

    private func connect() {
        handler?.abandon()
        pending = ByteBuffer()
        let handler = VisitHandler(self)
        self.handler = handler
        connector.connect(server, handler) { failure in
            guard self.handler === handler else { return }
            self.step { $0.failed(failure, into: &$1) }
        }
    }

    private func secure() {
        guard let context = server.tls.context, let handler, handler.secure(context, server.tls.serverName) else {
            return later { $0.failed(.tls, into: &$1) }
        }
    }

    private func derive(_ salt: [UInt8], _ iterations: Int) {
        guard let password = server.password else { return later { $0.failed(.noCredential, into: &$1) } }
        server.keys.derive(password, salt: salt, iterations: iterations, on: eventLoop, threads) { keys in
            self.later { login, effects in
                if let keys { login.derived(keys, into: &effects) } else { login.failed(.noCredential, into: &effects) }
            }
        }
    }

    /// A step outside of the one that is being performed.
    private func later(_ change: @escaping (inout UpstreamLogin, inout Effects) -> Void) {
        eventLoop.assumeIsolated().execute { self.step(change) }
    }

    private func end(_ result: Result<[[[UInt8]]], VisitFailure>) {
        guard !isOver else { return }
        isOver = true
        deadline?.cancel()
        handler?.leave()
        handler = nil
        finished(result)
    }
}

/// The handler of a visit's connection.
final class VisitHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var visit: ServerVisit?
    private var context: ChannelHandlerContext?
    private var isOpened = false
    private var isAbandoned = false

    init(_ visit: ServerVisit) { self.visit = visit }

    /// Writes at once.
    func write(_ buffer: ByteBuffer) { context?.writeAndFlush(wrapOutboundOut(buffer), promise: nil) }

    /// Puts TLS before this handler; false when that cannot be.
    func secure(_ tls: NIOSSLContext, _ serverName: String?) -> Bool {
        guard let context, let handler = try? NIOSSLClientHandler(context: tls, serverHostname: serverName) else {
            return false
        }
        return (try? context.channel.pipeline.syncOperations.addHandler(handler, position: .first)) != nil
    }

    /// What a login over this connection can be bound to.
    var serverEndPoint: [UInt8]? { context?.serverEndPoint }

    /// Closes the connection, now or as soon as it is there, and tells nothing more of it.
    func abandon() {
        isAbandoned = true
        visit = nil
        context?.close(promise: nil)
    }

    /// Says goodbye and closes.
    func leave() {
        var bytes: [UInt8] = []
        FrontendWriter.bare(.terminate, into: &bytes)
        write(ByteBuffer(bytes: bytes))
        abandon()
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { open(context) }
    }

    func channelActive(context: ChannelHandlerContext) { open(context) }

    private func open(_ context: ChannelHandlerContext) {
        guard !isOpened else { return }
        isOpened = true
        if isAbandoned { context.close(promise: nil) } else { visit?.opened(self) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { visit?.received(unwrapInboundIn(data), self) }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted? = event as? TLSUserEvent { visit?.secured(self) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        visit?.failed(self)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { visit?.closed(self) }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }
}
