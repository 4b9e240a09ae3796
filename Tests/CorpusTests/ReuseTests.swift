// What was decided on a text is used for others of its shape: the same must come of judging these anew.

import Policy
import Testing

@testable import CLI
@testable import SQLAnalysis

@Suite("Reuse of decisions")
struct ReuseTests {
    private static let commands: Set<String> = ["mask", "decide", "classify", "bound", "refuse", "explain"]

    @Test("a text with other literals is decided on as the first one, or not by it")
    func otherLiterals() throws {
        var seen = Seen()
        for file in CorpusFiles.all {
            let cases = CaseReader.read(file: file, text: try CorpusFiles.text(file)).cases
            for corpusCase in cases where Self.commands.contains(corpusCase.command) {
                try look(at: corpusCase, &seen)
            }
        }
        // Neither is proved by a corpus in which nothing of the kind happens.
        #expect(seen.reused > 1000)
        #expect(seen.judgedAnew > 20)
        #expect(seen.rewritten > 100)
    }

    /// How often what was looked for was found.
    private struct Seen {
        var reused = 0
        var rewritten = 0
        var judgedAnew = 0
    }

    private func look(at corpusCase: CorpusCase, _ seen: inout Seen) throws {
        let setup = try Workbench.setup(corpusCase)
        let limits = setup.reader.limits
        guard corpusCase.input.count < 2000, let first = try? judge(corpusCase.input, setup), first.isPermitted,
            let reuse = first.reuse,
            let lexed = try? Lexer.lex(corpusCase.input, limits: limits)
        else { return }
        for text in Variants(of: lexed).all {
            guard let other = try? Lexer.lex(text, limits: limits), TokenShape(of: other) == TokenShape(of: lexed)
            else {
                continue
            }
            guard reuse.holds(for: other) else {
                seen.judgedAnew += 1
                continue
            }
            seen.reused += 1
            let shown = "\(corpusCase.file):\(corpusCase.line): \(String(decoding: text, as: UTF8.self))"
            let rewritten = try reuse.rewrite(other)?.bytes
            if rewritten != nil { seen.rewritten += 1 }
            guard let anew = try? judge(text, setup) else {
                Issue.record("\(shown)\nis refused when it is judged by itself")
                continue
            }
            #expect(anew.words == first.words, "\(shown)")
            #expect(anew.replacement == rewritten, "\(shown)")
        }
    }

    /// What comes of a text: everything but where it stands.
    private struct Judged {
        let isPermitted: Bool
        let words: [String]
        let replacement: [UInt8]?
        let reuse: TextReuse?
    }

    private func judge(_ text: [UInt8], _ setup: Setup) throws -> Judged {
        let catalog = setup.schema?.catalog
        let snapshot = PolicySnapshot(policy: setup.policy, catalog: catalog)
        let protection = snapshot.protection(for: setup.principal)
        let outcome = try setup.reader.read(text, catalog: catalog, protection: protection)
        let decision = DecisionPoint.decide(
            outcome.statements,
            for: setup.principal,
            on: setup.target,
            under: snapshot,
            with: Set(Capability.allCases)
        )
        var words = decision.statements.flatMap { statement in
            [statement.refusal?.line ?? "read"]
                + statement.effects.map { "\($0.severity.rawValue) \($0.effect.line) \($0.code?.name ?? "")" }
        }
        words += outcome.statements.flatMap { statement -> [String] in
            guard case .analysed(let analysis) = statement else { return ["refused"] }
            let bounds = analysis.effects.compactMap(\.bound?.text)
            return ["\(analysis.verb) \(analysis.statementClass.rawValue)"] + bounds
                + analysis.findings.map(\.code.name)
        }
        words += outcome.masking?.statements.flatMap { ["touches \($0.touches)"] + $0.masked.map { "\($0)" } } ?? []
        let isPermitted = if case .permit = decision.verdict { true } else { false }
        return Judged(isPermitted: isPermitted, words: words, replacement: outcome.replacement, reuse: outcome.reuse)
    }
}

/// A text with other literals: each of them alone, and all of them.
private struct Variants {
    private let lexed: LexedText

    init(of lexed: LexedText) { self.lexed = lexed }

    var all: [[UInt8]] {
        var all: [[UInt8]] = []
        let literals = lexed.tokens.enumerated().filter { !Self.values($0.element.kind).isEmpty }
        // Of a long list the first ones stand for all.
        for (number, token) in literals.prefix(6) {
            for value in Self.values(token.kind) { all.append(text { $0 == number ? value : nil }) }
        }
        for place in 0..<3 {
            let changed = text { number in
                let values = Self.values(lexed.tokens[number].kind)
                return values.isEmpty ? nil : values[(number + place) % values.count]
            }
            all.append(changed)
        }
        return all
    }

    private func text(_ value: (Int) -> String?) -> [UInt8] {
        var bytes: [UInt8] = []
        var past = 0
        for (number, token) in lexed.tokens.enumerated() {
            guard let value = value(number) else { continue }
            bytes += lexed.bytes[past..<token.start]
            bytes += Array(value.utf8)
            past = token.end
        }
        return bytes + lexed.bytes[past...]
    }

    /// Values that differ in what PostgreSQL makes of them: zero, one, what fits no integer, the name of a column.
    private static func values(_ kind: TokenKind) -> [String] {
        switch kind {
        case .integer: ["0", "1", "2", "17", "2147483647", "2147483648", "99999999999999999999"]
        case .decimal: ["0.0", "1.5", "1e300", "123456789012345678901234567890.5"]
        case .string: ["''", "'x'", "'0'", "'ssn'", "'public.patient'", "'-infinity'"]
        case .escapeString: ["E'x'", "E''"]
        case .dollarString: ["$$x$$", "$$$$"]
        case .nationalString: ["N'x'"]
        case .bitString: ["B''", "B'0101'"]
        case .hexString: ["X''", "X'1F'"]
        case .unicodeString: ["U&'x'"]
        case .identifier, .quotedIdentifier, .unicodeIdentifier, .parameter, .operator, .typecast, .dotDot,
            .colonEquals, .equalsGreater, .punctuation:
            []
        }
    }
}
