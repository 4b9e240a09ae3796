// What one event loop counts: plain integers, read by whoever asks for the status or the metrics.

import Audit
import SQLAnalysis

/// Counts since the process started.
struct Counters: Sendable {
    /// Connections that were accepted.
    var connections = 0
    /// Sessions that got as far as ReadyForQuery.
    var logins = 0
    /// Connections that were refused: by authentication, by a limit, or because they broke the protocol.
    var refused = 0
    /// Those of them whose password was wrong.
    var failedLogins = 0
    /// Those of them from an address with too many failed logins.
    var shutOut = 0
    /// Those of them that were beyond a bound on sessions, and connections beyond that of the process.
    var excess = 0
    /// Texts that were permitted.
    var permitted = 0
    /// Texts that were denied.
    var denied = 0
    /// Decisions that were remembered.
    var cacheHits = 0
    /// Decisions that were made anew.
    var cacheMisses = 0
    /// Cancel requests that were passed on.
    var cancels = 0
    /// Turns whose records could not be written.
    var auditFailures = 0

    /// Bytes of the protocol, outside of TLS.
    var clientReceived = 0
    var clientSent = 0
    var serverReceived = 0
    var serverSent = 0

    /// Texts by their class, permitted ones first, then denied ones.
    var texts = InlineArray<32, Int>(repeating: 0)
    /// What came of statements, by status.
    var outcomes = InlineArray<7, Int>(repeating: 0)

    /// From a question to its decision.
    var decision = Histogram()
    /// From when a request went on to the end of its answer.
    var upstream = Histogram()
    /// From the first bytes that a turn reads to what the turn hands over, its records written; some turns only.
    var turn = Histogram()

    /// Counts a text by the class of its most far-reaching statement; nil when it has none.
    mutating func count(_ statementClass: StatementClass?, isPermitted: Bool) {
        if isPermitted { permitted += 1 } else { denied += 1 }
        texts[Self.place(of: statementClass, isPermitted: isPermitted)] &+= 1
    }

    /// Where texts of a class are counted.
    static func place(of statementClass: StatementClass?, isPermitted: Bool) -> Int {
        let place =
            switch statementClass {
            case .read: 0
            case .insert: 1
            case .update: 2
            case .delete: 3
            case .merge: 4
            case .schemaChange: 5
            case .privilegeChange: 6
            case .session: 7
            case .transaction: 8
            case .cursor: 9
            case .copy: 10
            case .maintenance: 11
            case .procedural: 12
            case .server: 13
            case .unknown: 14
            case nil: 15
            }
        return isPermitted ? place : place + 16
    }

    /// Counts what came of a statement.
    mutating func count(_ status: OutcomeRecord.Status, nanoseconds: UInt64) {
        outcomes[Self.place(of: status)] &+= 1
        switch status {
        case .complete, .error, .cancelled: upstream.add(nanoseconds)
        case .suspended, .skipped, .lost, .withheld: break
        }
    }

    /// Where statements of a status are counted.
    static func place(of status: OutcomeRecord.Status) -> Int {
        switch status {
        case .complete: 0
        case .error: 1
        case .suspended: 2
        case .cancelled: 3
        case .skipped: 4
        case .lost: 5
        case .withheld: 6
        }
    }

    /// Adds what another loop counted.
    mutating func add(_ other: Counters) {
        connections += other.connections
        logins += other.logins
        refused += other.refused
        failedLogins += other.failedLogins
        shutOut += other.shutOut
        excess += other.excess
        permitted += other.permitted
        denied += other.denied
        cacheHits += other.cacheHits
        cacheMisses += other.cacheMisses
        cancels += other.cancels
        auditFailures += other.auditFailures
        clientReceived += other.clientReceived
        clientSent += other.clientSent
        serverReceived += other.serverReceived
        serverSent += other.serverSent
        for place in texts.indices { texts[place] += other.texts[place] }
        for place in outcomes.indices { outcomes[place] += other.outcomes[place] }
        decision.add(other.decision)
        upstream.add(other.upstream)
        turn.add(other.turn)
    }
}
