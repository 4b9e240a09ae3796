// What would make an effect pass, each tried out before it is suggested.

public import SQLAnalysis

/// One change after which an effect is judged more mildly. Other effects of the statement may still be denied.
public enum Remedy: Hashable, Sendable, CustomStringConvertible {
    /// The refusal's own advice.
    case advice(String)
    /// Bound the write by these columns of a unique key; without columns: by any unique key.
    case bound(ObjectReference?, key: [String])
    /// Write the name with its schema.
    case qualify(QualifiedName)
    /// Read or write no other columns than these.
    case nameColumns([String])
    /// Leave these columns out.
    case leaveOut([ColumnName])
    /// Be in this group, because of this rule.
    case joinGroup(String, rule: String)
    /// Have it approved, as this rule demands.
    case approval(groups: [String], count: Int, rule: String)
    /// Nothing that the sender can do; a rule would have to be added.
    case addRule(String)

    /// One line that says what to do.
    public var description: String {
        switch self {
        case .advice(let text):
            text
        case .bound(let object, let key):
            if let object, !key.isEmpty {
                "add a WHERE on the unique key \(object.name) (\(key.joined(separator: ", ")))"
            } else {
                "add a WHERE on a unique key, so that the number of rows is bounded"
            }
        case .qualify(let name):
            "write the name with its schema: \(name)"
        case .nameColumns(let columns):
            "name the columns, and only these: \(columns.joined(separator: ", "))"
        case .leaveOut(let columns):
            "name the columns that you need, and leave out \(listed(columns))"
        case .joinGroup(let group, let rule):
            "ask for membership in the group \(group), which rule \(rule) is about"
        case .approval(let groups, let count, let rule):
            "approval by \(count == 1 ? "a member" : "\(count) members") of \(groups.joined(separator: " or ")), "
                + "as rule \(rule) demands"
        case .addRule(let effect):
            "ask the owner of the policy for a rule that permits \(effect)"
        }
    }
}

/// Columns as a message lists them: the first few, because masks by pattern may be for thousands.
func listed(_ columns: [ColumnName]) -> String {
    let names = columns.prefix(8).map(\.description).joined(separator: ", ")
    return columns.count > 8 ? "\(names) and \(columns.count - 8) more" : names
}
