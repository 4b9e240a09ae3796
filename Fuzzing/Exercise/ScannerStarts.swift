// Where tokens start: as libpg_query's scanner sees it, and as our lexer does.

import CPgQuery
import SQLAnalysis

/// Asks libpg_query's scanner for a text's tokens.
public struct ScannerStarts: Sendable {
    /// Nothing is kept between texts.
    public init() {}

    /// Where libpg_query's tokens start; nil when its scanner refuses the text, which must be blanked.
    ///
    /// Ends are not compared: the scanner gives `U&"a"` the length 1 and `U&'a'` the length 0.
    public func starts(_ blanked: [UInt8]) -> [Int]? {
        let found = try? ParserThreads.process.run { () throws(Refusal) -> [Int]? in
            let result = (blanked + [0]).withUnsafeBytes { pg_query_scan($0.bindMemory(to: CChar.self).baseAddress) }
            defer { pg_query_free_scan_result(result) }
            guard result.error == nil, let data = result.pbuf.data else { return nil }
            return WireReader(UnsafeRawBufferPointer(start: data, count: result.pbuf.len)).tokenStarts()
        }
        return found ?? nil
    }

    /// Our starts in the blanked text, as the scanner would cut them: NCHAR and UESCAPE are tokens of their own there.
    public func ours(_ lexed: LexedText) -> [Int]? {
        var starts: [Int] = []
        for token in lexed.tokens {
            let start = lexed.blankedOffset(ofOriginal: token.start)
            if token.kind == .nationalString {
                starts += [start, start + 1]
            } else if token.flags.contains(.hasUescape) {
                let inside = Array(lexed.blanked[start..<lexed.blankedOffset(ofOriginal: token.end)])
                guard let parts = self.starts(inside) else { return nil }
                starts += parts.map { $0 + start }
            } else {
                starts.append(start)
            }
        }
        return starts
    }
}

/// Reads the starts out of a ScanResult message: field 2 are the tokens, whose field 1 is the start.
private struct WireReader {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// All starts, in order.
    func tokenStarts() -> [Int] {
        var reader = self
        var starts: [Int] = []
        while reader.offset < reader.bytes.count {
            let tag = reader.varint()
            if tag == 2 << 3 | 2 {
                let end = reader.varint() + reader.offset
                var start = 0
                while reader.offset < end {
                    let field = reader.varint()
                    let value = reader.varint()
                    if field == 1 << 3 { start = value }
                }
                starts.append(start)
            } else {
                _ = reader.varint()
            }
        }
        return starts
    }

    private mutating func varint() -> Int {
        var value = 0
        var shift = 0
        while offset < bytes.count {
            let byte = Int(bytes[offset])
            offset += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 || shift > 56 { break }
        }
        return value
    }
}
