// The two connections of a session: how they begin, are secured, read from, and end.

import Logging
import NIOCore
import NIOPosix
import NIOSSL
import Policy
import Session

// MARK: what the handlers tell

extension Performer {
    /// A channel has its handler.
    func attached(_ context: ChannelHandlerContext, _ side: Side) {
        switch side {
        case .client: client.context = context
        case .upstream: upstream.context = context
        }
    }

    /// A connection is there.
    func opened(_ side: Side) {
        switch side {
        case .client: break
        case .upstream: happened(.upstreamConnected)
        }
    }

    /// A TLS handshake is done.
    func secured(_ side: Side, _ negotiated: String?) {
        switch side {
        case .client:
            switch negotiated {
            case nil: happened(.clientSecured(.none))
            case "postgresql": happened(.clientSecured(.postgresql))
            case .some: happened(.clientSecured(.other))
            }
        case .upstream:
            isSecuringUpstream = false
            happened(.upstreamSecured(endPoint: upstream.context?.serverEndPoint))
        }
    }

    /// Something went wrong on a connection; it is closed next.
    func failed(_ side: Side, _ error: any Error) {
        switch side {
        case .client:
            loop.logger.debug("client connection failed", metadata: ["session": "\(name)", "problem": "\(error)"])
        case .upstream:
            loop.logger.notice("server connection failed", metadata: ["session": "\(name)", "problem": "\(error)"])
            if isSecuringUpstream {
                isSecuringUpstream = false
                giveUpUpstream()
                happened(.upstreamFailed(.tls))
            }
        }
    }

    /// The other end will send nothing more. What was written to it still goes out.
    func inputEnded(_ side: Side) {
        switch side {
        case .client: clientInputEnded()
        case .upstream:
            happened(.upstreamClosed)
            close(side)
            loop.touch(self)
        }
    }

    /// A connection is gone.
    func closed(_ side: Side) {
        switch side {
        case .client:
            client.gone()
            happened(.clientClosed)
        case .upstream:
            upstream.gone()
            upstreamHandler = nil
            if isSecuringUpstream {
                isSecuringUpstream = false
                happened(.upstreamFailed(.tls))
            } else {
                happened(.upstreamClosed)
            }
        }
        forgetIfOver()
    }

    /// Nothing is left of the session once both connections are gone.
    func forgetIfOver() {
        if client.context == nil, upstream.context == nil { loop.forget(self) }
    }
}

// MARK: reading

extension Performer {
    /// Bytes that wait on one side beyond the largest message before that side is no longer read from.
    private static let slackBytes = 256 << 10
    /// Bytes beyond that which the system may still hand over although nobody reads, before the session is ended.
    private static let excessBytes = 8 << 20

    /// Whether a side may be read from now. If not, it is when the other end can take more.
    func mayRead(_ side: Side) -> Bool {
        switch side {
        case .client where isOpen(client, beside: upstream): return true
        case .upstream where isOpen(upstream, beside: client): return true
        case .client:
            client.isReadHeld = true
            return false
        case .upstream:
            upstream.isReadHeld = true
            return false
        }
    }

    private func isOpen(_ from: Peer, beside to: Peer) -> Bool {
        if from.isClosing { return true }
        return from.pending.readableBytes <= messageBytes + Self.slackBytes && to.takesMore
    }

    /// Reads that were put off are made up for, where they may.
    func readAgain() {
        if client.isReadHeld, isOpen(client, beside: upstream) {
            client.isReadHeld = false
            client.context?.read()
        }
        if upstream.isReadHeld, isOpen(upstream, beside: client) {
            upstream.isReadHeld = false
            upstream.context?.read()
        }
    }

    /// Whether a side has sent more than anybody may keep.
    func isExcessive(_ side: Side) -> Bool {
        let most = messageBytes + Self.slackBytes + Self.excessBytes
        switch side {
        case .client: return client.pending.readableBytes > most
        case .upstream: return upstream.pending.readableBytes > most
        }
    }
}

// MARK: beginning, securing, ending

extension Performer {
    /// How long a connection that is to be closed may take to be rid of what was written to it.
    private static let closingPatience = TimeAmount.seconds(5)

