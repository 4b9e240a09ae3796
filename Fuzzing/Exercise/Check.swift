// Notes what is wrong with what was made of one text: places first of all.

import SQLAnalysis

/// The promises that were not kept for one text.
struct Check {
    let text: [UInt8]
    /// Whether it consists of characters; where it does not, a place can only be one between bytes.
    private let isUTF8: Bool
    /// What strings of the text say, and nothing else in it: no message may repeat it.
    private var values: [String] = []
    private(set) var wrong: [String] = []

    init(_ text: [UInt8]) {
        self.text = text
        isUTF8 = String(validating: text, as: UTF8.self) != nil
    }

    /// Notes `complaint` unless `holds`.
    mutating func that(_ holds: Bool, _ complaint: @autoclosure () -> String) {
        if !holds { wrong.append(complaint()) }
    }

    /// A place lies in the text and cuts no character apart.
    mutating func place(_ range: SourceRange?, _ what: String) {
        guard let range else { return }
        let holds = 0 <= range.start && range.start <= range.end && range.end <= text.count
        that(holds && isBorder(range.start) && isBorder(range.end), "\(what) points to \(range.start)..<\(range.end)")
    }

    /// Places follow each other, and none is empty.
    mutating func inOrder(_ ranges: [SourceRange], _ what: String) {
        var end = 0
        for range in ranges {
            place(range, what)
            that(
                end <= range.start && range.start < range.end,
                "\(what) at \(range.start)..<\(range.end) is out of order"
            )
            end = range.end
        }
    }

    /// A refusal points into the text, and says something.
    mutating func refusal(_ refusal: Refusal, _ what: String) {
        place(refusal.range, what)
        that(!refusal.message.isEmpty, "\(what) says nothing")
        message(refusal.message, what)
        if let hint = refusal.hint { message(hint, what) }
    }

    /// Notes the values of the text's strings that no message has by chance: long ones that are no words.
    mutating func takeValues(_ lexed: LexedText) {
        var others: [String] = []
        for token in lexed.tokens {
            let written = lexed.text(of: token)
            if token.kind.isString {
                let value = written.split(separator: "'", maxSplits: 1).last.map { $0.prefix { $0 != "'" } } ?? ""
                let isWords = value.allSatisfy { $0.isLetter || $0 == "_" || $0.isWhitespace }
                if value.utf8.count >= Check.shortestValue, !isWords { values.append(String(value)) }
            } else {
                others.append(written.lowercased())
            }
        }
        values.removeAll { value in others.contains { $0.contains(value.lowercased()) } }
    }

    /// From now on messages are about a text that is cut in another way.
    mutating func forgetValues() { values = [] }

    /// A message names objects and never repeats a value.
    mutating func message(_ message: String, _ what: String) {
        that(!values.contains { message.contains($0) }, "\(what) repeats a value: \(message)")
    }

    private static let shortestValue = 6

    private func isBorder(_ offset: Int) -> Bool {
        !isUTF8 || !text.indices.contains(offset) || !text[offset].isInsideOfCharacter
    }
}

extension TokenKind {
    /// Whether it is a constant in quotes.
    var isString: Bool {
        switch self {
        case .string, .escapeString, .unicodeString, .nationalString, .bitString, .hexString, .dollarString: true
        case .identifier, .quotedIdentifier, .unicodeIdentifier, .integer, .decimal, .parameter, .operator, .typecast,
            .dotDot, .colonEquals, .equalsGreater, .punctuation:
            false
        }
    }
}

extension UInt8 {
    /// Whether this continues a character of several bytes in UTF-8.
    var isInsideOfCharacter: Bool { self & 0xC0 == 0x80 }
}
