// docs/codes/: one page for each code and a list of all, printed from the explanations in the source.

import SQLAnalysis

/// The pages of docs/codes/.
enum CodePages {
    /// Every page by its path from the repository's root.
    static var all: [String: String] {
        var pages = ["docs/codes/README.md": list]
        for code in Code.allCases { pages["docs/codes/\(code.name).md"] = page(code) }
        return pages
    }

    private static var list: String {
        var lines = [
            "# Codes", "",
            "Every refusal, finding and denial has a code. A code is never reused or renumbered; its wording may change.",
            "`sqlguard rule CODE` prints the same text. These pages are printed from the source by `./dev golden`.",
        ]
        var digit: Character?
        for code in Code.allCases.sorted() {
            let first = code.name[code.name.index(code.name.startIndex, offsetBy: 2)]
            if first != digit {
                lines += ["", "## SG\(first)xxx: \(group(first))", "", "| code | |", "|---|---|"]
                digit = first
            }
            lines.append("| [\(code.name)](\(code.name).md) | \(code.explanation.title) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func group(_ digit: Character) -> String {
        switch digit {
        case "1": "the wire"
        case "2": "reading the text"
        case "3": "names"
        case "4": "findings"
        case "5": "decisions"
        case "6": "rewriting"
        case "7": "rows"
        case "8": "audit"
        case "9": "configuration"
        default: "other"
        }
    }

    private static func page(_ code: Code) -> String {
        let explanation = code.explanation
        var lines = ["# \(code.name): \(explanation.title)"]
        for (label, text) in [
            ("What", explanation.what), ("Why it matters", explanation.why), ("Instead", explanation.instead),
        ] {
            lines += ["", "**\(label).** \(text)"]
        }
        if let example = explanation.example { lines += ["", "## Example", "", "```sql", example, "```"] }
        return lines.joined(separator: "\n") + "\n"
    }
}
