// What is checked of every text that goes on to the server.

/// Knows which texts were recorded, and finds what goes on without.
struct TextCheck {
    private var recorded = 0
    private var forwarded = 0
    /// The text that was recorded last, when it was refused.
    private var refused: [UInt8]?
    /// The server was given a text that was refused: only its substitute may be next.
    private var isAsked = false

    /// A text was recorded.
    mutating func records(_ text: [UInt8], isRefused: Bool) {
        recorded += 1
        refused = isRefused ? text : nil
    }

    /// What is wrong with sending a message to the server; nil when nothing is.
    mutating func fault(sending message: SentMessage) throws -> String? {
        let isSubstituteDue = isAsked
        isAsked = false
        guard message.type == "Q" || message.type == "P" else {
            return isSubstituteDue ? "a refused text went on without its substitute" : nil
        }
        var body = BytesReader(message.body)
        let name = message.type == "P" ? try body.text() : []
        let text = try body.text()
        if isSubstituteDue {
            guard message.type == "P", name.isEmpty, text.starts(with: Self.substitute) else {
                return "a refused text went on without its substitute"
            }
            return nil
        }
        forwarded += 1
        if forwarded > recorded { return "a text went on that is not recorded" }
        guard let refused, text == refused else { return nil }
        // It may be parsed, and nothing else.
        guard message.type == "P", name.isEmpty else { return "a refused text went on" }
        isAsked = true
        return nil
    }

    private static let substitute = Array("/* denied by sqlguard: ".utf8)
}
