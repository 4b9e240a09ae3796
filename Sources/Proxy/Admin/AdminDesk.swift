// The questions that are answered on the admin socket.

import FoundationEssentials
import Logging
import NIOCore
import Session

/// A question of version 1: `status`, `sessions`, or `kill` with the name of a session.
struct AdminRequest: Decodable {
    let version: Int
    let command: String
    /// The session's name; `kill` has one and nothing else does.
    let session: String?
}

/// Answers questions with what all loops say.
struct AdminDesk: Sendable {
    let status: StatusSource
    let loops: LoopSet
    let logger: Logger

    /// The answer to a line; it fails when a loop has ended.
    func answer(_ line: Data, on eventLoop: any EventLoop) -> EventLoopFuture<[UInt8]> {
        func refused(_ reason: String) -> EventLoopFuture<[UInt8]> {
            eventLoop.makeSucceededFuture(Array("{\"error\":\"\(reason)\",\"version\":1}".utf8))
        }
        guard let request = try? JSONDecoder().decode(AdminRequest.self, from: line), request.version == 1 else {
            return refused("not a question of version 1")
        }
        switch (request.command, request.session) {
        case ("status", nil): return status.report().map(\.json)
        case ("sessions", nil): return sessions().map(\.json)
        case ("kill", let session?): return kill(session).map(\.json)
        case (_, _): return refused("not a command of this version")
        }
    }

    private func sessions() -> EventLoopFuture<SessionList> {
        loops.collect(\.sessionEntries).map { parts in
            let all = parts.joined().sorted { $0.number < $1.number }
            return SessionList(sessions: all.map(\.entry))
        }
    }

    private func kill(_ session: String) -> EventLoopFuture<SessionEnd> {
        loops.collect { $0.kill(session) }.map { parts in
            let ended = parts.contains(true)
            logger.notice(
                "a session was to be ended",
                metadata: ["session": "\(session)", "result": ended ? "ended" : "there is none"]
            )
            return SessionEnd(session: session, ended: ended)
        }
    }
}
