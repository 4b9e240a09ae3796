// One end of a session: its channel, what it sent and nobody took yet, and what is to be written to it.

import Glibc
import NIOCore
import NIOSSL

/// Which end of a session.
enum Side: Equatable, Sendable {
    case client, upstream
}

/// One end of a session, as its performer sees it. Touched on the session's loop only.
///
/// A class, because a channel calls back in the middle of a write or a close, and what is called looks at the same end.
final class Peer {
    /// The handler's context; nil before the connection is there and after it is gone.
    var context: ChannelHandlerContext?
    /// Bytes that arrived and that the session has not consumed.
    var pending = ByteBuffer()
    /// What is to be written once the records of the turn are.
    private var outgoing: [ByteBuffer] = []
    private(set) var outgoingBytes = 0
    /// Whether a read was asked for and put off.
    var isReadHeld = false
    /// Whether the connection is to be closed once everything is written.
    var isClosing = false
    /// Whether the closing is under way.
    var isClosed = false
    /// Whether TLS was begun on it.
    var isSecure = false
    /// The socket under the channel; nil before it was asked for, and where there is none.
    private var socket: NIOBSDSocket.Handle?
    /// Whether the channel may hold bytes that the socket did not take.
    private var mayBeBehind = false

    /// A connection keeps no more memory than that for bytes that were once pending.
    private static let keptBytes = 64 << 10
    // libpq's asynchronous interface stops at records over 8 KiB behind proxies that end TLS.
    /// Bytes of one TLS record at most.
    private static let recordBytes = 8192

    /// Bytes of one turn that are written before the other end is no longer read from.
    private static let mostOutgoingBytes = 1 << 20

    /// Whether more may be written; true before there is a connection, because the session decides about that.
    var takesMore: Bool {
        guard let context else { return true }
        return outgoingBytes < Self.mostOutgoingBytes && context.channel.isWritable
    }

    /// The connection is gone.
    func gone() {
        context = nil
        socket = nil
        pending = ByteBuffer()
        dropOutgoing()
    }

    /// Takes up bytes to be written.
    func write(_ buffer: ByteBuffer) {
        outgoingBytes += buffer.readableBytes
        outgoing.append(buffer)
    }

    /// Forgets what was not handed to the channel yet.
    func dropOutgoing() {
        outgoing.removeAll(keepingCapacity: true)
        outgoingBytes = 0
    }

    /// Hands everything to the channel, and flushes it. Returns how many bytes that was.
    func flush() -> Int {
        guard let context, !outgoing.isEmpty else {
            dropOutgoing()
            return 0
        }
        // Moved out and back: what the channel calls may write more, and the memory is used again.
        var buffers: [ByteBuffer] = []
        swap(&buffers, &outgoing)
        let bytes = outgoingBytes
        outgoingBytes = 0
        if isSecure {
            writeRecords(buffers, bytes, context)
            context.flush()
        } else if buffers.count != 1 || !send(buffers[0], context) {
            mayBeBehind = true
            for buffer in buffers { context.write(NIOAny(buffer), promise: nil) }
            context.flush()
        }
        buffers.removeAll(keepingCapacity: true)
        if outgoing.isEmpty { swap(&buffers, &outgoing) }
        return bytes
    }

    // What the channel does for a write is the same call, and a microsecond around it.
    /// Hands bytes to the socket past the channel, when nothing waits there before them. Returns false, and has not sent any
    /// of them, when the channel is to do it: it also finds out what is wrong with a connection.
    private func send(_ buffer: ByteBuffer, _ context: ChannelHandlerContext) -> Bool {
        // A channel that is not active may have closed its socket, and the number may be another connection's by now.
        guard context.channel.isActive, !isBehind(context), let socket = socket(of: context) else { return false }
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        let sent = buffer.withUnsafeReadableBytes { Glibc.send(socket, $0.baseAddress, $0.count, flags) }
        guard sent > 0 else { return false }
        if sent < buffer.readableBytes {
            mayBeBehind = true
            context.write(NIOAny(buffer.dropping(sent)), promise: nil)
            context.flush()
        }
        return true
    }

    private func socket(of context: ChannelHandlerContext) -> NIOBSDSocket.Handle? {
        if socket == nil {
            let operations = context.pipeline.syncOperations
            socket = try? operations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { $0 }
        }
        return socket
    }

    /// Whether the channel holds bytes that the socket did not take, as far as can be known.
    private func isBehind(_ context: ChannelHandlerContext) -> Bool {
        guard mayBeBehind else { return false }
        mayBeBehind = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) != 0
        return mayBeBehind
    }

    /// Each write to TLS becomes a record: small ones are put together, large ones cut.
    private func writeRecords(_ buffers: [ByteBuffer], _ bytes: Int, _ context: ChannelHandlerContext) {
        var joined: ByteBuffer
        if buffers.count == 1, let only = buffers.first {
            joined = only
        } else {
            joined = context.channel.allocator.buffer(capacity: bytes)
            for buffer in buffers { joined.writeImmutableBuffer(buffer) }
        }
        while joined.readableBytes > 0,
            let record = joined.readSlice(length: min(joined.readableBytes, Self.recordBytes))
        {
            context.write(NIOAny(record), promise: nil)
        }
    }

    /// Bytes of `pending` are done with.
    func consume(_ count: Int) {
        pending.moveReaderIndex(forwardBy: min(count, pending.readableBytes))
        guard pending.readableBytes == 0 else {
            // What is left is moved, so that is done for as many bytes at least as a part of it.
            if pending.readerIndex > max(Self.keptBytes, pending.readableBytes / 4) { pending.discardReadBytes() }
            return
        }
        if pending.capacity > Self.keptBytes { pending = ByteBuffer() } else { pending.clear() }
    }
}

extension ByteBuffer {
    /// What is behind the first bytes.
    fileprivate func dropping(_ count: Int) -> ByteBuffer {
        var rest = self
        rest.moveReaderIndex(forwardBy: count)
        return rest
    }
}
