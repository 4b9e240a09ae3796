// The end of a session: every reason in every phase.

import PGWire
import Policy
import Testing

@testable import Session

/// What a session is doing when its end comes.
struct EndPhase: CustomTestStringConvertible, Sendable {
    let name: String
    /// The way there; after the login unless `isLogin`.
    let script: String
    /// What brings a draining session to rest; empty when it is at rest.
    var finish = ""
    /// The login is not done.
    var isLogin = false
    /// The client cannot be told anything: a message to it, or a handshake, is in the middle.
    var isMute = false
    /// Requests are under way.
    var isBusy = false
    /// The server cannot be told anything: a message to it is in the middle.
    var isHalfSent = false
    /// There is a connection to the server.
    var hasUpstream = true
    /// Nobody has given a name.
    var isAnonymous = false

    var testDescription: String { name }

    private static let greeting = "F Startup 3.0 user=tester database=shop"

    static let all: [EndPhase] = [
        EndPhase(name: "before the first byte", script: "", isLogin: true, hasUpstream: false, isAnonymous: true),
        EndPhase(name: "half a packet", script: "F raw \"\\0\\0\"", isLogin: true, hasUpstream: false, isAnonymous: true),
        EndPhase(
            name: "TLS handshake", script: "F SSLRequest", isLogin: true, isMute: true, hasUpstream: false,
            isAnonymous: true
        ),
        EndPhase(name: "asked for a password", script: greeting, isLogin: true, hasUpstream: false),
        EndPhase(name: "challenged", script: greeting + "\nF SCRAMFirst", isLogin: true, hasUpstream: false),
        EndPhase(
            name: "connecting",
            script: greeting + "\nF SCRAMFirst\nF SCRAMProof \"correct horse\"",
            isLogin: true
        ),
        EndPhase(
            name: "logging in to the server",
            script: greeting
                + "\nF SCRAMFirst\nF SCRAMProof \"correct horse\"\n! upstream connected\n< AuthenticationSASL SCRAM-SHA-256",
            isLogin: true
        ),
        EndPhase(name: "idle", script: ""),
        EndPhase(
            name: "idle after a statement",
            script: "F Query \"SELECT 1\"\n< RowDescription \"a\"; CommandComplete \"SELECT 0\"; ReadyForQuery I"
        ),
        EndPhase(
            name: "in a transaction",
            script: "F Query \"BEGIN\"\n< CommandComplete \"BEGIN\"; ReadyForQuery T",
            finish: "F Query \"COMMIT\"\n< CommandComplete \"COMMIT\"; ReadyForQuery I"
        ),
        EndPhase(
            name: "in a failed transaction",
            script: "F Query \"BEGIN\"\n< CommandComplete \"BEGIN\"; ReadyForQuery T\n"
                + "F Query \"SELECT 1/0\"\n< ErrorResponse 22012 \"division by zero\"; ReadyForQuery E",
            finish: "F Query \"ROLLBACK\"\n< CommandComplete \"ROLLBACK\"; ReadyForQuery I"
        ),
        EndPhase(
            name: "a statement runs", script: "F Query \"SELECT 1\"",
            finish: "< RowDescription \"a\"; CommandComplete \"SELECT 0\"; ReadyForQuery I", isBusy: true
        ),
        EndPhase(
            name: "between two rows", script: "F Query \"SELECT 1\"\n< RowDescription \"a\"; DataRow '1'",
            finish: "< CommandComplete \"SELECT 1\"; ReadyForQuery I", isBusy: true
        ),
        EndPhase(
            name: "in the middle of a row",
            script: "F Query \"SELECT 1\"\n< RowDescription \"a\"; raw \"D\\0\\0\\0\\x0c\\0\\x01\\0\\0\\0\\x02h\"",
            finish: "< raw \"i\"; CommandComplete \"SELECT 1\"; ReadyForQuery I", isMute: true, isBusy: true
        ),
        EndPhase(
            name: "complete, but not ready", script: "F Query \"SELECT 1\"\n< RowDescription \"a\"; CommandComplete \"SELECT 0\"",
            finish: "< ReadyForQuery I", isBusy: true
        ),
        EndPhase(
            name: "COPY from the client", script: "F Query \"COPY note FROM STDIN\"\n< CopyInResponse\nF CopyData \"1\"",
            finish: "F CopyDone\n< CommandComplete \"COPY 1\"; ReadyForQuery I", isBusy: true
        ),
        EndPhase(
            name: "in the middle of data for COPY",
            script: "F Query \"COPY note FROM STDIN\"\n< CopyInResponse\nF raw \"d\\0\\0\\0\\x06h\"",
            finish: "F raw \"i\"\nF CopyDone\n< CommandComplete \"COPY 1\"; ReadyForQuery I", isBusy: true, isHalfSent: true
        ),
        EndPhase(
            name: "COPY to the client", script: "F Query \"COPY note TO STDOUT\"\n< CopyOutResponse; CopyData \"1\"",
            finish: "< CopyDone; CommandComplete \"COPY 1\"; ReadyForQuery I", isBusy: true
        ),
        EndPhase(
            name: "COPY of the extended protocol with an early Sync",
            script: "F Parse \"\" \"COPY note FROM STDIN\"; Bind; Execute; Sync\n< ParseComplete; BindComplete; CopyInResponse",
            finish: "F CopyDone; Sync\n< CommandComplete \"COPY 0\"; ReadyForQuery I", isBusy: true
        ),
        EndPhase(
            name: "in the middle of a pipeline",
            script: "F Parse \"\" \"SELECT 1\"; Bind; Execute; Sync; Parse \"\" \"SELECT 2\"; Bind; Execute; Sync\n"
                + "< ParseComplete; BindComplete; DataRow '1'; CommandComplete \"SELECT 1\"; ReadyForQuery I; ParseComplete",
            finish: "< BindComplete; DataRow '2'; CommandComplete \"SELECT 1\"; ReadyForQuery I", isBusy: true
        ),
        EndPhase(
            name: "an open group, answered so far", script: "F Parse \"\" \"SELECT 1\"; Flush\n< ParseComplete",
            finish: "F Sync\n< ReadyForQuery I"
        ),
        EndPhase(
            name: "skipping behind an error", script: "F Parse \"\" \"SELECT 1\"; Flush\n< ErrorResponse 42601 \"no\"",
            finish: "F Sync\n< ReadyForQuery I"
        ),
        EndPhase(name: "skipping behind a denial", script: "F Parse \"\" \"DELETE FROM customer\"", finish: "F Sync"),
        EndPhase(
            name: "a denial on its way",
            script: "F Query \"BEGIN\"\n< CommandComplete \"BEGIN\"; ReadyForQuery T\nF Query \"DELETE FROM customer\"",
            finish: "< ErrorResponse 42601 \"no\"; ReadyForQuery E\nF Query \"ROLLBACK\"\n< CommandComplete \"ROLLBACK\"; ReadyForQuery I",
            isBusy: true
        ),
        EndPhase(
            name: "a portal half fetched",
            script: "F Query \"BEGIN\"\n< CommandComplete \"BEGIN\"; ReadyForQuery T\n"
                + "F Parse \"\" \"SELECT 1\"; Bind; Execute \"\" 1; Sync\n"
                + "< ParseComplete; BindComplete; DataRow '1'; PortalSuspended; ReadyForQuery T",
            finish: "F Query \"COMMIT\"\n< CommandComplete \"COMMIT\"; ReadyForQuery I"
        ),
        EndPhase(
            name: "a function call", script: "F FunctionCall 957",
            finish: "< FunctionCallResponse \"1234\"; ReadyForQuery I", isBusy: true
        ),
        EndPhase(
            name: "a cancel request on its way", script: "F Query \"SELECT 1\"\n! cancel requested",
            finish: "! cancel finished\n< ErrorResponse 57014 \"cancelled\"; ReadyForQuery I", isBusy: true
        ),
        EndPhase(name: "half a message of the client", script: "F raw \"Q\\0\\0\""),
    ]
}

