// Events become a tree; what this file format leaves out of YAML is reported on the way.

import SQLAnalysis

/// Builds the tree of the one document of a text. Nothing here recurses, so depth costs memory only up to the limit.
struct YAMLBuilder {
    /// The deepest nesting that is read; a policy needs seven levels.
    static let deepest = 16

    private static let tooDeep = "nested deeper than \(deepest) levels"

    /// A list or mapping that is open. Changed in place: a file may hold many thousand nodes.
    private struct Frame {
        let position: FilePosition
        let isMapping: Bool
        var nodes: [YAMLNode] = []
        var entries: [YAMLEntry] = []
        /// Keys and where they were first given.
        var seen: [String: FilePosition] = [:]
        var pending = Key.none
    }

    private enum Key {
        case none
        case taken(YAMLScalar, FilePosition)
        /// Reported; its value is read and dropped.
        case dropped
    }

    private let log: ProblemLog
    private var stack: [Frame] = []
    private var root: YAMLNode?
    private var documents = 0

    private init(_ log: ProblemLog) { self.log = log }

    /// The tree of a text that holds exactly one document that is not empty; nil when that was reported. Reports SG9001
    /// for what is not YAML, SG9004 for keys that are given twice, SG9005 for anchors, aliases, tags, merge keys and
    /// directives, SG9003 for keys that are not text, SG9009 for nesting that is too deep.
    static func tree(of bytes: [UInt8], _ log: ProblemLog) -> YAMLNode? {
        guard let text = YAMLText.check(bytes, log) else { return nil }
        var builder = YAMLBuilder(log)
        let hadTabs = !log.isEmpty
        let problem = readYAMLEvents(text) { builder.take($0) }
        if let problem {
            // A tab that was reported may well be the cause.
            if problem.message.contains("nesting level") {
                log.add(.unreadableFile, at: problem.position, Self.tooDeep)
                return nil
            }
            let isStar = problem.message.contains("while scanning an alias")
            let message = problem.message + (isStar ? "; if a star is meant, put it in quotes" : "")
            if !hadTabs { log.add(.configurationSyntax, at: problem.position, message) }
            return nil
        }
        if builder.documents == 0 { log.add(.configurationSyntax, at: FilePosition(1, 1), "the file is empty") }
        return builder.root
    }

    /// Whether to go on.
    private mutating func take(_ event: YAMLEvent) -> Bool {
        if event.hasAnchor { log.add(.anchorOrTag, at: event.position, "anchors are not read; write the value out") }
        if event.hasTag { log.add(.anchorOrTag, at: event.position, "tags are not read; write the value as it is") }
        switch event.kind {
        case .documentStart(let hasDirectives):
            documents += 1
            if hasDirectives { log.add(.anchorOrTag, at: FilePosition(1, 1), "directives such as %YAML are not read") }
            guard documents == 1 else {
                log.add(.configurationSyntax, at: event.position, "a second document; a policy is one")
                return false
            }
        case .documentEnd:
            break
        case .alias:
            log.add(.anchorOrTag, at: event.position, "aliases are not read; write the value out")
            add(.invalid, at: event.position)
        case .scalar(let text, let style):
            if stack.isEmpty, text.isEmpty, style == .plain {
                log.add(.configurationSyntax, at: FilePosition(1, 1), "the file is empty")
                return false
            }
            add(event.hasTag ? .invalid : .scalar(YAMLScalar(text: text, style: style)), at: event.position)
        case .sequenceStart:
            return open(Frame(position: event.position, isMapping: false))
        case .mappingStart:
            return open(Frame(position: event.position, isMapping: true))
        case .sequenceEnd, .mappingEnd:
            close()
        }
        return true
    }

    private mutating func open(_ frame: Frame) -> Bool {
        guard stack.count < Self.deepest else {
            log.add(.unreadableFile, at: frame.position, Self.tooDeep)
            return false
        }
        stack.append(frame)
        return true
    }

    private mutating func close() {
        guard let frame = stack.popLast() else { return }
        add(frame.isMapping ? .mapping(frame.entries) : .sequence(frame.nodes), at: frame.position)
    }

    /// Adds a finished node to what is open.
    private mutating func add(_ content: YAMLNode.Content, at position: FilePosition) {
        let node = YAMLNode(content: content, position: position)
        guard let last = stack.indices.last else {
            root = node
            return
        }
        guard stack[last].isMapping else {
            stack[last].nodes.append(node)
            return
        }
        switch stack[last].pending {
        case .none:
            Self.begin(key: node, of: &stack[last], log)
        case .taken(let key, let keyPosition):
            stack[last].entries.append(YAMLEntry(key: key, keyPosition: keyPosition, value: node))
            stack[last].pending = .none
        case .dropped:
            stack[last].pending = .none
        }
    }

    /// Takes a node for the key of the next value. Static, because a method would share what it changes, and copy it.
    private static func begin(key node: YAMLNode, of frame: inout Frame, _ log: ProblemLog) {
        frame.pending = key(node, of: &frame, log)
    }

    private static func key(_ node: YAMLNode, of frame: inout Frame, _ log: ProblemLog) -> Key {
        switch node.content {
        case .invalid:
            return .dropped
        case .sequence, .mapping:
            log.add(.wrongType, at: node.position, "a key is text, not a list or mapping")
            return .dropped
        case .scalar(let scalar):
            if scalar.text == "<<" {
                log.add(.anchorOrTag, at: node.position, "the merge key << is not read; write the values out")
                return .dropped
            }
            if let first = frame.seen[scalar.text] {
                log.add(
                    .duplicateKey,
                    at: node.position,
                    "'\(shown(scalar.text))' is given already in line \(first.line)"
                )
                return .dropped
            }
            frame.seen[scalar.text] = node.position
            return .taken(scalar, node.position)
        }
    }
}
