// What of the wire is exercised.

/// A part of the wire that takes bytes from a peer.
public enum Surface: String, CaseIterable, Sendable {
    /// Messages of clients: framing, and the reader of each type.
    case frontend
    /// Messages of servers: the same.
    case backend
    /// First packets, `options`, and the login up to the proof.
    case startup
    /// SCRAM on both sides, with somebody between them.
    case sasl
    /// A conversation after the login, with everything that happens around it.
    case session
}

/// Does with an input what the product does with bytes of that kind, and checks what holds for all of them.
///
/// Not for two threads at once: judgements are remembered.
public struct WireExercise {
    private let stage: Stage

    /// Takes the policies and the schema that sessions are judged under. Throws what reading them throws.
    ///
    /// - Parameters:
    ///   - open: A policy with the user `tester` (password `correct horse`) that permits everything on `shop`.
    ///   - closed: The same, permitting little.
    ///   - out: The same, letting nobody reach a database.
    ///   - unanalysed: The same as `open`, with `unanalysed: permit`.
    ///   - schema: The tables of `shop` as DDL.
    public init(open: [UInt8], closed: [UInt8], out: [UInt8], unanalysed: [UInt8], schema: [UInt8]) throws {
        stage = try Stage(open: open, closed: closed, out: out, unanalysed: unanalysed, schema: schema)
    }

    /// The messages of a client that logs in.
    var login: [[UInt8]] { stage.clientLogin }

    /// Exercises one input; never traps.
    public func run(_ surface: Surface, _ bytes: [UInt8]) -> WireReport {
        switch surface {
        case .frontend: MessageExercise.frontend.run(bytes)
        case .backend: MessageExercise.backend.run(bytes)
        case .startup: StartupExercise(stage).run(bytes)
        case .sasl: SASLExercise.run(bytes)
        case .session: SessionExercise(stage).run(bytes)
        }
    }
}
