// Colour, where someone looks at it.

/// How text is emphasised; without colour everything is plain.
struct Style: Sendable, Equatable {
    /// Whether escape sequences may be written.
    let colours: Bool

    /// The meanings that have a colour.
    enum Tone: String, Sendable {
        case good = "32"
        case warning = "33"
        case bad = "31"
        case strong = "1"
        case quiet = "2"
    }

    /// The text in a tone. What it contains must have been made visible before.
    func callAsFunction(_ text: String, _ tone: Tone) -> String {
        colours && !text.isEmpty ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text
    }
}
