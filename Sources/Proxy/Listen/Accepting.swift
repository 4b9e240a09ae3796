// What all listeners have in common: a process without a free descriptor waits for one, and says so.

import Glibc
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// Times that a connection waited outside because it could not be accepted, over all listeners.
final class AcceptFailures: Sendable {
    /// Lines of the log about it are so far apart, in nanoseconds.
    private static let quietNanoseconds: UInt64 = 60_000_000_000

    private let failures = Atomic<Int>(0)
    /// When it was logged last, on the monotonic clock; nil before.
    private let logged = Mutex<UInt64?>(nil)

    init() {}

    /// Times since the process started.
    var count: Int { failures.load(ordering: .relaxed) }

    /// A connection could not be accepted.
    func failed(_ error: IOError, _ logger: Logger, now: UInt64 = Clock.monotonic()) {
        failures.add(1, ordering: .relaxed)
        let isDue = logged.withLock { last in
            if let last, now &- last < Self.quietNanoseconds { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let reason = systemError(error.errnoCode)
        logger.error("connections cannot be accepted", metadata: ["reason": "\(reason)"])
    }
}

/// Has a listener wait after a connection could not be accepted. Otherwise it would ask again at once, for ever, and nobody
/// else on its loop would get far.
///
/// NIO's own AcceptBackoffHandler puts off the next read, but after an error the last one is not over yet: the system goes on
/// telling that there is something to be read, and NIO goes on asking.
private final class AcceptPause: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private let failed: (IOError) -> Void

    /// How long it waits.
    private static let pause = TimeAmount.milliseconds(50)

    /// `failed` hears of every failure.
    init(failed: @escaping (IOError) -> Void) { self.failed = failed }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A client that did not wait is nothing to wait for. What NIO closes the listener for, it does next.
        guard let error = error as? IOError, error.errnoCode != ECONNABORTED else { return }
        failed(error)
        let channel = context.channel
        try? channel.syncOptions?.setOption(.autoRead, value: false)
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.pause) {
            try? channel.syncOptions?.setOption(.autoRead, value: true)
        }
    }
}

/// Serves a bound socket.
struct Accepting: Sendable {
    /// Where failures are counted.
    let failures: AcceptFailures
    /// Where they are told.
    let logger: Logger

    /// Begins to accept connections on a socket that is bound; from then on the descriptor is the channel's.
    func open(_ socket: ListeningSocket, _ bootstrap: ServerBootstrap) throws -> any Channel {
        let descriptor = socket.descriptor
        return try bootstrap.serverChannelInitializer { [failures, logger] channel in
            channel.eventLoop.makeCompletedFuture {
                // NIO has just told the system a shorter one.
                listen(descriptor, ListeningSocket.backlog)
                try channel.pipeline.syncOperations.addHandler(AcceptPause { failures.failed($0, logger) })
            }
        }.withBoundSocket(descriptor).wait()
    }
}
