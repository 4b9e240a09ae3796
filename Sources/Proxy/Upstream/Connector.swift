// Connections to servers: names are looked up off the event loop, addresses are tried one after another as libpq does.

import NIOCore
import NIOPosix
import Policy
import Session

/// Connects on one event loop. Touched on that loop only.
final class Connector {
    private let eventLoop: any EventLoop
    private let names: NameLookups
    /// How long all addresses of a server may take together.
    var patience = TimeAmount.seconds(15)
    /// How peers that have vanished are noticed.
    var tcp = TCPSettings()

    init(_ eventLoop: any EventLoop, _ names: NameLookups) {
        self.eventLoop = eventLoop
        self.names = names
    }

    /// From now on connections are made under these bounds.
    func follow(_ limits: ServingLimits) {
        patience = .nanoseconds(Int64(clamping: limits.serverConnectTimeout.nanoseconds))
        tcp = limits.tcp
    }

    /// Connects to a server; the handler is put on the connection and told of everything after that. Calls `failed`
    /// when no address of the server can be connected to.
    func connect(
        _ server: Upstream,
        _ handler: any ChannelHandler,
        failed: @escaping (UpstreamFailure) -> Void
    ) {
        switch server.database.address {
        case .socket(let path):
            guard let address = try? SocketAddress(unixDomainSocketPath: path) else { return failed(.unreachable) }
            connect(to: [address], handler, failed: failed)
        case .tcp(let host, let port):
            if let address = try? SocketAddress(ipAddress: host, port: port) {
                connect(to: [address], handler, failed: failed)
            } else {
                names.addresses(of: host, port, on: eventLoop)
                    .assumeIsolated().whenComplete { result in
                        switch result {
                        case .success(let addresses): self.connect(to: addresses, handler, failed: failed)
                        case .failure: failed(.unreachable)
                        }
                    }
            }
        }
    }

    /// The same for addresses, in turn. Each has its share of the time: one that does not answer leaves the others theirs.
    func connect(
        to addresses: [SocketAddress],
        _ handler: any ChannelHandler,
        failed: @escaping (UpstreamFailure) -> Void
    ) {
        let share = TimeAmount.nanoseconds(max(1, patience.nanoseconds / Int64(max(1, addresses.count))))
        connect(addresses[...], Attempt(handler: handler, patience: share, failed: failed), .unreachable)
    }

    /// What is being connected for; stays on the loop.
    private struct Attempt {
        let handler: any ChannelHandler
        /// How long one address may take.
        let patience: TimeAmount
        let failed: (UpstreamFailure) -> Void
    }

    private func connect(_ addresses: ArraySlice<SocketAddress>, _ attempt: Attempt, _ last: UpstreamFailure) {
        guard let address = addresses.first else { return attempt.failed(last) }
        let tcp = address.protocol == .unix ? nil : tcp
        let handler = NIOLoopBound(attempt.handler, eventLoop: eventLoop)
        ClientBootstrap(group: eventLoop)
            .connectTimeout(attempt.patience)
            .channelOption(.maxMessagesPerRead, value: 4)
            .channelOption(.writeBufferWaterMark, value: SocketOptions.waterMark)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tcp { try SocketOptions.apply(tcp, to: channel) }
                }
            }
            .connect(to: address)
            .assumeIsolated().whenComplete { result in
                switch result {
                case .success(let channel):
                    do {
                        try channel.pipeline.syncOperations.addHandler(handler.value)
                    } catch {
                        channel.close(promise: nil)
                        attempt.failed(.unreachable)
                    }
                case .failure(let error):
                    self.connect(addresses.dropFirst(), attempt, Connector.reason(error))
                }
            }
    }

    private static func reason(_ error: any Error) -> UpstreamFailure {
        if case ChannelError.connectTimeout? = error as? ChannelError { return .timeout }
        return .unreachable
    }
}
