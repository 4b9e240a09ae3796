// The pieces that a YAML text is made of, from libyaml; all unsafe pointers of this target are in this file.

// Yams' own tree does not do here: it follows aliases without saying so, stops at the first mapping that repeats a key
// and takes `yes` and `"yes"` for two keys, and does not show directives. The events of libyaml, which Yams carries,
// show everything.
internal import CYaml

/// How a scalar is written.
enum YAMLStyle: Sendable {
    /// Bare, so that its looks decide about its type.
    case plain
    /// In quotes, or as a block: text, whatever it looks like.
    case quoted
}

/// One event of a YAML text.
struct YAMLEvent {
    /// What it is.
    enum Kind {
        case documentStart(hasDirectives: Bool)
        case documentEnd
        case alias
        case scalar(String, YAMLStyle)
        case sequenceStart, sequenceEnd
        case mappingStart, mappingEnd
    }
    let kind: Kind
    /// Where it begins.
    let position: FilePosition
    /// Whether the node has an anchor.
    var hasAnchor = false
    /// Whether the node has a tag.
    var hasTag = false
}

/// Why libyaml could not go on.
struct YAMLSyntaxProblem {
    let message: String
    let position: FilePosition
}

/// Hands the events of a text to `each` until it returns false. Returns why the text is not YAML; nil when it is.
func readYAMLEvents(_ bytes: [UInt8], _ each: (YAMLEvent) -> Bool) -> YAMLSyntaxProblem? {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
        return YAMLSyntaxProblem(message: "out of memory", position: FilePosition(1, 1))
    }
    defer { yaml_parser_delete(&parser) }
    return bytes.withUnsafeBufferPointer { buffer in
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(&parser, &event) == 1 else { return problem(of: parser) }
            defer { yaml_event_delete(&event) }
            if event.type == YAML_STREAM_END_EVENT { return nil }
            if let read = translate(event), !each(read) { return nil }
        }
    }
}

/// The event in our words; nil for those that say nothing about the text.
private func translate(_ event: yaml_event_t) -> YAMLEvent? {
    let position = FilePosition(Int(event.start_mark.line) + 1, Int(event.start_mark.column) + 1)
    switch event.type {
    case YAML_DOCUMENT_START_EVENT:
        let start = event.data.document_start
        let hasDirectives = start.version_directive != nil || start.tag_directives.start != start.tag_directives.end
        return YAMLEvent(kind: .documentStart(hasDirectives: hasDirectives), position: position)
    case YAML_DOCUMENT_END_EVENT:
        return YAMLEvent(kind: .documentEnd, position: position)
    case YAML_ALIAS_EVENT:
        return YAMLEvent(kind: .alias, position: position)
    case YAML_SCALAR_EVENT:
        let scalar = event.data.scalar
        let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
        let style = scalar.style == YAML_PLAIN_SCALAR_STYLE ? YAMLStyle.plain : .quoted
        return YAMLEvent(
            kind: .scalar(text, style),
            position: position,
            hasAnchor: scalar.anchor != nil,
            hasTag: scalar.tag != nil
        )
    case YAML_SEQUENCE_START_EVENT:
        let start = event.data.sequence_start
        return YAMLEvent(
            kind: .sequenceStart,
            position: position,
            hasAnchor: start.anchor != nil,
            hasTag: start.tag != nil
        )
    case YAML_SEQUENCE_END_EVENT:
        return YAMLEvent(kind: .sequenceEnd, position: position)
    case YAML_MAPPING_START_EVENT:
        let start = event.data.mapping_start
        return YAMLEvent(
            kind: .mappingStart,
            position: position,
            hasAnchor: start.anchor != nil,
            hasTag: start.tag != nil
        )
    case YAML_MAPPING_END_EVENT:
        return YAMLEvent(kind: .mappingEnd, position: position)
    default:  // lint: a C enumeration; what is left are YAML_NO_EVENT and the start and end of the stream
        return nil
    }
}

private func problem(of parser: yaml_parser_t) -> YAMLSyntaxProblem {
    let message = [parser.context, parser.problem].compactMap { $0.map { String(cString: $0) } }.joined(separator: ": ")
    return YAMLSyntaxProblem(
        message: message.isEmpty ? "not valid YAML" : message,
        position: FilePosition(Int(parser.problem_mark.line) + 1, Int(parser.problem_mark.column) + 1)
    )
}
