// The `options` of a first packet: settings, written as on a server's command line.

// PostgreSQL: postinit.c, pg_split_opts; postgres.c, process_postgres_switches.
/// Takes `options` apart.
///
/// Byte by byte, as the server does: to Swift an equals sign with an accent behind it is one `Character`, and no equals sign.
public enum StartupOptions {
    /// The settings that the text gives, in order; names as a server spells them, with `_` for `-`.
    ///
    /// Only `-c name=value`, `-cname=value` and `--name=value` are read. Throws `invalidParameter` for everything else.
    public static func settings(_ text: String) throws(ProtocolViolation) -> [StartupMessage.Parameter] {
        let dash = UInt8(ascii: "-")
        var words = split(text)[...]
        var settings: [StartupMessage.Parameter] = []
        while let word = words.popFirst() {
            let assignment: ArraySlice<UInt8>
            if word.starts(with: [dash, UInt8(ascii: "c")]) {
                guard let given = word.count > 2 ? word[2...] : words.popFirst()?[...] else {
                    throw .invalidParameter("options")
                }
                assignment = given
            } else if word.starts(with: [dash, dash]) {
                assignment = word[2...]
            } else {
                throw .invalidParameter("options")
            }
            guard let equals = assignment.firstIndex(of: UInt8(ascii: "=")), equals > assignment.startIndex else {
                throw .invalidParameter("options")
            }
            // PostgreSQL: guc.c, ParseLongOption.
            let name = assignment[..<equals].map { $0 == dash ? UInt8(ascii: "_") : $0 }
            let value = assignment[(equals + 1)...]
            settings.append(
                .init(name: String(decoding: name, as: UTF8.self), value: String(decoding: value, as: UTF8.self))
            )
        }
        return settings
    }

    /// Words between white space; a backslash takes the next byte as it is.
    private static func split(_ text: String) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var word: [UInt8]?
        var isEscaped = false
        for byte in text.utf8 {
            if !isEscaped, (9...13).contains(byte) || byte == 0x20 {
                if let finished = word { words.append(finished) }
                word = nil
            } else if !isEscaped, byte == UInt8(ascii: "\\") {
                isEscaped = true
                word = word ?? []
            } else {
                isEscaped = false
                word = (word ?? []) + [byte]
            }
        }
        if let word { words.append(word) }
        return words
    }
}
