// The end of a session: every reason in every phase.

import PGWire
import Policy
import Testing

@testable import Session

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
        if phase.isA(.mute), phase.isA(.login) { setup.listener = .tls(isRequired: true) }
        let transcript = Transcript(
            steps: try Transcript.read(phase.script),
            setup: setup,
            startsReady: !phase.isA(.login)
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
        if cause.reason == .upstreamLost, phase.isA(.login) {
            // There is none yet, or its login has failed.
            if phase.isA(.alone) { return #expect(!stand.isOver) }
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
        #expect(lines.filter { $0 == "close upstream" }.count == (phase.isA(.alone) ? 0 : 1))
        #expect(lines.contains(phase.isA(.login) ? "stop login" : "stop idle"))
        // Nothing happens after it, whatever comes.
        let after = stand.lines.count
        for other in EndCause.all { try Self.go(on: stand, "! \(other.event)") }
        try Self.go(on: stand, "F Query \"SELECT 1\"\n< ReadyForQuery I\n! timer login\n! timer idle\n! timer cancel")
        #expect(stand.lines.count == after && stand.faults == [])
    }

    private func expectFarewell(_ lines: [String], _ phase: EndPhase, _ cause: EndCause) throws {
        let isDrained = cause.reason == .drain && !phase.finish.isEmpty
        let isBusy = phase.isA(.busy) && !isDrained
        let farewells = Self.farewells(lines)
        guard let expected = isBusy ? cause.busy : cause.idle, !phase.isA(.mute) || isDrained else {
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
        if phase.isA(.login) {
            let refusals = ends.filter { $0.hasPrefix("record login refused") }
            #expect(ends == refusals && refusals.count == (phase.isA(.anonymous) ? 0 : 1))
        } else {
            #expect(ends == ["record logout \(cause.reason)"])
        }
        // Whatever was let through to run has an outcome, and no more than one.
        let ran = stand.intents.filter { $0.rejection == nil && $0.kind != .parse }.map(\.number)
        let told = stand.outcomes.map { "\($0.intent).\($0.statement)" }
        #expect(Set(told).count == told.count)
        if !phase.isA(.skipped) { #expect(Set(ran).isSubset(of: Set(stand.outcomes.map(\.intent))), "\(stand.lines)") }
    }

    private func expectServer(_ lines: [String], _ phase: EndPhase, _ cause: EndCause) {
        let isDrained = cause.reason == .drain && !phase.finish.isEmpty
        let isBusy = phase.isA(.busy) && !isDrained
        let isRunning = !phase.isA(.login) && cause.reason != .upstreamLost
        // What is under way is cancelled, unless that is on its way already; otherwise the server hears goodbye.
        let cancels = isRunning && isBusy && !phase.isA(.cancelled)
        let says = isRunning && !isBusy && !(phase.isA(.half) && !isDrained)
        #expect(lines.filter { $0 == "cancel upstream" }.count == (cancels ? 1 : 0))
        #expect(lines.filter { $0 == "> Terminate" }.count == (says ? 1 : 0))
    }

    @Test(
        "the server's own end is passed on in every phase",
        arguments: EndPhase.all.filter { !$0.isA(.login) && !$0.isA(.mute) }
    )
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