/// Why it ends.
struct EndCause: CustomTestStringConvertible, Sendable {
    let event: String
    /// What it is in the record.
    let reason: EndReason
    /// What a client hears: SQLSTATE and code, where nothing was under way and where something was; nil for nothing.
    let idle: String?
    let busy: String?

    var testDescription: String { event }

    private init(_ event: String, _ reason: EndReason, _ idle: String?, busy: String? = nil) {
        self.event = event
        self.reason = reason
        self.idle = idle
        self.busy = busy ?? idle
    }

    static let all: [EndCause] = [
        EndCause("end drain", .drain, "57P01 SG1021"), EndCause("end kill", .kill, "57P01 SG1021"),
        EndCause("end expiry", .expiry, "57P01 SG1022"), EndCause("end access", .access, "57P01 SG1021"),
        EndCause("end auditFailure", .auditFailure, "58030 SG8001"),
        EndCause("end internalFault", .internalFault, "XX000 SG1026"), EndCause("client closed", .clientLeft, nil),
        EndCause("upstream closed", .upstreamLost, "57P01 SG1021", busy: "08006 SG1013"),
    ]
}

@Suite("Ends")
struct EndTests {
    private static func stand(_ phase: EndPhase) throws -> Stand {
        var setup = StandSetup()
        if phase.isMute, phase.isLogin { setup.listener = .tls(isRequired: true) }
        let script = phase.script.replacing("Bind;", with: "Bind \"\" \"\";").replacing("Execute;", with: "Execute \"\";")
        let transcript = Transcript(
            steps: try Transcript.read(script),
            setup: setup,
            startsReady: !phase.isLogin
        )
        return try transcript.run(.messages)
    }

    private static func go(on stand: Stand, _ script: String) throws {
        try Transcript(steps: try Transcript.read(script), setup: StandSetup(), startsReady: true).go(on: stand)
    }

    /// The lines that are the client's farewell.
    private static func farewells(_ lines: [String]) -> [String] { lines.filter { $0.contains(" FATAL ") } }

