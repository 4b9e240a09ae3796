// A decision is used for texts that differ in the values of literals, and for no others.

import Foundation
import NIOCore
import NIOPosix
import Policy
import SQLAnalysis
import Session
import Testing

@testable import Audit
@testable import Proxy

@Suite("Decisions by shape")
struct ShapeCacheTests {
    private let ada = Principal(user: "ada", groups: ["dev"], kind: .person)
    private let judge: Judge
    private let reader: StatementReader

    init() throws {
        reader = try StatementReader()
        let corpus = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "corpus")
        func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: corpus.appending(path: path))) }
        let catalog = try CatalogLoader(reader).load(try bytes("schemas/clinic.sql"), digest: PolicyFile.digest)
        let policy = try PolicyFile.read(Array(Self.policy.utf8), file: "clinic.yaml")
        let snapshot = PolicySnapshot(policy: policy, catalog: catalog.snapshot)
        judge = Judge(reader: reader, snapshot: snapshot, inForce: 1)
    }

    /// A thread that reads by itself; a thread of the tests must not become one, since they are shared.
    private static let loop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()

    private func inPlace<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value?) throws -> Value {
        let value = Self.loop.submit {
            try ReadingInPlace.registerThread()
            return try body()
        }
        let result = try value.wait()
        return try #require(result)
    }

    private static let policy = """
        version: 1
        databases: {clinic: {host: db.example, role: r, credential: {file: /run/password}}}
        principals: {users: {ada: {kind: person, groups: [dev]}}}
        access: [{database: clinic, group: dev}]
        masks: {public.person.ssn: {kind: constant, value: xxx}}
        rules: [{name: everything, why: To see., match: {effect: "*"}, permit: {}}]
        """

    private func lexed(_ text: String) throws -> LexedText {
        try inPlace { [reader] in try reader.lexInPlace(Array(text.utf8)) }
    }

    private func judged(_ text: LexedText) throws -> SessionJudgement {
        try inPlace { [judge, ada] in
            judge.judgeInPlace(text, names: SessionNames(), principal: ada, database: "clinic")
        }
    }

    /// What a cache that knows the decision on one text says of another.
    private func found(_ other: String, knowing text: String) throws -> SessionJudgement? {
        var cache = DecisionCache(mostBytes: 1 << 20)
        let asker = cache.asker(ada, "clinic")
        let known = try lexed(text)
        let names = SessionNames()
        let judgement = try judged(known)
        #expect(judgement.rejection == nil)
        cache.remember(judgement, on: TokenShape(of: known), for: asker, under: 1, names)
        let asked = try lexed(other)
        return cache.judgement(on: asked, shape: TokenShape(of: asked), for: asker, under: 1, names)
    }

    private func text(_ judgement: SessionJudgement?) -> String? {
        judgement?.replacement.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("with other literals the masked text has these")
    func otherLiterals() throws {
        let found = try found(
            "SELECT /* x */ ssn FROM person WHERE id = 8 AND mail = 'it''s'",
            knowing: "SELECT ssn FROM person WHERE id = 17 AND mail = 'a'"
        )
        let sent = try #require(text(found))
        #expect(sent.contains("CAST('xxx' AS text) AS ssn"))
        #expect(sent.hasSuffix("WHERE id = 8 AND mail = 'it''s'"))
        #expect(!sent.contains("17"))
    }

    @Test("another name, operator, kind of literal or number of tokens is another shape")
    func otherShapes() throws {
        let known = "SELECT ssn FROM person WHERE id = 17"
        for other in [
            "SELECT mail FROM person WHERE id = 17", "SELECT ssn FROM person WHERE id > 17",
            "SELECT ssn FROM person WHERE id = '17'", "SELECT ssn FROM person WHERE id = 17.0",
            "SELECT ssn FROM person WHERE id = 2147483648", "SELECT ssn FROM person WHERE id = $1",
            "SELECT ssn FROM person WHERE id = 17 OR true", "SELECT ssn FROM \"person\" WHERE id = 17",
        ] {
            #expect(try found(other, knowing: known) == nil, "\(other)")
        }
    }

    @Test("what rests on the value of a literal is not used for another value")
    func lookedAt() throws {
        #expect(try found("SELECT ssn FROM person LIMIT 2", knowing: "SELECT ssn FROM person LIMIT 3") != nil)
        let known = "SELECT id, ssn FROM person ORDER BY 1"
        #expect(try found("SELECT id, ssn FROM person ORDER BY 2", knowing: known) == nil)
        #expect(try found("SELECT id, ssn FROM person ORDER BY 1", knowing: known) != nil)
    }

    @Test("the record of a decision names the masked columns, and so does that of another text of its shape")
    func recorded() throws {
        let found = try #require(try found("SELECT * FROM person LIMIT 2", knowing: "SELECT * FROM person LIMIT 3"))
        var records = DecisionRecords()
        let record = records.remember(found, ("p", nil))
        #expect(
            String(decoding: record.record.json, as: UTF8.self).contains(
                #""masked":["public.person.ssn"],"policyEpoch""#
            )
        )
        let plain = try judged(try lexed("SELECT id FROM ward"))
        let other = records.remember(plain, ("p", nil))
        #expect(!String(decoding: other.record.json, as: UTF8.self).contains("masked"))
    }

    @Test("a decision of another principal, state of names or snapshot is not found")
    func exact() throws {
        var cache = DecisionCache(mostBytes: 1 << 20)
        let asker = cache.asker(ada, "clinic")
        let known = try lexed("SELECT ssn FROM person WHERE id = 1")
        let judgement = try judged(known)
        let shape = TokenShape(of: known)
        cache.remember(judgement, on: shape, for: asker, under: 1, SessionNames())
        func find(_ asker: DecisionCache.Asker, _ inForce: UInt64, _ names: SessionNames) -> SessionJudgement? {
            cache.judgement(on: known, shape: shape, for: asker, under: inForce, names)
        }
        #expect(find(asker, 1, SessionNames()) != nil)
        #expect(find(asker, 2, SessionNames()) == nil)
        #expect(find(asker, 1, SessionNames().distrusted()) == nil)
        var other = ada
        other.groups = ["officers"]
        #expect(find(cache.asker(other, "clinic"), 1, SessionNames()) == nil)
        cache.removeAll()
        #expect(find(asker, 1, SessionNames()) == nil)
    }

    @Test("what is not used for two generations is forgotten, and the other stays")
    func generations() {
        var entries = Generations<[UInt8]>()
        func find(_ key: Int) -> [UInt8]? { entries.find(key, most: 100, size: \.count) { _ in true } }
        for key in 0..<3 { entries.insert([UInt8](repeating: UInt8(key), count: 40), key, most: 100, size: \.count) }
        // The third one filled the generation.
        #expect(find(0)?.first == 0)
        entries.insert([UInt8](repeating: 3, count: 90), 3, most: 100, size: \.count)
        #expect(find(0)?.first == 0)
        #expect(find(1) == nil)
        #expect(find(2) == nil)
        #expect(entries.find(0, most: 100, size: \.count) { _ in false } == nil)
        entries.removeAll()
        #expect(find(0) == nil)
    }
}
