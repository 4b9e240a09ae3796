// libpg_query's parser: blanked text in, flat tree out.

import CPgQuery

/// Parses text. Only to be called on `ParserThreads`.
struct Parser {
    let grammar: Grammar

    /// Parses a text that the lexer has passed: valid UTF-8 without NUL, within limits, comments blanked.
    ///
    /// Throws SG2001 with the parser's own message where it does not parse; the place is one of characters, counted
    /// from 0, in `characterOffset`, because that is what the parser tells.
    func parse(_ text: [UInt8]) throws(SyntaxError) -> FlatTree {
        let result = Parser.terminated(text).withUnsafeBytes { bytes in
            pg_query_parse_protobuf(bytes.bindMemory(to: CChar.self).baseAddress)
        }
        defer { pg_query_free_protobuf_parse_result(result) }
        if let error = result.error {
            let message = error.pointee.message.map { String(cString: $0) } ?? "syntax error"
            throw SyntaxError(
                refusal: Refusal(.syntaxError, message),
                characterOffset: Int(error.pointee.cursorpos) - 1
            )
        }
        guard let data = result.parse_tree.data else {
            throw SyntaxError(refusal: Refusal(.parserFailed, "the parser gave no tree"), characterOffset: -1)
        }
        do throws(Refusal) {
            return try FlatTree(
                UnsafeRawBufferPointer(start: data, count: result.parse_tree.len),
                grammar: grammar
            )
        } catch {
            throw SyntaxError(refusal: error, characterOffset: -1)
        }
    }

    /// The text with a zero byte at its end.
    private static func terminated(_ text: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: text.count + 1) { buffer, count in
            text.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
            buffer[text.count] = 0
            count = text.count + 1
        }
    }
}

/// What the parser did not accept, and where in characters; -1 when it does not say where.
struct SyntaxError: Error {
    let refusal: Refusal
    let characterOffset: Int
}
