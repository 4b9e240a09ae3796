// The client's own text and values in a record: whole where that is bounded, otherwise their beginning, their length and
// their digest.

extension AuditLog {
    /// Appends the text. That of an execution was recorded with its decision, so a long one is not repeated in full.
    mutating func put(statement: RawSpan, of intent: borrowing Intent) {
        let limit = intent.exchange == .execute ? folder.options.maxRepeatedStatementBytes : .max
        let shown = statement.extracting(first: statement.byteCount(upTo: limit))
        line.put(#","statement":"#)
        if !line.string(shown) {
            line.put(#","statementBase64":""#)
            line.base64(shown)
            line.put("\"")
        }
        guard shown.byteCount < statement.byteCount else { return }
        line.put(#","statementBytes":"#)
        line.integer(UInt(statement.byteCount))
        putDigest(intent.statementDigest, of: statement, as: #","statementSHA256":""#)
    }

    /// Appends the values of an execution's parameters, and how many there are where these are not all of them.
    mutating func put(_ parameters: Span<Parameter>, _ values: RawSpan, of count: Int) {
        switch folder.options.parameters {
        case .omit: line.member("parameterCount", UInt(count))
        case .record:
            line.put(#","parameters":["#)
            var recorded = 0
            for index in parameters.indices {
                if index > 0 { line.put(0x2C) }
                put(parameters[index], values, &recorded)
            }
            line.put(0x5D)
            if count > parameters.count { line.member("parameterCount", UInt(count)) }
        }
    }

    /// Appends one value. `recorded` counts the bytes of all values so far.
    private mutating func put(_ parameter: Parameter, _ values: RawSpan, _ recorded: inout Int) {
        guard let range = parameter.range else { return line.put("null") }
        let isFull = recorded >= folder.options.maxParametersBytes
        let limit = isFull ? AuditOptions.smallParameterBytes : folder.options.maxParameterBytes
        let kept = values.extracting(range.clamped(to: 0..<values.byteCount))
        let count =
            switch parameter.format {
            case .text: kept.byteCount(upTo: limit)
            case .binary: min(limit, kept.byteCount)
            }
        let shown = kept.extracting(first: count)
        recorded += shown.byteCount
        putValue(shown, parameter.format)
        if shown.byteCount < parameter.length {
            line.put(#","bytes":"#)
            line.integer(UInt(clamping: parameter.length))
            // Without all of the value its digest cannot be made here; whoever cut it has given it.
            if kept.byteCount == parameter.length || parameter.digest != nil {
                putDigest(parameter.digest, of: kept, as: #","sha256":""#)
            }
        }
        line.put(0x7D)
    }

    /// Appends an object without its last brace: text as a string, or in base64 when it is not UTF-8; binary in base64.
    private mutating func putValue(_ value: RawSpan, _ format: Parameter.Format) {
        let start = line.count
        switch format {
        case .text:
            line.put(#"{"text":"#)
            if line.string(value) { return }
            line.truncate(to: start)
            line.put(#"{"textBase64":""#)
        case .binary:
            line.put(#"{"binary":""#)
        }
        line.base64(value)
        line.put(0x22)
    }

    /// Appends a digest: the one that is known, or that of the content.
    private mutating func putDigest(_ known: Digest?, of content: RawSpan, as name: StaticString) {
        line.put(name)
        line.hexadecimal(known ?? Digest(of: content))
        line.put(0x22)
    }
}

extension RawSpan {
    /// How many bytes the beginning has that is at most so long and cuts no character.
    fileprivate func byteCount(upTo limit: Int) -> Int {
        guard limit < byteCount else { return byteCount }
        var end = limit
        while end > Swift.max(0, limit - 3), unsafeLoad(fromByteOffset: end, as: UInt8.self) & 0xC0 == 0x80 { end -= 1 }
        return end
    }
}
