// How many inputs, and how many statements, ended how.

import Exercise
import SQLAnalysis

/// Counts of endings.
struct Tallies {
    private var accepted = 0
    private var refused: [Code: Int] = [:]
    private var analysed = 0
    private var statementsRefused: [Code: Int] = [:]

    /// Counts one input.
    mutating func take(_ ending: Ending) {
        switch ending {
        case .refused(let code): refused[code, default: 0] += 1
        case .accepted(let statements):
            accepted += 1
            for code in statements {
                if let code { statementsRefused[code, default: 0] += 1 } else { analysed += 1 }
            }
        }
    }

    /// A line for each count: what is counted, how it ended, how many.
    var lines: String {
        var lines = ["input accepted \(accepted)", "statement analysed \(analysed)"]
        lines += refused.sorted { $0.key < $1.key }.map { "input \($0.key.name) \($0.value)" }
        lines += statementsRefused.sorted { $0.key < $1.key }.map { "statement \($0.key.name) \($0.value)" }
        return lines.joined(separator: "\n") + "\n"
    }
}
