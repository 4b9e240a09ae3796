// What is written to one end of a session, by way of the channel or past it.

import Glibc
import NIOCore
import NIOPosix
import Testing

@testable import Proxy

@Suite("The ends of a session", .serialized)
struct PeerTests {
    /// Gives its context to an end, and nothing else.
    private final class Attaching: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        let peer: NIOLoopBound<Peer>

        init(_ peer: NIOLoopBound<Peer>) { self.peer = peer }

        func handlerAdded(context: ChannelHandlerContext) { peer.value.context = context }
    }

    /// A connection whose far end is a plain socket, which has little room.
    private struct Connection {
        let loop: any EventLoop
        let channel: any Channel
        let peer: NIOLoopBound<Peer>
        let far: Int32

        init() throws {
            var ends: [Int32] = [0, 0]
            try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
            var room: Int32 = 4096
            setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &room, socklen_t(MemoryLayout<Int32>.size))
            far = ends[1]
            _ = fcntl(far, F_SETFL, O_NONBLOCK)
            let near = ends[0]
            loop = MultiThreadedEventLoopGroup.singleton.next()
            let loop = loop
            peer = try loop.submit { NIOLoopBound(Peer(), eventLoop: loop) }.wait()
            let handler = Attaching(peer)
            channel = try ClientBootstrap(group: loop)
                .channelInitializer { $0.pipeline.addHandler(handler) }
                .withConnectedSocket(near).wait()
        }

        /// Writes on the loop, flushed after each of the parts.
        func write(_ parts: [[[UInt8]]]) throws {
            try loop.submit { [peer] in
                for buffers in parts {
                    for bytes in buffers { peer.value.write(ByteBuffer(bytes: bytes)) }
                    let sum = buffers.reduce(0) { $0 + $1.count }
                    #expect(peer.value.flush() == sum)
                }
            }.wait()
        }

        /// What arrives at the far end within ten seconds, `count` bytes at most.
        func await(_ count: Int) throws -> [UInt8] {
            var end = pollfd(fd: far, events: Int16(POLLIN), revents: 0)
            try #require(poll(&end, 1, 10_000) == 1)
            return read(count)
        }

        /// What has arrived at the far end, `count` bytes at most.
        func read(_ count: Int) -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: count)
            let result = recv(far, &bytes, count, 0)
            return Array(bytes.prefix(max(0, result)))
        }

        func end() throws {
            close(far)
            try channel.closeFuture.wait()
        }
    }

    /// Bytes that tell where in the whole they belong.
    private static func bytes(_ range: Range<Int>) -> [UInt8] {
        range.map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8 &* 7) }
    }

    @Test("arrives in order, however much of it the socket takes at a time")
    func order() throws {
        let connection = try Connection()
        var written = 0
        var got: [UInt8] = []
        // Sizes around the room that there is: taken whole, in part, not at all; one buffer and several.
        let sizes = [1, 700, 3000, 9000, 1, 40_000, 5, 5, 200_000, 17]
        for round in 0..<60 {
            var parts: [[[UInt8]]] = []
            for step in 0...(round % 3) {
                var buffers: [[UInt8]] = []
                for index in 0...((round + step) % 3) {
                    let size = sizes[(round * 7 + step * 3 + index) % sizes.count]
                    buffers.append(Self.bytes(written..<written + size))
                    written += size
                }
                parts.append(buffers)
            }
            try connection.write(parts)
            // Sometimes everything is read and sometimes little, so that the channel is behind or is not.
            if round % 4 == 3 {
                while got.count < written { got += try connection.await(65_536) }
            } else {
                got += connection.read(sizes[round % sizes.count])
            }
        }
        while got.count < written { got += try connection.await(65_536) }
        let isSame = got == Self.bytes(0..<written)
        #expect(isSame)
        try connection.end()
    }

    @Test("never reaches another connection that has got the number of a socket that was closed")
    func closed() throws {
        var ends: [Int32] = [0, 0]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        defer { for end in ends { Glibc.close(end) } }
        // Other threads open files too, and may be the ones that get the number.
        var isReused = false
        for _ in 0..<100 where !isReused {
            let connection = try Connection()
            try connection.write([[[1, 2, 3]]])
            #expect(connection.read(10) == [1, 2, 3])
            let number = try connection.loop.submit { [channel = connection.channel] in
                try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { $0 }
            }.wait()
            let socket = try #require(number)
            try connection.channel.close().wait()
            let other = fcntl(ends[0], F_DUPFD, socket)
            isReused = other == socket
            // The end has its context still: nobody has told it that the connection is gone.
            try connection.write([[[4, 5, 6]]])
            var byte: UInt8 = 0
            #expect(recv(ends[1], &byte, 1, 0) == -1 && errno == EAGAIN)
            Glibc.close(other)
            Glibc.close(connection.far)
        }
        #expect(isReused)
    }

    @Test("ends the connection when the far end is gone")
    func broken() throws {
        let connection = try Connection()
        try connection.write([[[1]]])
        close(connection.far)
        try? connection.write([[[2]]])
        try connection.channel.closeFuture.wait()
    }
}
