// Records as the log writes them, of every kind: with everything that they may hold, and with nothing of it.

import Foundation
import Glibc
import Synchronization

@testable import Audit

/// The lines of a folder that was written for a test.
struct WrittenRecords {
    /// Records in which every member that may be left out is left out.
    let bare: [JSONValue]
    /// Records in which members are there that may be left out, all of them in one or another.
    let filled: [JSONValue]

    init() throws {
        let plain = try RecordFolder()
        try plain.run { log in
            WrittenRecords.append(to: &log, bare: true)
            try log.write()
            try log.close(at: RecordFolder.time)
        }
        bare = try plain.records()
        let omitting = try RecordFolder()
        omitting.options.parameters = .omit
        try omitting.run { log in WrittenRecords.append(to: &log, bare: false) }
        filled = try WrittenRecords.troubled() + omitting.records()
    }

    /// The records of a folder in which everything has happened that may happen.
    private static func troubled() throws -> [JSONValue] {
        let folder = try RecordFolder()
        folder.options.segmentBytes = 4096
        folder.options.maxRepeatedStatementBytes = 8
        folder.options.maxParameterBytes = 4
        // A full disk, and an end without the last record.
        try folder.run { log in
            append(to: &log, bare: false)
            folder.disk.isFull.store(true, ordering: .relaxed)
            try? log.write()
            folder.disk.isFull.store(false, ordering: .relaxed)
            try log.write()
        }
        try folder.tear()
        try folder.run { try $0.close(at: RecordFolder.time) }
        try folder.remove("head-0.json")
        try folder.run { try $0.close(at: RecordFolder.time) }
        try folder.run { try $0.close(at: RecordFolder.time) }
        var records = try folder.records()
        try folder.removeNewest()
        try folder.run { try $0.close(at: RecordFolder.time) }
        records += try folder.records().suffix(2)
        return records
    }

    private static func append(to log: inout AuditLog, bare: Bool) {
        let time = RecordFolder.time
        let session = SessionIdentity(bare ? .bare : .filled)
        guard let state = SQLStateCode("42501") else { return }
        for event: SessionRecord.Event in [
            .login(authentication: "scram-sha-256", tls: bare ? nil : "tls"),
            .refused(code: bare ? nil : "SG1018", sqlState: state, reason: "", unrecorded: bare ? 0 : 41),
            .logout(reason: "drain", requests: 0),
        ] {
            log.append(SessionRecord(time: time, session: session, event: event))
        }
        for exchange in Intent.Exchange.allCases {
            for verdict in Judgement.Verdict.allCases {
                let judgement = Judgement(
                    verdict,
                    rules: bare ? [] : ["no-secrets"],
                    codes: bare ? [] : ["SG5001"],
                    masked: bare ? [] : ["public.person.ssn"],
                    policyEpoch: "p1",
                    catalogEpoch: bare ? nil : "c1"
                )
                let intent = Intent(time: time, session: session, number: 1, exchange: exchange, judgement: judgement)
                let values = Array("abcdéfgh".utf8) + [0xFF, 0x01]
                let parameters = bare ? [] : RecordFolder.parameters
                log.append(
                    intent,
                    statement: (bare ? [] : [0x53, 0xFF] + Array("ELECT $1, $2".utf8)).span.bytes,
                    parameters: parameters.span,
                    values: values.span.bytes,
                    count: bare ? nil : parameters.count + 1
                )
            }
        }
        for status in Outcome.Status.allCases {
            var outcome = Outcome(
                time: time,
                session: session,
                intent: 1,
                statement: 0,
                status: status,
                microseconds: 0
            )
            if !bare { (outcome.rows, outcome.sqlState) = (3, state) }
            log.append(outcome, tag: (bare ? [] : Array("UPDATE 3".utf8)).span.bytes)
        }
        for subject: ReloadRecord.Subject in [.policy, .catalog(database: "shop")] {
            let (epoch, problem) = bare ? (nil, nil) : ("e2", "no connection")
            log.append(ReloadRecord(time: time, subject: subject, epoch: epoch, problem: problem))
        }
    }
}

/// A disk that may be full.
private final class Disk: Sendable {
    /// Whether it takes nothing more.
    let isFull = Atomic(false)
}

/// A folder for one test, removed with it.
private final class RecordFolder {
    static let time = WallTime(nanoseconds: 1_790_158_272_123_456_789)

    /// Text, NULL and binary, whole and cut, also where the whole value is not known, and text that is not UTF-8.
    static let parameters = [
        Parameter(.text, 0..<2), Parameter(.text, nil), Parameter(.text, 0..<9), Parameter(.text, 9..<11),
        Parameter(.text, 5..<11), Parameter(.binary, 9..<11), Parameter(.binary, 0..<9), Parameter(.binary, nil),
        Parameter(.text, 9..<90),
    ]

    var options = AuditOptions()
    let disk = Disk()
    private let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "sqlguard-records-\(UUID().uuidString)")
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// One run of a process with one writer.
    func run(_ body: (inout AuditLog) throws -> Void) throws {
        let disk = disk
        let calls = FileCalls(
            write: { disk.isFull.load(ordering: .relaxed) ? -Int(ENOSPC) : FileCalls.system.write($0, $1) },
            synchronize: FileCalls.system.synchronize
        )
        let path = url.path(percentEncoded: false)
        let folder = try AuditFolder(path: path, writers: 1, options: options, calls: calls)
        var log = try folder.openLog(writer: 0, at: Self.time)
        try body(&log)
        try? log.write()
    }

    private func segments() throws -> [URL] {
        let names = try FileManager.default.contentsOfDirectory(atPath: url.path(percentEncoded: false))
        return names.filter { $0.hasPrefix("audit-") }.sorted().map { url.appending(path: $0) }
    }

    /// The whole lines of all files, in order.
    func records() throws -> [JSONValue] {
        try segments().flatMap { segment in
            let lines = try String(contentsOf: segment, encoding: .utf8).split(
                separator: "\n",
                omittingEmptySubsequences: false
            )
            return try lines.dropLast().map { try JSONValue(String($0)) }
        }
    }

    /// Leaves half a line at the end.
    func tear() throws {
        guard let newest = try segments().last else { return }
        let file = try FileHandle(forWritingTo: newest)
        try file.seekToEnd()
        try file.write(contentsOf: Data(#"{"version":1,"wri"#.utf8))
        try file.close()
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(at: url.appending(path: name)) }

    func removeNewest() throws {
        if let newest = try segments().last { try FileManager.default.removeItem(at: newest) }
    }
}

extension SessionIdentity.Parts {
    fileprivate static var bare: SessionIdentity.Parts {
        SessionIdentity.Parts(session: "s1", clientAddress: "/run/sqlguard")
    }

    fileprivate static var filled: SessionIdentity.Parts {
        var parts = SessionIdentity.Parts(session: "s1", clientAddress: "127.0.0.1:50000")
        parts.user = [0x61, 0xFF]
        parts.principalKind = "agent"
        parts.groups = ["analysts"]
        parts.issuer = "https://login.example"
        parts.tokenID = "t1"
        parts.applicationName = [0xC3]
        parts.database = [0xC3]
        return parts
    }
}
