// Every statement of PostgreSQL's own regression SQL, with the server's verdict beside it (scripts/regression).

import Foundation
import Testing

@testable import SQLAnalysis

private let folder = ProcessInfo.processInfo.environment["SQLGUARD_REGRESSION"].flatMap { $0.isEmpty ? nil : $0 }

private struct Verdict: Decodable {
    let sql: String
    let file: String
    let line: Int
    let accepted: Bool
    let sqlstate: String
}

@Suite("PostgreSQL's regression SQL")
struct RegressionTests {
    private func verdicts() throws -> [Verdict] {
        let text = try String(contentsOfFile: (folder ?? "") + "/verdicts.jsonl", encoding: .utf8)
        let decoder = JSONDecoder()
        return try text.split(separator: "\n").map { try decoder.decode(Verdict.self, from: Data($0.utf8)) }
    }

    @Test(
        "is accepted and rejected as the server does, and what is accepted is classified or refused with a code",
        .enabled(if: folder != nil, "SQLGUARD_REGRESSION names no folder: ./dev test prepares it")
    )
    func parity() throws {
        let reader = try StatementReader()
        var different: [String] = []
        var analysed = 0
        var refused: [Code: Int] = [:]
        let verdicts = try verdicts()
        for verdict in verdicts {
            let place = "\(verdict.file):\(verdict.line)"
            do throws(Refusal) {
                let outcome = try reader.read(Array(verdict.sql.utf8))
                if !verdict.accepted { different.append("\(place) accepted here, \(verdict.sqlstate) by the server") }
                for statement in outcome.statements {
                    switch statement {
                    case .analysed(let analysis):
                        analysed += 1
                        if analysis.effects.isEmpty { different.append("\(place) has no effects") }
                    case .refused(let refusal, _): refused[refusal.code, default: 0] += 1
                    }
                }
            } catch {
                if verdict.accepted { different.append("\(place) \(error.code.name) \(error.message)") }
            }
        }
        print(
            "regression: \(verdicts.count) texts, \(analysed) statements analysed, refused by code:",
            refused.sorted { $0.key < $1.key }.map { "\($0.key.name) \($0.value)" }.joined(separator: ", ")
        )
        #expect(different == [])
        #expect(verdicts.count > 30_000)
        #expect(analysed > 30_000)
    }
}
