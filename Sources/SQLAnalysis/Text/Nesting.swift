// How deep and how large a parse tree will get, bounded from its tokens before libpg_query builds it.
//
// libpg_query walks its tree recursively without a stack check, and left-recursive chains (`1+1+1`, UNION, joins, casts)
// have no bound of their own. A chain grows by at least one token per level, so the number of tokens since the last
// place where the tree must have come back to its base bounds its depth. What brings it back, at one level of brackets:
//   `,` and `;`   no expression and no FROM item contains one outside of brackets;
//   AND, OR       the parser flattens their chains; not after a point (`a.and` is a name), not the AND of BETWEEN;
//   WHEN, THEN, ELSE inside of CASE ... END, which is a bracket here.
// UNION, INTERSECT, EXCEPT and JOIN are counted for themselves as well, and that count lasts: their arms contain commas
// and AND. Words that are also names or labels (`SELECT 1 case`, `between`, `join(1)`) only make the estimate larger.

/// The bounds on depth and on repeated assignment sources, fed token by token.
struct Nesting {
    /// A bound that was broken.
    enum Excess { case depth, repetition }

    /// The largest estimate of any statement so far, in tokens.
    private(set) var deepest = 0
    /// Tokens that the parse tree will hold only because assignment sources are repeated per column.
    private(set) var repeated = 0

    private let maxDepth: Int
    private let maxRepeated: Int
    private var level = Level(opener: .statement, outerFactor: 1)
    private var open: [Level] = []
    private var enclosing = 0
    private var previous = Previous.other
    private var closedColumns = 0

    /// Nothing read yet.
    init(_ limits: Limits) {
        maxDepth = limits.maxDepth
        maxRepeated = limits.maxAssignmentExpansion
    }

    /// Takes the next token: its kind, its first byte, and which keyword it is. Says which bound it broke; nil for none.
    mutating func take(_ kind: TokenKind, _ byte: UInt8, _ word: Word) -> Excess? {
        repeated += level.factor - 1
        let columns = closedColumns
        closedColumns = 0
        if kind == .punctuation {
            takePunctuation(byte, columns)
        } else if kind == .identifier, word != .other, previous != .point {
            takeKeyword(word)
        } else {
            level.run += 1
            previous = .other
        }
        level.longestRun = max(level.longestRun, level.run)
        let depth = enclosing + level.chain + level.longestRun
        deepest = max(deepest, depth)
        if depth > maxDepth { return .depth }
        return repeated > maxRepeated || level.factor - 1 > maxRepeated ? .repetition : nil
    }

    private mutating func takePunctuation(_ byte: UInt8, _ columns: Int) {
        switch byte {
        case UInt8(ascii: "("):
            let assigns = previous == .set || (previous == .comma && level.sawSet)
            level.run += 1
            push(assigns ? .assignmentColumns : .bracket)
        case UInt8(ascii: "["):
            level.run += 1
            push(.bracket)
        case UInt8(ascii: ")"), UInt8(ascii: "]"):
            popCases()
            if level.opener != .statement {
                closedColumns = level.opener == .assignmentColumns ? level.commas + 1 : 0
                pop()
            }
            previous = .other
        case UInt8(ascii: ","):
            popCases()
            level.run = 0
            level.betweens = 0
            level.commas += 1
            level.factor = level.outerFactor
            previous = .comma
        case UInt8(ascii: ";"):
            popCases()
            if level.opener == .statement {
                level = Level(opener: .statement, outerFactor: 1)
            } else {
                level.run = 0
            }
            previous = .other
        default:  // lint: other self tokens
            if byte == UInt8(ascii: "="), columns > 1 {
                level.factor = max(level.factor, level.outerFactor * columns)
            }
            level.run += 1
            previous = byte == UInt8(ascii: ".") ? .point : .other
        }
    }

    private mutating func takeKeyword(_ word: Word) {
        previous = .other
        switch word {
        case .and where level.betweens > 0:
            level.betweens -= 1
            level.run += 1
        case .and:
            level.run = 0
        case .or:
            level.run = 0
            level.betweens = 0
        case .between:
            level.betweens += 1
            level.run += 1
        case .case:
            level.run += 1
            push(.caseExpression)
        case .when, .then, .else:
            level.run = level.opener == .caseExpression ? 0 : level.run + 1
        case .end:
            if level.opener == .caseExpression { pop() } else { level.run += 1 }
        case .set:
            level.run += 1
            level.sawSet = true
            previous = .set
        case .join:
            level.chain += 2
        case .setOperation:
            popCases()
            level.run = 0
            level.chain += 2
        case .other:
            level.run += 1
        }
    }

    /// Opens a bracket.
    private mutating func push(_ opener: Opener) {
        enclosing += level.chain + level.run
        open.append(level)
        level = Level(opener: opener, outerFactor: level.factor)
        previous = .other
    }

    /// Closes a bracket: what was inside is one operand of what goes on outside.
    private mutating func pop() {
        guard var outer = open.popLast() else { return }
        enclosing -= outer.chain + outer.run
        outer.run += level.chain + level.longestRun
        if level.opener == .caseExpression {
            outer.sawSet = outer.sawSet || level.sawSet
            outer.factor = max(outer.factor, level.factor)
        }
        level = outer
        level.longestRun = max(level.longestRun, level.run)
    }

    /// Ends CASE levels at a token that cannot stand between CASE and END: the word was a label.
    private mutating func popCases() {
        while level.opener == .caseExpression { pop() }
    }

    private enum Opener { case statement, bracket, assignmentColumns, caseExpression }

    private enum Previous { case point, comma, set, other }

    private struct Level {
        let opener: Opener
        let outerFactor: Int
        var factor: Int
        var chain = 0
        var run = 0
        var longestRun = 0
        var betweens = 0
        var commas = 0
        var sawSet = false

        init(opener: Opener, outerFactor: Int) {
            self.opener = opener
            self.outerFactor = outerFactor
            factor = outerFactor
        }
    }
}