    /// What was written leaves in clear, and everything after it is TLS.
    func startClientTLS(isDirect: Bool) {
        loop.counters.clientSent &+= client.flush()
        guard let context = client.context, let tls = listener.tls else { return close(.client) }
        do {
            let handler = NIOSSLServerHandler(context: tls)
            try context.channel.pipeline.syncOperations.addHandler(handler, position: .first)
        } catch {
            return close(.client)
        }
        client.isSecure = true
        replaysClient = isDirect
    }

    /// Sends what was received as if it arrived again, now through TLS.
    func replayClient() {
        guard let context = client.context else { return }
        let bytes = client.pending
        client.pending = ByteBuffer()
        context.channel.pipeline.fireChannelRead(bytes)
        context.channel.pipeline.fireChannelReadComplete()
    }

    /// Everything to the server is TLS from now on.
    func startUpstreamTLS() {
        loop.counters.serverSent &+= upstream.flush()
        guard let context = upstream.context, let server, let tls = server.tls.context else {
            return happened(.upstreamFailed(.tls))
        }
        do {
            let handler = try NIOSSLClientHandler(context: tls, serverHostname: server.tls.serverName)
            isSecuringUpstream = true
            upstream.isSecure = true
            try context.channel.pipeline.syncOperations.addHandler(handler, position: .first)
        } catch {
            isSecuringUpstream = false
            happened(.upstreamFailed(.tls))
        }
    }

    /// Opens a connection to the session's database; one that is open is given up first.
    func connectUpstream() {
        giveUpUpstream()
        guard let database = session.database, let server = loop.configuration.upstream(like: database) else {
            return happened(.upstreamFailed(.unreachable))
        }
        if let cap = count() { return happened(.end(.tooManySessions(cap))) }
        self.server = server
        let handler = SessionHandler(.upstream, self)
        upstreamHandler = handler
        // The handler holds the performer anyway, and an object that was held weakly once is slower for good.
        loop.connector.connect(server, handler) { [self] failure in
            guard upstreamHandler === handler else { return }
            upstreamHandler = nil
            happened(.upstreamFailed(failure))
        }
    }

    /// The connection to the server is closed at once and not listened to any more.
    func giveUpUpstream() {
        isSecuringUpstream = false
        upstreamHandler?.abandon()
        upstreamHandler = nil
        upstream = Peer()
    }

    /// Closes a connection once everything is written.
    func close(_ side: Side) {
        switch side {
        case .client:
            client.isClosing = true
            client.pending = ByteBuffer()
        case .upstream:
            upstream.isClosing = true
            upstream.pending = ByteBuffer()
            if upstream.context == nil { giveUpUpstream() }
        }
    }

    /// Hands the server what the turn wrote: the records are.
    func handOver() {
        firstAnnounced = nil
        loop.counters.serverSent &+= upstream.flush()
    }

    // After every server has got its part, so that clients in one process are woken once.
    /// Hands the client what the turn wrote, and ends what is to end.
    func finishTurn() {
        loop.counters.clientSent &+= client.flush()
        // What went to the sockets at once is no event of the channels.
        readAgain()
        if endTurn() { loop.putOff(self) }
        if upstream.isClosing, upstream.context?.channel.isActive == false { giveUpUpstream() }
        finishClosing(upstream)
        finishClosing(client)
        forgetIfOver()
    }

    private func finishClosing(_ peer: Peer) {
        // What was written since the turn's bytes were handed over goes first, in the next turn.
        guard peer.isClosing, !peer.isClosed, peer.outgoingBytes == 0, let context = peer.context else { return }
        peer.isClosed = true
        let channel = context.channel
        // An empty write is done when everything before it is.
        channel.writeAndFlush(ByteBuffer()).whenComplete { _ in channel.close(promise: nil) }
        channel.eventLoop.scheduleTask(in: Self.closingPatience) { channel.close(promise: nil) }
    }

    /// Counts the session among its database's and its user's; returns the bound that it is beyond, if there is one.
    private func count() -> SessionCap? {
        let limits = loop.configuration.limits
        if countedDatabase == nil, let database = session.database {
            let most = database.maxClientConnections ?? limits.maxDatabaseClientConnections
            guard loop.shared.databases.open(database.name, most: most) else { return .database }
            countedDatabase = database.name
        }
        if countedUser == nil {
            let user = session.client.user
            let known = loop.configuration.policy.users.first { $0.name.utf8.elementsEqual(user.utf8) }
            guard loop.shared.users.open(user, most: known?.maxClientConnections ?? limits.maxUserClientConnections)
            else { return .user }
            countedUser = user
        }
        return nil
    }
}
