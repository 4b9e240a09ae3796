// The `options` of a first packet: settings, written as on a server's command line.

// PostgreSQL: postmaster.c, pg_split_opts; postgres.c, process_postgres_switches.
/// Takes `options` apart.
public enum StartupOptions {
    /// The settings that the text gives, in order; names as a server spells them, with `_` for `-`.
    ///
    /// Only `-c name=value`, `-cname=value` and `--name=value` are read. Throws `invalidParameter` for everything else.
    public static func settings(_ text: String) throws(ProtocolViolation) -> [StartupMessage.Parameter] {
        var words = split(text)[...]
        var settings: [StartupMessage.Parameter] = []
        while let word = words.popFirst() {
            let assignment: Substring
            if word.hasPrefix("--") {
                assignment = word.dropFirst(2)
            } else if word == "-c" {
                guard let next = words.popFirst() else { throw .invalidParameter("options") }
                assignment = next[...]
            } else if word.hasPrefix("-c") {
                assignment = word.dropFirst(2)
            } else {
                throw .invalidParameter("options")
            }
            guard let equals = assignment.firstIndex(of: "="), equals > assignment.startIndex else {
                throw .invalidParameter("options")
            }
            // PostgreSQL: guc.c, ParseLongOption.
            let name = String(assignment[..<equals].map { $0 == "-" ? "_" : $0 })
            settings.append(.init(name: name, value: String(assignment[assignment.index(after: equals)...])))
        }
        return settings
    }

    /// Words between white space; a backslash takes the next character as it is.
    static func split(_ text: String) -> [String] {
        var words: [String] = []
        var word: String.UnicodeScalarView?
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                word = (word ?? .init()) + [scalar]
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
                word = word ?? .init()
            } else if (9...13).contains(scalar.value) || scalar == " " {
                if let finished = word { words.append(String(finished)) }
                word = nil
            } else {
                word = (word ?? .init()) + [scalar]
            }
        }
        if let word { words.append(String(word)) }
        return words
    }
}
