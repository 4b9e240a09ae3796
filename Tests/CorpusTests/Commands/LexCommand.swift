// `lex`: the tokens of a text, its comments, and the text that goes on without them.

import SQLAnalysis

/// Tokens with their extents, comments, and the blanked text where it differs.
struct LexCommand: CorpusCommand {
    let name = "lex"
    let arguments: Set<String> = ["maxBytes", "maxTokens", "maxDepth", "maxAssignmentExpansion", "maxCommentNesting"]

    func run(_ corpusCase: CorpusCase) throws(CommandProblem) -> [String] {
        let standard = Limits.standard
        func limit(_ key: String, _ standard: Int) throws(CommandProblem) -> Int {
            guard let text = corpusCase.argument(key) else { return standard }
            guard let number = Int(text) else { throw CommandProblem("`\(key)` is a number") }
            return number
        }
        let limits = Limits(
            maxBytes: try limit("maxBytes", standard.maxBytes),
            maxTokens: try limit("maxTokens", standard.maxTokens),
            maxDepth: try limit("maxDepth", standard.maxDepth),
            maxAssignmentExpansion: try limit("maxAssignmentExpansion", standard.maxAssignmentExpansion),
            maxCommentNesting: try limit("maxCommentNesting", standard.maxCommentNesting)
        )
        let text: LexedText
        do throws(Refusal) {
            text = try Lexer.lex(corpusCase.input, limits: limits)
        } catch {
            return [error.line]
        }
        let tokens = text.tokens.map { token in
            ["\(token.kind)", token.flags.text, Workbench.shown(text.bytes, token.range), "@\(token.range.text)"]
                .compactMap(\.self).joined(separator: " ")
        }
        let comments = text.comments.map {
            "comment \($0.kind) \(Workbench.shown(text.bytes, $0.range)) @\($0.range.text)"
        }
        let blanked = text.comments.isEmpty ? [] : ["blanked \(Workbench.quoted(text.blanked))"]
        let lines = tokens + comments + blanked
        return lines.isEmpty ? ["no tokens"] : lines
    }
}

extension TokenFlags {
    /// The names of the flags that are set; nil when none is.
    fileprivate var text: String? {
        let names: [(TokenFlags, String)] = [
            (.hasBackslash, "backslash"), (.continued, "continued"), (.hasUescape, "uescape"),
        ]
        let set = names.filter { contains($0.0) }.map(\.1)
        return set.isEmpty ? nil : "[\(set.joined(separator: " "))]"
    }
}
