// Names in a string, separated by commas, as settings hold them. PostgreSQL: varlena.c, SplitIdentifierString.

/// The names in the text of a setting such as `search_path`.
struct IdentifierList: Equatable {
    /// The names: folded where they are not quoted.
    let names: [String]

    /// Reads the text; nil when PostgreSQL would refuse it.
    init?(parsing text: String) {
        var rest = Array(text.utf8)[...]
        var names: [String] = []
        rest.skipSpace()
        if rest.isEmpty {
            self.names = []
            return
        }
        while true {
            guard let name = rest.takeName() else { return nil }
            names.append(name)
            rest.skipSpace()
            guard let separator = rest.popFirst() else { break }
            guard separator == UInt8(ascii: ",") else { return nil }
            rest.skipSpace()
        }
        self.names = names
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func skipSpace() {
        while let byte = first, byte.isSpace || byte == 0x0B { removeFirst() }
    }

    /// Takes a name, quoted or not; nil when there is none.
    fileprivate mutating func takeName() -> String? {
        var name: [UInt8] = []
        if first == UInt8(ascii: "\"") {
            removeFirst()
            while let byte = popFirst() {
                if byte != UInt8(ascii: "\"") {
                    name.append(byte)
                } else if first == UInt8(ascii: "\"") {
                    name.append(removeFirst())
                } else {
                    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
                }
            }
            return nil
        }
        while let byte = first, byte != UInt8(ascii: ","), !byte.isSpace, byte != 0x0B {
            let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            name.append(isCapital ? byte | 0x20 : byte)
            removeFirst()
        }
        return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
    }
}
