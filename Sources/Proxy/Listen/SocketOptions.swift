// Options of the sockets that statements and rows go through, at both ends.

import Glibc
import NIOCore
import Policy

/// What is set on every connection over TCP.
enum SocketOptions {
    /// Bytes that wait to be written before the other side is no longer read from, and again is.
    static let waterMark = ChannelOptions.Types.WriteBufferWaterMark(low: 64 << 10, high: 256 << 10)

    /// Small messages go out at once, and a peer that has vanished is noticed.
    static func apply(_ settings: TCPSettings, to channel: any Channel) throws {
        guard let options = channel.syncOptions else { return }
        try options.setOption(.tcpOption(.tcp_nodelay), value: 1)
        try options.setOption(.socketOption(.so_keepalive), value: settings.keepalive ?? true ? 1 : 0)
        for (option, value) in numbers(settings) {
            guard let value else { continue }
            try options.setOption(.tcpOption(option), value: ChannelOptions.Types.SocketOption.Value(value))
        }
    }

    /// What the system has a number for.
    static func numbers(_ settings: TCPSettings) -> [(NIOBSDSocket.Option, Int?)] {
        [
            (NIOBSDSocket.Option(rawValue: TCP_KEEPIDLE), settings.keepidle),
            (NIOBSDSocket.Option(rawValue: TCP_KEEPINTVL), settings.keepintvl),
            (NIOBSDSocket.Option(rawValue: TCP_KEEPCNT), settings.keepcnt),
            (NIOBSDSocket.Option(rawValue: TCP_USER_TIMEOUT), settings.userTimeout),
        ]
    }
}