    @Test("every reason ends every phase in the same clean way", arguments: EndPhase.all, EndCause.all)
    func end(phase: EndPhase, cause: EndCause) throws {
        let stand = try Self.stand(phase)
        #expect(!stand.isOver && stand.faults == [])
        let before = stand.lines.count
        try Self.go(on: stand, "! \(cause.event)")
        if cause.reason == .upstreamLost, phase.isLogin {
            // There is none yet, or its login has failed.
            if !phase.hasUpstream { return #expect(!stand.isOver) }
            #expect(stand.isOver && Self.farewells(stand.lines).last?.contains("08006") == true)
            return
        }
        if cause.reason == .drain, !phase.finish.isEmpty {
            // It goes on until it is at rest, as if nothing had happened.
            #expect(!stand.isOver && stand.lines.count == before)
            try Self.go(on: stand, phase.finish)
        }
        #expect(stand.isOver && stand.faults == [], "\(stand.lines)")
        let lines = Array(stand.lines[before...])
        try expectFarewell(lines, phase, cause)
        expectRecords(stand, lines, phase, cause)
        expectServer(lines, phase, cause)
        // Both connections are closed, once, and the client's last of all.
        #expect(lines.last == "close client" && lines.filter { $0 == "close client" }.count == 1)
        #expect(lines.filter { $0 == "close upstream" }.count == (phase.hasUpstream ? 1 : 0))
        #expect(lines.contains(phase.isLogin ? "stop login" : "stop idle"))
        // Nothing happens after it, whatever comes.
        let after = stand.lines.count
        for other in EndCause.all { try Self.go(on: stand, "! \(other.event)") }
        try Self.go(on: stand, "F Query \"SELECT 1\"\n< ReadyForQuery I\n! timer login\n! timer idle\n! timer cancel")
        #expect(stand.lines.count == after && stand.faults == [])
    }

    private func expectFarewell(_ lines: [String], _ phase: EndPhase, _ cause: EndCause) throws {
        let isDrained = cause.reason == .drain && !phase.finish.isEmpty
        let isBusy = phase.isBusy && !isDrained
        let farewells = Self.farewells(lines)
        guard let expected = isBusy ? cause.busy : cause.idle, !phase.isMute || isDrained else {
            return #expect(farewells == [])
        }
        let farewell = try #require(farewells.first)
        let words = expected.split(separator: " ")
        #expect(farewells.count == 1 && farewell.hasPrefix("B ErrorResponse \(words[0]) "))
        #expect(farewell.contains("detail \"\(words[1])\""))
        // Nothing for the client comes behind it.
        let place = try #require(lines.firstIndex(of: farewell))
        #expect(!lines[(place + 1)...].contains { $0.hasPrefix("B ") })
    }

    private func expectRecords(_ stand: Stand, _ lines: [String], _ phase: EndPhase, _ cause: EndCause) {
        let ends = lines.filter { $0.hasPrefix("record log") }
        if phase.isLogin {
            let refusals = ends.filter { $0.hasPrefix("record login refused") }
            #expect(ends == refusals && refusals.count == (phase.isAnonymous ? 0 : 1))
        } else {
            #expect(ends == ["record logout \(cause.reason)"])
        }
        // Whatever was let through to run has an outcome, and no more than one.
        let ran = stand.intents.filter { $0.rejection == nil && $0.kind != .parse }.map(\.number)
        let told = stand.outcomes.map { "\($0.intent).\($0.statement)" }
        #expect(Set(told).count == told.count)
        let isSkipped = phase.name == "skipping behind an error"
        if !isSkipped { #expect(Set(ran).isSubset(of: Set(stand.outcomes.map(\.intent))), "\(stand.lines)") }
    }

    private func expectServer(_ lines: [String], _ phase: EndPhase, _ cause: EndCause) {
        let isDrained = cause.reason == .drain && !phase.finish.isEmpty
        let isBusy = phase.isBusy && !isDrained
        let isRunning = !phase.isLogin && cause.reason != .upstreamLost
        // What is under way is cancelled, unless that is on its way already; otherwise the server hears goodbye.
        let cancels = isRunning && isBusy && !phase.name.contains("cancel")
        let says = isRunning && !isBusy && !(phase.isHalfSent && !isDrained)
        #expect(lines.filter { $0 == "cancel upstream" }.count == (cancels ? 1 : 0))
        #expect(lines.filter { $0 == "> Terminate" }.count == (says ? 1 : 0))
    }

    @Test("the server's own end is passed on in every phase", arguments: EndPhase.all.filter { !$0.isLogin && !$0.isMute })
    func endedByServer(phase: EndPhase) throws {
        let stand = try Self.stand(phase)
        let before = stand.lines.count
        try Self.go(on: stand, "< ErrorResponse 57P01 \"terminating connection due to administrator command\" FATAL")
        #expect(stand.isOver && stand.faults == [], "\(stand.lines)")
        let lines = Array(stand.lines[before...])
        #expect(
            lines.filter { $0.hasPrefix("B ") } == [
                "B ErrorResponse 57P01 \"terminating connection due to administrator command\" FATAL"
            ]
        )
        #expect(lines.filter { $0.hasPrefix("record log") } == ["record logout upstreamEnded"])
        #expect(!lines.contains("> Terminate") && lines.last == "close client")
    }
}
