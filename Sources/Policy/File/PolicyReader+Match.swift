// The conditions of a rule, read; a rule that could never match is an error, because it protects nothing.

import SQLAnalysis

enum MatchKey: String, PolicyKey {
    case statementClass = "class"
    case effect, verb, object, column, group, user, kind, database, unbounded
    case rowsOver = "rows_over"
    case rowsWithin = "rows_within"
    case origin
}

extension PolicyReader {
    /// The conditions of a rule with this action.
    func match(_ node: YAMLNode, for action: RuleKey?) -> Match? {
        let advice = ["table": "the key is 'object'", "role": "did you mean 'group' or 'user'?"]
        return fields(node, MatchKey.self, of: "match", advice: advice) { fields in
            guard MatchKey.allCases.contains(where: { fields.has($0) }) else {
                log.add(
                    .missingKey,
                    at: fields.position,
                    "match has no condition; effect: \"*\" stands for every effect"
                )
                return nil
            }
            var match = Match()
            match.statementClasses = fields.optional(.statementClass, classes)
            match.effectClasses = fields.optional(.effect, classes)
            match.verbs = fields.optional(.verb) { oneOrMore($0, verb) }
            match.objects = fields.optional(.object) { oneOrMore($0, object) }
            match.columns = fields.optional(.column) { oneOrMore($0, columnPattern) }
            match.groups = fields.optional(.group) { oneOrMore($0, principalName) }
            match.users = fields.optional(.user) { oneOrMore($0, principalName) }
            match.kinds = fields.optional(.kind) { oneOrMore($0) { word($0, Principal.Kind.self) } }
            match.databases = fields.optional(.database) { oneOrMore($0, databaseName) }
            match.origins = fields.optional(.origin) { oneOrMore($0) { word($0, Match.Origin.self) } }
            match.rows = rows(&fields, action)
            if action != .deny { limitToListed(&match, fields) }
            checkThatItCanMatch(match, fields, action)
            return match
        }
    }

    /// Classes of statements; `"*"` for all of them.
    private func classes(_ node: YAMLNode) -> Match.Classes? {
        if node.content == .scalar(YAMLScalar(text: "*", style: .quoted)) { return .every }
        guard let words = oneOrMore(node, text) else { return nil }
        var classes: [StatementClass] = []
        for word in words {
            guard let read = StatementClass(rawValue: word) else {
                return unknownWord(word, at: node, among: ["*"] + StatementClass.allCases.map(\.rawValue))
            }
            classes.append(read)
        }
        return .listed(classes)
    }

    // PostgreSQL: cmdtaglist.h
    private func verb(_ node: YAMLNode) -> Glob? {
        guard let text = text(node, most: 63) else { return nil }
        let isTag = text.utf8.allSatisfy { $0.isCapital || " *".utf8.contains($0) }
        guard isTag else { return invalid(node, "a verb is a command tag in capitals, such as DROP TABLE or DROP *") }
        return Glob(text)
    }

    private func object(_ node: YAMLNode) -> ObjectPattern? {
        guard let text = text(node) else { return nil }
        do throws(NamePattern.Mistake) {
            return try ObjectPattern(text)
        } catch {
            return invalid(node, error.message)
        }
    }

    private func columnPattern(_ node: YAMLNode) -> Glob? {
        guard let text = text(node) else { return nil }
        do throws(NamePattern.Mistake) {
            return try NamePattern.single(text)
        } catch {
            return invalid(node, error.message)
        }
    }

    private func rows(_ fields: inout Fields<MatchKey>, _ action: RuleKey?) -> Match.Rows? {
        let range = 0...Int(Int32.max)
        let unbounded = fields.optional(.unbounded, boolean)
        let over = fields.optional(.rowsOver) { count($0, range) }
        let within = fields.optional(.rowsWithin) { count($0, range) }
        let given = [MatchKey.unbounded, .rowsOver, .rowsWithin].filter { fields.has($0) }
        for key in given.dropFirst() {
            log.add(.invalidValue, at: fields.position(of: key), "a rule has one of: unbounded, rows_over, rows_within")
        }
        if unbounded == false {
            log.add(
                .invalidValue,
                at: fields.position(of: .unbounded),
                "only 'unbounded: true' is a condition; for writes that are bounded, use rows_within"
            )
        }
        // A bound that is not known must not widen: it is over every number, and within none.
        for key in [MatchKey.unbounded, .rowsOver] where fields.has(key) && action == .permit {
            log.add(
                .invalidValue,
                at: fields.position(of: key),
                "'\(key.rawValue)' is for deny and hold; permit has rows_within"
            )
        }
        if fields.has(.rowsWithin), action == .deny {
            log.add(
                .invalidValue,
                at: fields.position(of: .rowsWithin),
                "'rows_within' is for permit and hold; deny has unbounded and rows_over"
            )
        }
        if let over { return .over(over) }
        if let within { return .within(within) }
        return unbounded == true ? .unbounded : nil
    }

    /// A rule that permits or holds statements of some classes means the effects of these classes, unless it says
    /// which: the DELETE inside `WITH gone AS (DELETE ...) SELECT` is no part of what `class: read` permits.
    private func limitToListed(_ match: inout Match, _ fields: Fields<MatchKey>) {
        guard match.effectClasses == nil, case .listed(let classes) = match.statementClasses else { return }
        guard !classes.contains(.unknown) else {
            log.add(
                .invalidValue,
                at: fields.position(of: .statementClass),
                "what is unknown is permitted or held only where 'effect' names it"
            )
            return
        }
        match.effectClasses = .listed(classes)
    }

    private func checkThatItCanMatch(_ match: Match, _ fields: Fields<MatchKey>, _ action: RuleKey?) {
        guard case .listed(let effects) = match.effectClasses else { return }
        let key = fields.has(.effect) ? MatchKey.effect : .statementClass
        let position = fields.position(of: key)
        if match.rows != nil, Self.countedClasses.isDisjoint(with: effects) {
            log.add(
                .invalidValue,
                at: position,
                "the rule never matches: effects of these classes have no number of rows"
            )
        }
        if match.columns != nil, Self.columnClasses.isDisjoint(with: effects) {
            log.add(.invalidValue, at: position, "the rule never matches: effects of these classes have no columns")
        }
        if match.objects != nil, effects == [.transaction] {
            log.add(.invalidValue, at: position, "the rule never matches: transactions have no object to match")
        }
    }

    private static let countedClasses: Set<StatementClass> = [.insert, .update, .delete, .merge, .copy, .unknown]
    private static let columnClasses: Set<StatementClass> = [
        .read, .insert, .update, .delete, .merge, .copy, .privilegeChange, .schemaChange, .maintenance, .unknown,
    ]
}
