// The settings that must keep one value, because the parser was built for it.

/// A setting on which the reading of a statement depends, and the value that the analysis assumes.
///
/// DEFAULT and RESET give back the value that the session began with, which is for whoever opened it to pin.
public enum PinnedSetting: String, CaseIterable, Sendable {
    /// Off, a backslash in '...' escapes the next character: the server would end strings elsewhere than the parser.
    case standardConformingStrings = "standard_conforming_strings"
    /// In encodings such as SJIS or GBK a byte of a character may look like a backslash or a quote.
    case clientEncoding = "client_encoding"
    /// On, \' is taken also where the encoding makes it ambiguous.
    case backslashQuote = "backslash_quote"
    /// On, `x = NULL` means `x IS NULL`, so that a condition selects other rows than it says.
    case transformNullEquals = "transform_null_equals"

    /// The value as PostgreSQL shows it.
    public var value: String {
        switch self {
        case .standardConformingStrings: "on"
        case .clientEncoding: "UTF8"
        case .backslashQuote: "safe_encoding"
        case .transformNullEquals: "off"
        }
    }

    /// Whether the text of a value, as given to SET, set_config or at start-up, is a spelling of `value`.
    public func accepts(_ text: some StringProtocol) -> Bool {
        switch self {
        case .standardConformingStrings: boolean(text) == true
        case .clientEncoding: isUTF8(text)
        case .backslashQuote: Settings.folded(text) == Array("safe_encoding".utf8)
        case .transformNullEquals: boolean(text) == false
        }
    }

    /// A boolean as PostgreSQL reads it: 1, 0, and unambiguous beginnings of the words in any case.
    // PostgreSQL: bool.c, parse_bool_with_len
    private func boolean(_ text: some StringProtocol) -> Bool? {
        let word = Settings.folded(text)
        if word == [UInt8(ascii: "1")] { return true }
        if word == [UInt8(ascii: "0")] { return false }
        if word.isEmpty { return nil }
        let words = [
            ("true", 1, true), ("yes", 1, true), ("on", 2, true),
            ("false", 1, false), ("no", 1, false), ("off", 2, false),
        ]
        for (name, least, value) in words where word.count >= least && name.utf8.starts(with: word) {
            return value
        }
        return nil
    }

    /// The names of UTF-8 as the server takes them: it passes over everything but letters and digits, and clients rely on
    /// that (asyncpg sends `'utf-8'` with its quotes). What is not ASCII is refused.
    // PostgreSQL: encnames.c, pg_char_to_encoding and clean_encoding_name
    private func isUTF8(_ text: some StringProtocol) -> Bool {
        let folded = Settings.folded(text)
        guard folded.allSatisfy({ $0 < 0x80 }) else { return false }
        let name = folded.filter { $0.isDigit || $0 &- UInt8(ascii: "a") < 26 }
        return name == Array("utf8".utf8) || name == Array("unicode".utf8)
    }
}
