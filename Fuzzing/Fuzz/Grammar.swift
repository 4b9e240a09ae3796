// The words of the grammar, from libpg_query's own list of tokens.

import CLibFuzzer

/// The grammar's terminals.
enum Grammar {
    /// The keywords in lower case, and a few terminals that are none (`ident`), which do no harm.
    static func words() -> [String] {
        let list = pg_query__token__descriptor
        return UnsafeBufferPointer(start: list.values, count: Int(list.n_values)).compactMap { constant in
            guard let name = constant.name.map({ String(cString: $0) }) else { return nil }
            // Characters have names such as ASCII_37; FORMAT_LA is FORMAT before a certain word; NULL_P is NULL.
            guard !name.hasPrefix("ASCII_"), !name.hasSuffix("_LA") else { return nil }
            return (name.hasSuffix("_P") ? String(name.dropLast(2)) : name).lowercased()
        }
    }
}
