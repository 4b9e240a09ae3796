// Comparisons whose outcome their shape tells: of constants with each other, and of a column with itself.

extension Condition {
    func operation(_ operation: Operation, _ looks: inout Looks) -> Truth {
        guard let isTrue = compare(operation, &looks) else { return .unknown }
        return isTrue ? .always("the comparison is always true") : .never(isFalse: true)
    }

    /// The outcome of a comparison; nil when it depends on the row, or could be NULL.
    ///
    /// A column compared with itself is true wherever it is not NULL, which is no condition anybody means.
    func compare(_ operation: Operation, _ looks: inout Looks) -> Bool? {
        guard [nil, "pg_catalog"].contains(operation.name.schema), let left = operation.left,
            let right = operation.right
        else { return nil }
        switch operation.kind {
        case .plain:
            if Condition.same(left, right) { return Condition.reflexive[operation.name.name] }
            guard let a = Constant(left, &looks), let b = Constant(right, &looks) else { return nil }
            return Constant.compare(operation.name.name, a, b)
        case .notDistinct: return same(left, right, &looks) ? true : nil
        case .distinct: return same(left, right, &looks) ? false : nil
        case .in:
            guard case .list(let items) = right, operation.name.name == "=" else { return nil }
            return same(left, anyOf: items, &looks) ? true : nil
        case .like, .ilike:
            // LIKE is spelled ~~, NOT LIKE !~~.
            guard ["~~", "~~*"].contains(operation.name.name), case .literal(let pattern) = right,
                case .string(let text) = pattern.value(&looks), !text.isEmpty, text.allSatisfy({ $0 == "%" })
            else { return nil }
            return true
        case .between, .betweenSymmetric:
            guard case .list(let ends) = right, ends.count == 2, ends.allSatisfy({ same(left, $0, &looks) }) else {
                return nil
            }
            return true
        case .anyOf:
            guard case .array(let items) = right, operation.name.name == "=" else { return nil }
            return same(left, anyOf: items, &looks) ? true : nil
        case .allOf, .nullIf, .similar, .notBetween, .notBetweenSymmetric: return nil
        }
    }

    /// What an operator says of a value and itself.
    private static let reflexive = [
        "=": true, "<=": true, ">=": true, "<>": false, "!=": false, "<": false, ">": false,
    ]

    private func same(_ left: Expression, _ right: Expression, _ looks: inout Looks) -> Bool {
        if Condition.same(left, right) { return true }
        guard let a = Constant(left, &looks), let b = Constant(right, &looks) else { return false }
        return Constant.compare("=", a, b) == true
    }

    /// Whether a value is the same as one of many; it is computed once, since it may be long.
    private func same(_ left: Expression, anyOf items: [Expression], _ looks: inout Looks) -> Bool {
        if items.contains(where: { Condition.same(left, $0) }) { return true }
        guard let value = Constant(left, &looks) else { return false }
        return items.contains { Constant($0, &looks).map { Constant.compare("=", value, $0) == true } ?? false }
    }

    /// The same column, parameter or cast of one, written twice.
    static func same(_ left: Expression, _ right: Expression) -> Bool {
        switch (left, right) {
        case (.column(let a), .column(let b)):
            // `id` and `t.id` are taken for the same: a condition that only differs there is none.
            return !a.star && !b.star && a.names.last == b.names.last
                && (a.names == b.names || min(a.names.count, b.names.count) == 1)
        case (.parameter(let a), .parameter(let b)): return a == b
        case (.cast(let a, let type), .cast(let b, let other)):
            return type.name == other.name && type.isArray == other.isArray && !type.hasModifiers && !other.hasModifiers
                && same(a, b)
        default: return false  // lint: only these are compared; anything else counts as different
        }
    }
}

/// A literal's value for comparing with another's.
enum Constant {
    case integer(Int)
    case text(String)
    case boolean(Bool)

    /// Nil for what is no literal, or one that is not compared here.
    init?(_ expression: Expression, _ looks: inout Looks) {
        switch expression {
        case .literal(let literal):
            guard !literal.isNull else { return nil }
            switch literal.value(&looks) {
            case .integer(let value): self = .integer(value)
            case .string(let value): self = .text(value)
            case .boolean(let value): self = .boolean(value)
            case .decimal, .bits, .null: return nil
            }
        case .cast(let value, let type):
            guard [nil, "pg_catalog"].contains(type.name.schema), !type.isArray, let inner = Constant(value, &looks)
            else {
                return nil
            }
            switch (type.name.name, inner) {
            case ("int4", .integer), ("int8", .integer), ("text", .text), ("bool", .boolean): self = inner
            case ("int4", .text(let text)), ("int8", .text(let text)):
                guard let number = Int(text.trimmingSpaces) else { return nil }
                self = .integer(number)
            default: return nil  // lint: other casts are not computed
            }
        case .operation(let operation):
            // A sign, and sums of integers, as in 2 > 1 + 0.
            guard operation.kind == .plain, operation.name.schema == nil, let right = operation.right,
                case .integer(let b) = Constant(right, &looks)
            else { return nil }
            guard let left = operation.left else {
                guard operation.name.name == "-" else { return nil }
                self = .integer(0 &- b)
                return
            }
            guard case .integer(let a) = Constant(left, &looks) else { return nil }
            let result: (partialValue: Int, overflow: Bool)
            switch operation.name.name {
            case "+": result = a.addingReportingOverflow(b)
            case "-": result = a.subtractingReportingOverflow(b)
            case "*": result = a.multipliedReportingOverflow(by: b)
            default: return nil  // lint: other operators are not computed
            }
            guard !result.overflow else { return nil }
            self = .integer(result.partialValue)
        case .column, .parameter, .call, .logic, .subquery, .nullTest, .booleanTest, .list, .row, .array, .indirection,
            .conditional, .construct, .setToDefault, .currentOf:
            return nil
        }
    }

    /// The outcome of a comparison of two constants; nil where collations or types would have to be asked.
    static func compare(_ name: String, _ left: Constant, _ right: Constant) -> Bool? {
        switch (left, right) {
        case (.integer(let a), .integer(let b)): order(name, a, b)
        case (.boolean(let a), .boolean(let b)): equality(name, a == b)
        // An unknown-typed text takes the other side's type.
        case (.integer(let a), .text(let b)), (.text(let b), .integer(let a)):
            Int(b.trimmingSpaces).flatMap { equality(name, a == $0) }
        // Bytes: Swift takes differently composed characters for equal, PostgreSQL does not.
        case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8) ? equality(name, true) : nil
        case (.boolean, .integer), (.integer, .boolean), (.boolean, .text), (.text, .boolean): nil
        }
    }

    private static func order(_ name: String, _ a: Int, _ b: Int) -> Bool? {
        switch name {
        case "<": a < b
        case "<=": a <= b
        case ">": a > b
        case ">=": a >= b
        default: equality(name, a == b)  // lint: what is left may be = or <>
        }
    }

    private static func equality(_ name: String, _ equal: Bool) -> Bool? {
        switch name {
        case "=": equal
        case "<>", "!=": !equal
        case "<=", ">=": equal ? true : nil
        default: nil  // lint: other operators are not computed
        }
    }
}
