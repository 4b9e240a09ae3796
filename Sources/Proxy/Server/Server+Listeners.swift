// Sockets that are served: opened at the start, and again when one breaks.

import Glibc
import Logging
import NIOCore
import NIOPosix
import Policy
import SQLAnalysis

extension Server {
    /// How sockets are served.
    var accepting: Accepting { Accepting(failures: shared.acceptFailures, logger: logger) }

    /// Serves sockets of a listener that are bound.
    func open(_ bound: [ListeningSocket], of listener: Listener) throws -> Listening {
        try Listening.open(bound, of: listener, on: group, loops, accepting)
    }

    /// Serves sockets of several listeners: all, or when one cannot be, none, and then none stays open.
    func serveAll(_ sockets: [(Listener, [ListeningSocket])]) throws(ConfigurationProblems) -> [Listening] {
        var opened: [Listening] = []
        do {
            for (listener, bound) in sockets { opened.append(try open(bound, of: listener)) }
        } catch {
            for listening in opened { listening.close() }
            for socket in sockets.dropFirst(opened.count + 1).flatMap(\.1) {
                close(socket.descriptor)
                socket.file?.remove()
            }
            throw ConfigurationProblems(["a socket that was bound could not be served"])
        }
        return opened
    }

    /// Answers on the admin socket.
    func openAdmin(_ socket: ListeningSocket) throws -> AdminSocket {
        let status = StatusSource(shared: shared, loops: loops, options: options)
        let desk = AdminDesk(status: status, loops: loops, logger: logger)
        return try AdminSocket.open(socket, on: loops.places[0].eventLoop, desk, accepting)
    }

    /// Answers on the address of the metrics.
    func openMetrics(_ socket: ListeningSocket) throws -> MetricsServer {
        let source = MetricsSource(shared: shared, loops: loops, version: options.version)
        return try MetricsServer.open(socket, on: loops.places[0].eventLoop, source, accepting)
    }

    // NIO: SocketChannel.swift, ServerSocketChannel.shouldCloseOnReadError: all but a few errors close a listener for good.
    /// Opens again what an error has closed. Throws SG9022 when an address cannot be had again.
    func restoreListeners() throws(ConfigurationProblem) {
        for place in listening.indices where listening[place].isBroken {
            let listener = listening[place].listener
            tellBroken(listener.address.words)
            listening[place].close()
            let bound = try ListeningSocket.bind(listener)
            listening[place] = try again(listener.address.words) { try open(bound, of: listener) }
        }
        if let broken = admin, broken.isBroken, let path = configuration.adminSocket {
            tellBroken(path)
            broken.close()
            let bound = try ListeningSocket.bind(path: path, permissions: 0o600)
            admin = try again(path) { try openAdmin(bound) }
        }
        if let broken = metrics, broken.isBroken, let settings = configuration.policy.metrics {
            let words = Listener.Address.tcp(host: settings.host, port: settings.port).words
            tellBroken(words)
            guard let bound = try ListeningSocket.bind(host: settings.host, port: settings.port).first else { return }
            metrics = try again(words) { try openMetrics(bound) }
        }
    }

    private func tellBroken(_ address: String) {
        logger.critical("a listener broke and is opened again", metadata: ["address": "\(address)"])
    }

    private func again<Opened>(_ address: String, _ open: () throws -> Opened) throws(ConfigurationProblem) -> Opened {
        do {
            return try open()
        } catch {
            throw ConfigurationProblem(.addressUnavailable, "cannot listen on \(address): \(error)")
        }
    }
}
