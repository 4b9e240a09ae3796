// Statements with what they are expected to be lowered to, and how that is written.

import CPgQuery

@testable import SQLAnalysis

/// A statement and the expectation: lines of SQL, then lines that start with `==> `.
struct UtilityCase: Sendable, CustomStringConvertible {
    let sql: String
    let expected: String
    var description: String { sql }

    /// Reads the cases of a text.
    static func parse(_ text: String) -> [UtilityCase] {
        var cases: [UtilityCase] = []
        var sql: [Substring] = []
        var expected: [Substring] = []
        func close() {
            if !expected.isEmpty {
                cases.append(
                    UtilityCase(sql: sql.joined(separator: "\n"), expected: expected.joined(separator: " "))
                )
                sql = []
                expected = []
            }
        }
        for line in text.split(separator: "\n") {
            if line.hasPrefix("==> ") {
                expected.append(line.dropFirst(4))
            } else {
                close()
                sql.append(line)
            }
        }
        close()
        return cases
    }
}

/// What came of lowering one statement, in text.
struct LoweredText: Sendable {
    let text: String
    /// The message of the statement.
    let kind: String
    /// The numbers that enum fields have in its tree, by message and field, as in `DropStmt.removeType`.
    let constants: [String: Set<Int>]
}

/// Lexes, parses and lowers text of one statement, on a parser thread. Throws what the lexer and parser throw.
func lowered(_ sql: String) throws -> LoweredText {
    let grammar = try Analysed.reader.get().grammar
    let text = try Lexer.lex(Array(sql.utf8), limits: .standard)
    return try ParserThreads.process.run { () throws(Refusal) -> LoweredText in
        let tree = try StatementReader.parse(text, grammar)
        let statements = try tree.root.reading { fields throws(Refusal) in
            try fields.disregard(.version)
            return Array(try fields.list(.stmts))
        }
        guard statements.count == 1 else { throw Refusal(.emptyText, "one statement is wanted") }
        let node = try statements[0].reading { fields throws(Refusal) in
            try fields.disregard(.stmtLocation, .stmtLen)
            return try fields.require(.stmt)
        }
        let written: String
        do throws(Refusal) {
            written = Written.statement(try Lower().statement(node))
        } catch {
            written = "refused \(error.code.name)"
        }
        return LoweredText(text: written, kind: node.name, constants: constants(tree))
    }
}

/// The integer fields of every message of a tree.
private func constants(_ tree: FlatTree) -> [String: Set<Int>] {
    var found: [String: Set<Int>] = [:]
    for index in tree.records.indices where Int(tree.records[index].kind) == SQLGUARD_RECORD_MESSAGE {
        let node = Node(tree: tree, index: index)
        let names = tree.grammar.fieldNames[Int(node.record.message)]
        var at = index + 1
        while at < Int(node.record.end) {
            let record = tree.records[at]
            let kind = Int(record.kind)
            if kind == SQLGUARD_RECORD_INTEGER, let field = names[Int(record.position)] {
                found["\(node.name).\(field)", default: []].insert(Int(Int64(bitPattern: record.value)))
            }
            at = kind == SQLGUARD_RECORD_MESSAGE ? Int(record.end) : at + 1
        }
    }
    return found
}

/// Lowered statements in short notation.
enum Written {
    static func statement(_ statement: Statement) -> String {
        guard case .utility(let utility) = statement else { return "\(statement.verb) \(statement.ownClass.rawValue)" }
        return Written.utility(utility)
    }

    static func utility(_ utility: Utility) -> String {
        var parts = ["\(utility.verb) \(utility.statementClass.rawValue)"]
        if !utility.effects.isEmpty { parts.append(utility.effects.map(effect).joined(separator: "; ")) }
        var contents: [String] = []
        if !utility.expressions.isEmpty { contents.append("\(utility.expressions.count) expressions") }
        if !utility.types.isEmpty {
            contents.append("types " + utility.types.map(\.name.description).joined(separator: " "))
        }
        contents += utility.nested.map { "\($0.execution) {\(statement($0.statement))}" }
        if utility.cascades { contents.append("CASCADE") }
        if let binding = utility.binding { contents.append("\(binding)") }
        if utility.looks != Looks() { contents.append("looks") }
        if !contents.isEmpty { parts.append(contents.joined(separator: ", ")) }
        return parts.joined(separator: " | ")
    }

    /// `class kind name(columns) [bound] {origin}`.
    static func effect(_ effect: Effect) -> String {
        var text = effect.effectClass.rawValue
        if let object = effect.object { text += " \(object.kind.rawValue) \(object.name)" }
        switch effect.columns {
        case .none: break
        case .named(let names): text += "(\(names.sorted().joined(separator: ",")))"
        case .every: text += "(*)"
        }
        if let bound = effect.bound { text += " [\(bound)]" }
        if effect.origin != .statement { text += " {\(effect.origin)}" }
        return text
    }
}
