// The line of a text that a message is about, and a caret under the place.

import SQLAnalysis

/// A source line cut to fit, and where the place begins in it.
struct Excerpt: Equatable {
    /// The line as it is printed.
    let line: String
    /// Spaces before the caret, in columns.
    let indent: Int
    /// Carets, in columns; at least one.
    let carets: Int

    /// The line that holds the first byte of `range` in `text`, cut to `width` columns around the place.
    ///
    /// Bytes that are not UTF-8 show as U+FFFD. A place that goes on into the next line is marked to the end of its
    /// first one.
    init(_ text: [UInt8], _ range: SourceRange, width: Int) {
        let start = min(max(range.start, 0), text.count)
        // No more of a long line is looked at than can matter: a character has at most four bytes, and one of no
        // width seldom follows another.
        let reach = width * 8
        var first = start
        while first > 0, text[first - 1] != 0x0A, start - first < reach { first -= 1 }
        while first < start, first > 0, text[first] & 0xC0 == 0x80 { first += 1 }
        var end = start
        while end < text.count, text[end] != 0x0A, end - start < reach { end += 1 }
        let before = Excerpt.cells(text[first..<start])
        let stop = min(max(range.end, start), end)
        let marked = Excerpt.cells(text[start..<stop])
        let after = Excerpt.cells(text[stop..<end])
        let cutsStart = first > 0 && text[first - 1] != 0x0A
        let cutsEnd = end < text.count && text[end] != 0x0A
        self.init(before, marked, after, cutsStart: cutsStart, cutsEnd: cutsEnd, width: max(width, 20))
    }

    /// The caret line that belongs under the line.
    var marker: String { String(repeating: " ", count: indent) + String(repeating: "^", count: carets) }

    private init(
        _ before: [Cell],
        _ marked: [Cell],
        _ after: [Cell],
        cutsStart: Bool,
        cutsEnd: Bool,
        width: Int
    ) {
        let fits = before.columns + marked.columns + after.columns <= width
        let body = fits ? marked : marked.first(columns: width - 2)
        // Both sides share what the place leaves over; a side that needs less gives the rest to the other.
        let room = width - 2 - body.columns
        let head = fits ? before : before.last(columns: max(room / 2, room - after.columns))
        let tail = fits ? after : body.count < marked.count ? [] : after.first(columns: room - head.columns)
        let cutsStart = cutsStart || head.count < before.count
        let cutsEnd = cutsEnd || body.count < marked.count || tail.count < after.count
        line = (cutsStart ? "…" : "") + (head + body + tail).map(\.text).joined() + (cutsEnd ? "…" : "")
        indent = head.columns + (cutsStart ? 1 : 0)
        carets = max(1, body.columns)
    }

    /// A character and its width.
    fileprivate struct Cell {
        let text: String
        let columns: Int
    }

    private static func cells(_ bytes: ArraySlice<UInt8>) -> [Cell] {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
            // A carriage return before the line feed is part of the line's end.
            if scalar == "\r" { return Cell(text: "", columns: 0) }
            let text = scalar.visible
            return Cell(text: text, columns: text.columns)
        }
    }
}

extension [Excerpt.Cell] {
    fileprivate var columns: Int { reduce(0) { $0 + $1.columns } }

    /// The longest beginning that takes no more than so many columns.
    fileprivate func first(columns: Int) -> [Excerpt.Cell] {
        var left = columns
        return Array(
            prefix { cell in
                left -= cell.columns
                return left >= 0
            }
        )
    }

    /// The longest end that takes no more than so many columns.
    fileprivate func last(columns: Int) -> [Excerpt.Cell] {
        Array(reversed()).first(columns: columns).reversed()
    }
}
