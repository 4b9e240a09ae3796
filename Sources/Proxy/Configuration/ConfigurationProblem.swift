// What is wrong with a configuration beyond the policy file's own text: files, keys, credentials, addresses.

public import SQLAnalysis

/// One thing that is wrong, in one line that names what it is about.
public struct ConfigurationProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// The stable code, SG9xxx.
    public let code: Code
    /// What is wrong.
    public let message: String

    /// Names a problem.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The code and the message.
    public var description: String { "\(code.name) \(message)" }
}

/// A configuration that cannot be served, and everything that is wrong with it.
public struct ConfigurationProblems: Error, Equatable, Sendable, CustomStringConvertible {
    /// One line for each problem; never empty.
    public let lines: [String]

    /// Names them.
    init(_ lines: [String]) { self.lines = lines }

    /// The lines.
    public var description: String { lines.joined(separator: "\n") }
}
