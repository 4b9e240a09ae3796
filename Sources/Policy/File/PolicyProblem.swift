// What is wrong with a policy file: everything at once, each with its place.

public import SQLAnalysis

/// One thing that is wrong with a policy file.
public struct PolicyProblem: Equatable, Hashable, Sendable, CustomStringConvertible {
    /// The stable code, one of SG9001 to SG9009.
    public let code: Code
    /// The file's name as it was given.
    public let file: String
    /// Where in the file.
    public let position: FilePosition
    /// What is wrong, in one line, with the nearest valid word where there is one.
    public let message: String

    /// As compilers print it: `file:line:column: code message`.
    public var description: String { "\(file):\(position): \(code.name) \(message)" }
}

/// A policy file that was not read, and everything that is wrong with it.
public struct PolicyProblems: Error, Equatable, Sendable, CustomStringConvertible {
    /// The problems in the order of the file; never empty.
    public let problems: [PolicyProblem]

    /// One line for each problem.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Collects problems while a file is read, so that all of them are reported in one go. Lives for one reading.
final class ProblemLog {
    /// More are not reported: the file is something else altogether.
    static let most = 100

    private let file: String
    private var problems: [PolicyProblem] = []

    init(file: String) { self.file = file }

    var isEmpty: Bool { problems.isEmpty }

    /// What has been collected, in the order of the file.
    var all: [PolicyProblem] { problems.sorted { ($0.position, $0.code) < ($1.position, $1.code) } }

    /// Adds a problem; after `most` of them nothing is added.
    func add(_ code: Code, at position: FilePosition, _ message: @autoclosure () -> String) {
        // Finding the nearest word costs time; it is not spent on what is not reported.
        guard problems.count < Self.most else { return }
        problems.append(PolicyProblem(code: code, file: file, position: position, message: message()))
    }
}

/// A word from a file as messages show it: at most 40 characters.
func shown(_ text: String) -> String {
    text.count <= 40 ? text : text.prefix(39) + "…"
}
