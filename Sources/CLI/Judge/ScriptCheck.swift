// A script for psql, statement by statement: what would not run as it is.

import Policy
import SQLAnalysis

/// What `check` found in one file.
struct ScriptCheck {
    /// One thing that keeps a statement from running.
    struct Problem: Equatable {
        let line: Int
        let column: Int
        let range: SourceRange
        let verdict: Severity
        let code: Code
        let message: String
        let hint: String?
        let rule: String?
    }

    let file: String
    /// Statements of the file, psql's commands included.
    private(set) var statements = 0
    /// Those that may run.
    private(set) var permitted = 0
    /// Those that need approval.
    private(set) var held = 0
    /// Everything that is wrong, in the order of the file.
    private(set) var problems: [Problem] = []

    /// Those that may not run.
    var denied: Int { statements - permitted - held }

    /// Checks a file's text. Names that a statement binds are known to those after it.
    init(_ source: SourceText, _ setup: Setup) {
        file = source.name
        let script: Script
        do throws(Refusal) {
            script = try ScriptSplitter.split(source.bytes, limits: setup.reader.limits)
        } catch {
            statements = 1
            add(error, in: SourceRange(0, 0), source)
            return
        }
        for command in script.metaCommands where !Script.isDumpGuard(command, in: source.bytes) {
            statements += 1
            add(Refusal(.metaCommand, "a command of psql, which cannot be judged", at: command), in: command, source)
        }
        var names = SessionNames()
        for place in script.statements {
            let judgement = setup.judge(source, Array(source.bytes[place.start..<place.end]), names: &names)
            take(judgement, place, source)
        }
        problems.sort { ($0.range, $0.code) < ($1.range, $1.code) }
    }

    private mutating func take(_ judgement: Judgement, _ place: SourceRange, _ source: SourceText) {
        statements += 1
        switch judgement.severity {
        case .permit: permitted += 1
        case .hold: held += 1
        case .deny: break
        }
        guard let headline = judgement.denial else { return }
        struct Said: Hashable {
            let code: Code
            let message: String
        }
        let first = problem(headline, judgement.severity, place, source)
        var found = [first]
        var said: Set = [Said(code: first.code, message: first.message)]
        // The other effects that are not permitted either, each reason once.
        for decided in judgement.decision?.statements.flatMap(\.effects) ?? [] where decided.severity != .permit {
            let other = Judgement.Headline(
                code: decided.code ?? headline.code,
                message: decided.message,
                hint: decided.remedies.first?.description,
                rule: decided.reason.rules.first,
                range: decided.effect.range
            )
            guard said.insert(Said(code: other.code, message: other.message)).inserted else { continue }
            found.append(problem(other, decided.severity, place, source))
        }
        problems += found
    }

    private mutating func add(_ refusal: Refusal, in place: SourceRange, _ source: SourceText) {
        let range = refusal.range ?? place
        let position = source.lines.position(ofByte: range.start)
        problems.append(
            Problem(
                line: position.line,
                column: position.column,
                range: range,
                verdict: .deny,
                code: refusal.code,
                message: refusal.message,
                hint: refusal.hint,
                rule: nil
            )
        )
    }

    /// A headline whose range counts from the statement's start.
    private func problem(
        _ headline: Judgement.Headline,
        _ verdict: Severity,
        _ place: SourceRange,
        _ source: SourceText
    ) -> Problem {
        let range = headline.range?.moved(by: place.start) ?? place
        let position = source.lines.position(ofByte: range.start)
        return Problem(
            line: position.line,
            column: position.column,
            range: range,
            verdict: verdict,
            code: headline.code,
            message: headline.message,
            hint: headline.hint,
            rule: headline.rule?.name
        )
    }
}
