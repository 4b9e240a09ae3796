// The promises of the lexer and of the splitter.

import SQLAnalysis

extension Check {
    /// Tokens and comments stand in order; blanking keeps characters, line ends and everything outside of comments.
    mutating func keeps(_ lexed: LexedText) {
        inOrder(lexed.tokens.map(\.range), "a token")
        inOrder(lexed.comments.map(\.range), "a comment")
        inOrder(lexed.statements, "a statement of the lexer")
        let original = characters(lexed.bytes)
        let blanked = characters(lexed.blanked)
        that(lexed.bytes == text, "the lexer's text is another one")
        that(original.count == blanked.count, "blanking changes the number of characters")
        that(
            zip(original, blanked).allSatisfy { before, after in
                before == after ? true : after == [0x20] && before != [0x0A] && before != [0x0D]
            },
            "blanking changes more than it may"
        )
        for (offset, byte) in lexed.blanked.enumerated() where !byte.isInsideOfCharacter {
            let there = lexed.originalOffset(ofBlanked: offset)
            guard lexed.blankedOffset(ofOriginal: there) != offset else { continue }
            return that(false, "offset \(offset) of the blanked text does not come back from \(there)")
        }
        let lines = LineTable(text)
        for range in lexed.tokens.map(\.range) + lexed.comments.map(\.range) {
            guard lines.byte(ofCharacter: lines.position(ofByte: range.start).character) != range.start else {
                continue
            }
            return that(false, "offset \(range.start) does not come back from its line and column")
        }
    }

    /// A blanked text has no comments and the same tokens.
    mutating func same(_ blanked: LexedText, _ lexed: LexedText) {
        that(blanked.comments.isEmpty, "the blanked text has comments")
        that(blanked.estimatedDepth == lexed.estimatedDepth, "the blanked text has another depth")
        that(
            blanked.tokens.map(\.kind) == lexed.tokens.map(\.kind)
                && blanked.tokens.map(\.flags) == lexed.tokens.map(\.flags)
                && blanked.tokens.map { lexed.originalRange(ofBlanked: $0.range) } == lexed.tokens.map(\.range),
            "the blanked text has other tokens"
        )
    }

    /// The pieces of a script stand in order.
    mutating func keeps(_ script: Script) {
        inOrder(script.statements, "a statement of the script")
        inOrder(script.metaCommands, "a meta-command")
        for data in script.copyData { place(data, "data of COPY") }
    }

    /// Lexer and splitter end statements alike, where psql does nothing of its own.
    mutating func same(_ script: Script, _ lexed: LexedText) {
        let hasMark = text.starts(with: [0xEF, 0xBB, 0xBF])
        guard script.metaCommands.isEmpty, script.copyData.isEmpty, !hasMark else { return }
        that(script.statements == lexed.statements, "lexer and splitter see other statements")
    }

    private func characters(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        var start = 0
        for end in bytes.indices.dropFirst() where !bytes[end].isInsideOfCharacter {
            result.append(bytes[start..<end])
            start = end
        }
        return bytes.isEmpty ? [] : result + [bytes[start...]]
    }
}
