// Every statement of PostgreSQL's own regression SQL with all of its relations in FROM replaced (scripts/regression).

import Foundation
import SQLAnalysis
import Testing

private let folder = ProcessInfo.processInfo.environment["SQLGUARD_REGRESSION"].flatMap { $0.isEmpty ? nil : $0 }

private struct RegressionText: Decodable {
    let sql: String
    let file: String
    let line: Int
    let accepted: Bool
}

@Suite("Splices in PostgreSQL's regression SQL")
struct RegressionSplicesTests {
    @Test(
        "every relation in FROM can be replaced, and what comes of it is verified",
        .enabled(if: folder != nil, "SQLGUARD_REGRESSION names no folder: ./dev test prepares it")
    )
    func everyRelation() throws {
        let text = try String(contentsOfFile: (folder ?? "") + "/verdicts.jsonl", encoding: .utf8)
        let decoder = JSONDecoder()
        let bench = try SpliceBench()
        var (statements, rewritten, withoutFrom) = (0, 0, 0)
        var refused: [String] = []
        var wrong: [String] = []
        for line in text.split(separator: "\n") {
            let statement = try decoder.decode(RegressionText.self, from: Data(line.utf8))
            guard statement.accepted else { continue }
            statements += 1
            do throws(Refusal) {
                if try bench.rewrite(Array(statement.sql.utf8), where: { _ in true }) != nil {
                    rewritten += 1
                } else {
                    withoutFrom += 1
                }
            } catch {
                let place = "\(statement.file):\(statement.line) \(error.code.name) \(error.message)"
                // `CREATE RECURSIVE VIEW` names itself in a query that the parser makes, and that stands nowhere.
                if error.code == .notMaskable { refused.append(place) } else { wrong.append(place) }
            }
        }
        print(
            "splices: \(statements) statements, \(rewritten) rewritten and verified,",
            "\(withoutFrom) without a relation in FROM, refused \(refused.count):",
            refused
        )
        #expect(wrong == [])
        #expect(refused.count == 2)
        #expect(rewritten > 6_000)
        #expect(statements > 30_000)
    }
}
