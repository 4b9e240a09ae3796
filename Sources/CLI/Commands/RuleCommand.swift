// `sqlguard rule`: what a code means.

import ArgumentParser
import SQLAnalysis

/// Prints the explanation of a code.
struct RuleCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule",
        abstract: "Explain a code such as SG4001.",
        discussion: """
            Examples:
              sqlguard rule SG4001
              sqlguard rule --all
            """
    )

    @Argument(help: "The code; its letters may be small or left out.")
    var code: String?

    @Flag(help: "List every code with its title.")
    var all = false

    func answer(_ program: Program) -> Answer {
        guard (code != nil) != all else { return .usage("give one code, or --all for the list") }
        let style = Style(colours: program.surroundings.colours)
        guard let code else {
            let lines = Code.allCases.sorted().map { "\(style($0.name, .strong))  \($0.explanation.title)\n" }
            return Answer(status: .permitted, output: lines.joined())
        }
        guard let known = RuleCommand.find(code) else {
            let near = RuleCommand.nearest(to: code).name
            return .usage("there is no code \(code.visible); did you mean \(near)? `sqlguard rule --all` lists them.")
        }
        return Answer(
            status: .permitted,
            output: RuleCommand.text(known, style: style, width: min(program.surroundings.width, 100))
        )
    }

    /// The code of that name, with the letters in any case or left out.
    static func find(_ name: String) -> Code? {
        let name = name.uppercased()
        return Code(rawValue: name) ?? Code(rawValue: "SG" + name)
    }

    /// The code whose name takes the fewest changes of one character to reach, of several the one that begins alike.
    static func nearest(to name: String) -> Code {
        let name = Array(name.uppercased().prefix(20))
        func rank(_ code: Code) -> (Int, Int) {
            let other = Array(code.name)
            return (distance(name, other), -zip(name, other).prefix { $0.0 == $0.1 }.count)
        }
        return Code.allCases.min { rank($0) < rank($1) } ?? .syntaxError
    }

    /// The explanation, laid out for a terminal.
    static func text(_ code: Code, style: Style, width: Int) -> String {
        let explanation = code.explanation
        var lines = [style(code.name, .strong) + "  " + explanation.title]
        for (label, text) in [
            ("What", explanation.what), ("Why it matters", explanation.why), ("Instead", explanation.instead),
        ] {
            lines += ["", style(label, .strong)] + text.wrapped(to: width - 2).map { "  " + $0 }
        }
        if let example = explanation.example { lines += ["", style("Example", .strong), "  " + example.visible] }
        return lines.joined(separator: "\n") + "\n"
    }

    /// How many insertions, removals and replacements lie between two texts (Levenshtein).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (i, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let replaced = diagonal + (character == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
