// Rules, read.

import SQLAnalysis

enum RuleKey: String, PolicyKey { case name, why, mode, match, permit, hold, deny }

enum PermitKey: String, PolicyKey { case rows }

enum HoldKey: String, PolicyKey {
    case approvers, approvals
    case patience = "for"
    case rows
}

extension PolicyReader {
    /// A rule: exactly one of `permit`, `hold`, `deny`.
    func rule(_ node: YAMLNode) -> Rule? {
        let advice = ["then": "a rule has one of permit, hold, deny", "allow": "did you mean 'permit'?"]
        return fields(node, RuleKey.self, of: "a rule", advice: advice) { fields in
            let name = fields.required(.name, ruleName)
            let why = fields.required(.why) { text($0, most: 1000) }
            let mode = fields.optional(.mode) { word($0, Rule.Mode.self) }
            let actions: [Rule.Action?] = [
                fields.optional(.permit, permit),
                fields.optional(.hold, hold).map { .hold($0) },
                fields.optional(.deny) { text($0, most: 1000) }.map { .deny(message: $0) },
            ]
            let given = [RuleKey.permit, .hold, .deny].filter { fields.has($0) }
            let match = fields.required(.match) { self.match($0, for: given.first) }
            guard given.count == 1 else {
                let code: Code = given.isEmpty ? .missingKey : .invalidValue
                log.add(code, at: fields.position, "a rule has exactly one of: permit, hold, deny")
                return nil
            }
            guard let name, let why, let match, let action = actions.compactMap(\.self).first else { return nil }
            return Rule(
                name: name,
                why: why,
                mode: mode ?? .enforce,
                match: match,
                action: action,
                position: fields.valuePosition(of: .name)
            )
        }
    }

    /// The rules; no two have the same name.
    func rules(_ node: YAMLNode) -> [Rule]? {
        guard let rules = list(node, rule) else { return nil }
        var seen: [String: FilePosition] = [:]
        for rule in rules {
            if let first = seen[rule.name] {
                log.add(.duplicateKey, at: rule.position, "rule '\(rule.name)' is there already in line \(first.line)")
            } else {
                seen[rule.name] = rule.position
            }
        }
        return rules
    }

    private func ruleName(_ node: YAMLNode) -> String? {
        guard let name = text(node) else { return nil }
        let isPlain = name.utf8.allSatisfy { $0.isSmallLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
        guard isPlain, name.utf8.count <= 63, name.utf8.first?.isSmallLetter == true else {
            return invalid(
                node,
                "a rule's name has small letters, digits and dashes, begins with a letter, at most 63 bytes"
            )
        }
        return name
    }

    private func permit(_ node: YAMLNode) -> Rule.Action? {
        fields(node, PermitKey.self, of: "permit") { fields in
            .permit(rows: fields.optional(.rows) { count($0, 0...Int(Int32.max)) })
        }
    }

    private func hold(_ node: YAMLNode) -> HoldTerms? {
        fields(node, HoldKey.self, of: "hold") { fields in
            let approvers = fields.required(.approvers) { oneOrMore($0, principalName) }
            let approvals = fields.optional(.approvals) { count($0, 1...10) }
            let patience = fields.optional(.patience, duration)
            let rows = fields.optional(.rows) { count($0, 0...Int(Int32.max)) }
            return approvers.map {
                HoldTerms(approvers: $0, approvals: approvals ?? 1, patience: patience ?? .seconds(300), rows: rows)
            }
        }
    }
}
