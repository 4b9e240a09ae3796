// A segment line by line: what each begins with, its digest, and whether it is JSON. No line is held in memory.

/// One line of a file, the last one perhaps without its line feed.
struct ScannedLine {
    /// From 1.
    var number = 0
    /// The bytes without the line feed.
    var byteCount = 0
    /// The beginning; the whole line when it is not longer.
    var beginning: [UInt8] = []
    /// Of the line with its line feed.
    var digest = Digest.none
    /// Whether it is one JSON object.
    var isObject = false
    /// Whether it ends with a line feed.
    var isWhole = true

    /// How much of a line is kept: enough for all records of the log's own.
    static let beginningBytes = 16 << 10
}

/// Reads a file from its beginning to its end.
enum LineScanner {
    /// Gives each line to `body`, which may not keep what it is given.
    static func scan(_ file: Descriptor, _ body: (ScannedLine) -> Void) throws(AuditFailure) {
        var chunk = [UInt8](repeating: 0, count: 256 << 10)
        var offset = 0
        var line = ScannedLine(number: 1)
        var digest = RunningDigest()
        var syntax = JSONSyntax()
        while true {
            let count = try file.read(at: offset, chunk.count, into: &chunk)
            if count == 0 { break }
            offset += count
            chunk.withUnsafeBytes { chunk in
                var start = 0
                while start < count {
                    let end = chunk[start..<count].firstIndex(of: 0x0A)
                    let piece = UnsafeRawBufferPointer(rebasing: chunk[start..<(end ?? count)])
                    syntax.take(piece)
                    line.byteCount += piece.count
                    line.beginning += piece.prefix(ScannedLine.beginningBytes - line.beginning.count)
                    digest.update(UnsafeRawBufferPointer(rebasing: chunk[start..<(end.map { $0 + 1 } ?? count)]))
                    start = end.map { $0 + 1 } ?? count
                    guard end != nil else { continue }
                    line.digest = digest.finish()
                    line.isObject = syntax.isObject
                    body(line)
                    line = ScannedLine(number: line.number + 1)
                    syntax.reset()
                }
            }
        }
        guard line.byteCount > 0 else { return }
        line.digest = digest.finish()
        line.isWhole = false
        body(line)
    }
}
