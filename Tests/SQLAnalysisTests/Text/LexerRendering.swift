// What the lexer found, as lines that a test can compare whole.

@testable import SQLAnalysis

/// The tokens of a text, one per element, `kind text`, with flags where there are any; or the refusal, `code message at`.
func rendered(_ text: String, limits: Limits = .standard) -> [String] {
    do throws(Refusal) {
        let lexed = try Lexer.lex(Array(text.utf8), limits: limits)
        return lexed.tokens.map { token in
            var parts = ["\(token.kind)", lexed.text(of: token)]
            if token.flags.contains(.continued) { parts.append("(continued)") }
            if token.flags.contains(.hasBackslash) { parts.append("(backslash)") }
            if token.flags.contains(.hasUescape) { parts.append("(uescape)") }
            return parts.joined(separator: " ")
        }
    } catch {
        let place = error.range.map { " at \($0.start)..<\($0.end)" } ?? ""
        return ["\(error.code.name) \(error.message)\(place)"]
    }
}

/// The text as it goes on, or the refusal's code.
func blanked(_ text: String) -> String {
    do throws(Refusal) {
        return String(decoding: try Lexer.lex(Array(text.utf8)).blanked, as: UTF8.self)
    } catch {
        return error.code.name
    }
}

/// The code with which a text is refused; nil when it passes.
func refusal(of text: String, limits: Limits = .standard) -> Code? {
    refusal(of: Array(text.utf8), limits: limits)
}

/// The code with which bytes are refused; nil when they pass.
func refusal(of bytes: [UInt8], limits: Limits = .standard) -> Code? {
    do throws(Refusal) {
        _ = try Lexer.lex(bytes, limits: limits)
        return nil
    } catch {
        return error.code
    }
}
