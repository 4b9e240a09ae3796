// Names inside string constants, as `regclass` reads them. PostgreSQL: varlena.c, SplitIdentifierString.

extension QualifiedName {
    /// Reads `schema.name`, folding what is not quoted; nil when the text is not a name of one to three parts.
    init?(parsing text: String) {
        var parts: [String] = []
        var part: [UInt8] = []
        var isQuoted = false
        var sawPart = false
        var bytes = text.utf8.makeIterator()
        var ahead = bytes.next()
        scan: while let byte = ahead {
            ahead = bytes.next()
            switch (byte, isQuoted) {
            case (UInt8(ascii: "\""), true) where ahead == UInt8(ascii: "\""):
                part.append(byte)
                ahead = bytes.next()
            case (UInt8(ascii: "\""), _):
                isQuoted.toggle()
                sawPart = true
            case (UInt8(ascii: "."), false):
                parts.append(String(decoding: part, as: UTF8.self))
                part = []
            case (UInt8(ascii: "("), false):
                // The arguments of regprocedure.
                break scan
            case (UInt8(ascii: "A")...UInt8(ascii: "Z"), false):
                part.append(byte | 0x20)
            default:  // lint: bytes are no closed set
                part.append(byte)
            }
        }
        parts.append(String(decoding: part, as: UTF8.self))
        guard !isQuoted, sawPart || !part.isEmpty, !parts.contains(""), text.isComposed else { return nil }
        switch parts.count {
        case 1: self.init(parts[0])
        case 2: self.init(schema: parts[0], parts[1])
        case 3: self.init(catalog: parts[0], schema: parts[1], parts[2])
        default: return nil  // lint: a count
        }
    }
}
