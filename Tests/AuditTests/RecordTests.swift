// What each kind of record says, and how much of a client's text and values.

import Foundation
import Testing

@testable import Audit

@Suite("Records")
struct RecordTests {
    /// What a log writes, without the part that all lines have.
    func written(_ options: AuditOptions = AuditOptions(), _ append: (inout AuditLog) throws -> Void) throws -> [String]
    {
        let folder = try TestFolder()
        let audit = try AuditFolder(path: folder.path, writers: 1, options: options)
        var log = try audit.openLog(writer: 0, at: someTime)
        try append(&log)
        try log.write()
        return try folder.lines(1).dropFirst().map { line in
            let start = try #require(line.firstRange(of: #""kind":"#)).lowerBound
            return "{" + line[start...]
        }
    }

    let session =
        #""session":"s1","principal":{"user":"ada","kind":"agent","groups":["analysts"]},"client":"127.0.0.1:50000","#
        + #""application":"psql","database":"shop""#
    let decided =
        #""verdict":"permit","rules":["reads"],"codes":[],"policyEpoch":"p1","catalogEpoch":"c1","statement":"#

    @Test("an intent says who, what, and what was decided")
    func query() throws {
        let lines = try written { $0.append("SELECT 1; DROP\nTABLE x") }
        #expect(
            lines == [
                #"{"kind":"intent",\#(session),"intent":1,"exchange":"query",\#(decided)"SELECT 1; DROP\nTABLE x"}"#
            ]
        )
    }

    @Test("masked columns stand behind the codes, and are left out where there are none")
    func masked() throws {
        let judgement = Judgement(
            .permit,
            rules: [],
            codes: [],
            masked: ["public.person.ssn", "a.\"b\".c"],
            policyEpoch: "p1",
            catalogEpoch: nil
        )
        let json = String(decoding: judgement.json, as: UTF8.self)
        #expect(json.contains(#""codes":[],"masked":["public.person.ssn","a.\"b\".c"],"policyEpoch":"p1""#))
        let none = Judgement(.permit, rules: [], codes: [], policyEpoch: "p1", catalogEpoch: nil)
        #expect(!String(decoding: none.json, as: UTF8.self).contains("masked"))
    }

    @Test("a Parse is a decision, an Execute an intent with parameters")
    func extended() throws {
        let lines = try written { log in
            log.append("SELECT $1", .parse)
            let values = Array("7ada\u{0}".utf8) + [0xFF, 0x01]
            let parameters = [
                Parameter(.text, 0..<1), Parameter(.text, nil), Parameter(.text, 1..<5), Parameter(.text, 4..<6),
                Parameter(.binary, 5..<7), Parameter(.binary, 0..<0), Parameter(.text, 0..<0),
            ]
            log.append(
                Intent.sample(.execute),
                statement: Array("SELECT $1".utf8).span.bytes,
                parameters: parameters.span,
                values: values.span.bytes
            )
            log.append("", .functionCall)
        }
        #expect(
            lines == [
                #"{"kind":"decision",\#(session),"intent":1,"exchange":"parse",\#(decided)"SELECT $1"}"#,
                #"{"kind":"intent",\#(session),"intent":1,"exchange":"execute",\#(decided)"SELECT $1","parameters":["#
                    + #"{"text":"7"},null,{"text":"ada\u0000"},{"textBase64":"AP8="},{"binary":"/wE="},{"binary":""},"#
                    + #"{"text":""}]}"#,
                #"{"kind":"intent",\#(session),"intent":1,"exchange":"function-call",\#(decided)""}"#,
            ]
        )
    }

    @Test("outcomes name their intent, and say only what is known")
    func outcomes() throws {
        let lines = try written { log in
            let tag = Array("SELECT 5".utf8)
            var outcome = Outcome(
                time: someTime,
                session: .sample,
                intent: 7,
                statement: 1,
                status: .complete,
                rows: 5,
                microseconds: 1234
            )
            log.append(outcome, tag: tag.span.bytes)
            (outcome.status, outcome.rows, outcome.sqlState) = (.error, nil, SQLStateCode("42501"))
            log.append(outcome, tag: [UInt8]().span.bytes)
            outcome.sqlState = nil
            for status in Outcome.Status.allCases {
                outcome.status = status
                log.append(outcome, tag: [UInt8]().span.bytes)
            }
        }
        let start = #"{"kind":"outcome","session":"s1","intent":7,"statement":1,"status":"#
        #expect(
            lines == [
                start + #""complete","tag":"SELECT 5","rows":5,"microseconds":1234}"#,
                start + #""error","microseconds":1234,"sqlState":"42501"}"#,
            ] + Outcome.Status.allCases.map { "\(start)\"\($0.rawValue)\",\"microseconds\":1234}" }
        )
    }

    @Test("sessions begin, are refused and end")
    func sessions() throws {
        let lines = try written { log in
            let events: [SessionRecord.Event] = [
                .login(authentication: "scram-sha-256", tls: "TLSv1.3"),
                .login(authentication: "scram-sha-256", tls: nil),
                .refused(code: "SG5006", sqlState: try #require(SQLStateCode("28000")), reason: "no \"access\""),
                .refused(code: nil, sqlState: try #require(SQLStateCode("28P01")), reason: "wrong password"),
                .refused(
                    code: "SG1033",
                    sqlState: try #require(SQLStateCode("28000")),
                    reason: "too many",
                    unrecorded: 41
                ),
                .logout(reason: "terminated", requests: 3),
            ]
            for event in events {
                log.append(SessionRecord(time: someTime, session: .sample, event: event))
            }
        }
        #expect(
            lines == [
                #"{"kind":"login",\#(session),"authentication":"scram-sha-256","tls":"TLSv1.3"}"#,
                #"{"kind":"login",\#(session),"authentication":"scram-sha-256"}"#,
                #"{"kind":"login-refused",\#(session),"code":"SG5006","sqlState":"28000","reason":"no \"access\""}"#,
                #"{"kind":"login-refused",\#(session),"sqlState":"28P01","reason":"wrong password"}"#,
                #"{"kind":"login-refused",\#(session),"code":"SG1033","sqlState":"28000","reason":"too many","unrecorded":41}"#,
                #"{"kind":"logout",\#(session),"reason":"terminated","requests":3}"#,
            ]
        )
    }

    @Test("reloads say what is in force, or why not")
    func reloads() throws {
        let lines = try written { log in
            log.append(ReloadRecord(time: someTime, subject: .policy, epoch: "p2"))
            log.append(
                ReloadRecord(time: someTime, subject: .catalog(database: "shop"), epoch: nil, problem: "no connection")
            )
        }
        #expect(
            lines == [
                #"{"kind":"reload","subject":"policy","epoch":"p2"}"#,
                #"{"kind":"reload","subject":"catalog","database":"shop","problem":"no connection"}"#,
            ]
        )
    }

    @Test("names that are no UTF-8 stand repaired, and exactly beside it")
    func names() throws {
        var parts = SessionIdentity.Parts.sample
        parts.user = [0x61, 0xFF]
        parts.database = [0xC3]
        parts.issuer = "https://login.example"
        parts.tokenID = "t\u{1}"
        let lines = try written { log in
            log.append(
                SessionRecord(time: someTime, session: SessionIdentity(parts), event: .logout(reason: "", requests: 0))
            )
        }
        #expect(
            lines == [
                #"{"kind":"logout","session":"s1","principal":{"user":"a\#u{FFFD}","userBase64":"Yf8=","kind":"agent","#
                    + #""groups":["analysts"],"issuer":"https://login.example","tokenID":"t\u0001"},"client":"127.0.0.1:50000","#
                    + #""application":"psql","database":"\#u{FFFD}","databaseBase64":"ww==","reason":"","requests":0}"#
            ]
        )
    }

    @Test("a statement that is no UTF-8 stands repaired, and exactly beside it")
    func invalidStatement() throws {
        let lines = try written { log in
            log.append(Intent.sample(), statement: ([0x53, 0xFF, 0x00] as [UInt8]).span.bytes)
        }
        #expect(lines.first?.hasSuffix(#""statement":"S\#u{FFFD}\u0000","statementBase64":"U/8A"}"#) == true)
    }

    @Test("a long statement is whole in its decision and cut, at a character, where it is executed")
    func longStatement() throws {
        var options = AuditOptions()
        options.maxRepeatedStatementBytes = 10
        let text = "SELECT 'é' "
        let digest = Digest(of: Array(text.utf8).span.bytes).hexadecimal
        let lines = try written(options) { log in
            for exchange in [Intent.Exchange.query, .parse, .execute] { log.append(text, exchange) }
        }
        #expect(lines[0].hasSuffix(#""statement":"SELECT 'é' "}"#))
        #expect(lines[1].hasSuffix(#""statement":"SELECT 'é' "}"#))
        #expect(
            lines[2].hasSuffix(
                #""statement":"SELECT 'é","statementBytes":12,"statementSHA256":"\#(digest)","parameters":[]}"#
            )
        )
        options.maxRepeatedStatementBytes = 9
        let known = Digest(of: ([1] as [UInt8]).span.bytes)
        let cut = try written(options) { log in
            var intent = Intent.sample(.execute)
            intent.statementDigest = known
            log.append(intent, statement: Array(text.utf8).span.bytes)
        }
        #expect(
            cut[0].contains(#""statement":"SELECT '","statementBytes":12,"statementSHA256":"\#(known.hexadecimal)""#)
        )
    }

    @Test("of a long value the beginning, the length and the digest are recorded")
    func longValues() throws {
        var options = AuditOptions()
        options.maxParameterBytes = 5
        let values = Array("abcdéfgh".utf8)
        let whole = Digest(of: values.span.bytes)
        let streamed = Digest(of: ([2] as [UInt8]).span.bytes)
        let lines = try written(options) { log in
            let parameters = [
                Parameter(.text, 0..<9), Parameter(.binary, 0..<9),
                Parameter(.text, beginning: 0..<3, length: 1_000_000_000, digest: streamed),
                Parameter(.binary, beginning: 0..<9, length: 10, digest: streamed), Parameter(.text, 0..<4),
            ]
            log.append(
                Intent.sample(.execute),
                statement: [UInt8]().span.bytes,
                parameters: parameters.span,
                values: values.span.bytes
            )
        }
        let expected =
            #""parameters":[{"text":"abcd","bytes":9,"sha256":"\#(whole.hexadecimal)"},"#
            + #"{"binary":"YWJjZMM=","bytes":9,"sha256":"\#(whole.hexadecimal)"},"#
            + #"{"text":"abc","bytes":1000000000,"sha256":"\#(streamed.hexadecimal)"},"#
            + #"{"binary":"YWJjZMM=","bytes":10,"sha256":"\#(streamed.hexadecimal)"},{"text":"abcd"}]}"#
        #expect(lines.first?.hasSuffix(expected) == true, "\(lines)")
    }

    @Test("many values are bounded together, and small ones are always whole")
    func manyValues() throws {
        var options = AuditOptions()
        options.maxParametersBytes = 150
        let values = [UInt8](repeating: 0x61, count: 100)
        let lines = try written(options) { log in
            let parameters = [
                Parameter(.text, 0..<100), Parameter(.text, 0..<100), Parameter(.text, 0..<100),
                Parameter(.text, 0..<64),
            ]
            log.append(
                Intent.sample(.execute),
                statement: [UInt8]().span.bytes,
                parameters: parameters.span,
                values: values.span.bytes
            )
        }
        let record = try #require(RecordValue(Array(lines[0].utf8)))
        let shown = try #require(record["parameters"]?.list)
        #expect(shown.map { $0["text"]?.string?.count } == [100, 100, 64, 64])
        #expect(shown.map { $0["bytes"]?.number } == [nil, nil, 100, nil])
    }

    @Test("values are left out where the policy says so")
    func omitted() throws {
        var options = AuditOptions()
        options.parameters = .omit
        let lines = try written(options) { log in
            let parameters = [Parameter(.text, 0..<1), Parameter(.text, nil)]
            log.append(
                Intent.sample(.execute),
                statement: [UInt8]().span.bytes,
                parameters: parameters.span,
                values: ([0x73] as [UInt8]).span.bytes
            )
        }
        #expect(lines[0].hasSuffix(#""statement":"","parameterCount":2}"#))
    }

    @Test("where not all values are here, it is said how many there were")
    func someValues() throws {
        var options = AuditOptions()
        for parameters in AuditOptions.Parameters.allCases {
            options.parameters = parameters
            let lines = try written(options) { log in
                for count in [nil, 0, 1, 300] {
                    let places = [Parameter(.text, 0..<1)]
                    log.append(
                        Intent.sample(.execute),
                        statement: [UInt8]().span.bytes,
                        parameters: places.span,
                        values: ([0x61] as [UInt8]).span.bytes,
                        count: count
                    )
                }
            }
            let ends = lines.map { $0[($0.firstRange(of: #""statement":"","#)?.upperBound ?? $0.startIndex)...] }
            switch parameters {
            case .record:
                let whole: Substring = #""parameters":[{"text":"a"}]}"#
                #expect(ends == [whole, whole, whole, #""parameters":[{"text":"a"}],"parameterCount":300}"#])
            case .omit:
                #expect(ends == [1, 1, 1, 300].map { "\"parameterCount\":\($0)}" })
            }
        }
    }

    @Test("a place that does not lie in the bytes takes what does")
    func wrongPlaces() throws {
        let lines = try written { log in
            let parameters = [Parameter(.text, 5..<9), Parameter(.text, 0..<4)]
            log.append(
                Intent.sample(.execute),
                statement: [UInt8]().span.bytes,
                parameters: parameters.span,
                values: ([0x61, 0x62] as [UInt8]).span.bytes
            )
        }
        #expect(lines[0].hasSuffix(#""parameters":[{"text":"","bytes":4},{"text":"ab","bytes":4}]}"#))
    }
}
