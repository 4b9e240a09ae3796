// The records of one execution: an intent with two small parameters, and its outcome.

import Audit
import Glibc

/// A log in a folder of its own, and what an execution of a prepared statement appends to it.
struct AuditStage: ~Copyable {
    private var log: AuditLog
    private let folder: String
    private var intent: Intent
    private var outcome: Outcome
    private let statement = Array("SELECT id, name, email FROM customer WHERE id = $1 AND region = $2".utf8)
    private let tag = Array("SELECT 1".utf8)
    /// Bind's parameters: one format code for all, text; 7 and north.
    private let values: [UInt8] = [0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0x37, 0, 0, 0, 5] + Array("north".utf8)

    /// Makes the folder.
    init() throws(AuditFailure) {
        folder = "/tmp/sqlguard-benchmark-\(getpid())"
        var options = AuditOptions()
        options.sync = .never
        log = try AuditFolder(path: folder, writers: 1, options: options).openLog(writer: 0, at: .now())
        var parts = SessionIdentity.Parts(session: "5f1c", clientAddress: "127.0.0.1:50412")
        parts.user = Array("ada".utf8)
        parts.principalKind = "agent"
        parts.groups = ["analysts"]
        parts.applicationName = Array("pgbench".utf8)
        parts.database = Array("shop".utf8)
        let session = SessionIdentity(parts)
        let judgement = Judgement(
            .permit,
            rules: ["reads-of-customers"],
            codes: [],
            policyEpoch: "9c1f6e0b",
            catalogEpoch: "4711"
        )
        intent = Intent(time: .now(), session: session, number: 1, exchange: .execute, judgement: judgement)
        outcome = Outcome(
            time: .now(),
            session: session,
            intent: 1,
            statement: 0,
            status: .complete,
            rows: 1,
            microseconds: 184
        )
    }

    /// Appends the records of so many executions; no call of the system but for the clock that the caller reads anyway.
    mutating func append(_ times: Int) {
        let (statement, values, tag) = (statement, values, tag)
        var bound: [Parameter] = []
        bound.reserveCapacity(2)
        for _ in 0..<times {
            intent.number &+= 1
            outcome.intent &+= 1
            BoundParameters.read(values.span.bytes, total: values.count, into: &bound)
            log.append(intent, statement: statement.span.bytes, parameters: bound.span, values: values.span.bytes)
            log.append(outcome, tag: tag.span.bytes)
        }
    }

    /// Writes what was appended.
    mutating func write() throws(AuditFailure) { try log.write() }

    /// Removes the folder.
    func remove() { system("rm -rf \(folder)") }

    /// Prints what one execution costs: appended alone, and written in turns of 1, 8 and 32 executions.
    static func measure(least: Int, _ counter: AllocationCounter) throws(AuditFailure) {
        var stage = try AuditStage()
        defer { stage.remove() }
        for turn in [0, 1, 8, 32] {
            stage.append(64)
            try stage.write()
            var times = 64
            while true {
                var cost = Reading.now(counter).since(Reading.now(counter))
                let start = Reading.now(counter)
                for _ in 0..<times / 32 {
                    if turn == 0 {
                        // What is appended in between is written outside of the time that counts.
                        let start = Reading.now(counter)
                        stage.append(32)
                        cost = cost.adding(Reading.now(counter).since(start))
                        try stage.write()
                    } else {
                        for _ in 0..<32 / turn {
                            stage.append(turn)
                            try stage.write()
                        }
                    }
                }
                if turn > 0 { cost = Reading.now(counter).since(start) }
                if cost.process >= least {
                    print(turn == 0 ? "append" : "write\(turn)", cost.columns(times: times), separator: "\t")
                    break
                }
                times *= 2
            }
        }
    }
}
