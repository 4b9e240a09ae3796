// Folders, sessions and records for tests.

import Foundation
import Testing

@testable import Audit

/// A folder for one test, removed with it.
final class TestFolder {
    /// The folder that is removed.
    let parent: URL
    /// The path of the audit folder in it, which is not made yet.
    let path: String

    init() throws {
        parent = FileManager.default.temporaryDirectory.appending(path: "sqlguard-audit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        path = parent.appending(path: "audit").path(percentEncoded: false)
    }

    deinit { try? FileManager.default.removeItem(at: parent) }

    /// A file of the audit folder.
    func url(_ name: String) -> URL { parent.appending(path: "audit").appending(path: name) }

    /// The bytes of a file.
    func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: url(name))) }

    /// The lines of a segment, without their line feeds.
    func lines(writer: Int = 0, _ number: UInt64) throws -> [String] {
        let text = String(decoding: try bytes(SegmentName(writer: writer, number: number).text), as: UTF8.self)
        return text.split(separator: "\n").map(String.init)
    }
}

/// A moment in the year 2026.
let someTime = WallTime(nanoseconds: 1_790_158_272_123_456_789)

extension SessionIdentity {
    /// A session of an agent.
    static let sample = SessionIdentity(.sample)
}

extension SessionIdentity.Parts {
    static var sample: SessionIdentity.Parts {
        var parts = SessionIdentity.Parts(session: "s1", clientAddress: "127.0.0.1:50000")
        parts.user = Array("ada".utf8)
        parts.principalKind = "agent"
        parts.groups = ["analysts"]
        parts.applicationName = Array("psql".utf8)
        parts.database = Array("shop".utf8)
        return parts
    }
}

extension Judgement {
    static let sample = Judgement(.permit, rules: ["reads"], codes: [], policyEpoch: "p1", catalogEpoch: "c1")
}

extension Intent {
    static func sample(_ exchange: Exchange = .query, number: UInt64 = 1) -> Intent {
        Intent(time: someTime, session: .sample, number: number, exchange: exchange, judgement: .sample)
    }
}

extension AuditLog {
    /// Appends the intent of a text.
    mutating func append(_ text: String, _ exchange: Intent.Exchange = .query) {
        append(Intent.sample(exchange), statement: Array(text.utf8).span.bytes)
    }
}
