// How a file ends: its last whole line, and what stands behind it.

import Glibc

/// Bytes at the end of a file that are no whole line, since whoever wrote them was stopped.
struct TornTail: Hashable, Sendable {
    /// The segment's number.
    let segment: UInt64
    /// How many bytes.
    let count: Int
    /// Their digest.
    let digest: Digest
}

/// The end of a segment.
struct SegmentTail {
    /// The last record; nil when the file has no whole line.
    let last: (header: LineHeader, position: Position)?
    /// What stands behind the last line feed; nil when nothing does.
    let torn: TornTail?
    /// The size of the file.
    let size: Int

    /// Reads the end of a file, in pieces. Throws `damaged` when the last whole line is no record of that writer.
    init(_ file: Descriptor, _ name: SegmentName) throws(AuditFailure) {
        size = Int(try file.status().st_size)
        let end = try file.lineEnd(before: size)
        torn =
            end == size
            ? nil
            : TornTail(segment: name.number, count: size - end, digest: try SegmentTail.digest(end..<size, of: file))
        guard end > 0 else {
            last = nil
            return
        }
        let start = try file.lineEnd(before: end - 1)
        var beginning = [UInt8](repeating: 0, count: min(end - start, LineHeader.maxBytes))
        _ = try file.read(at: start, beginning.count, into: &beginning)
        guard let header = LineHeader(beginning.span.bytes) else {
            throw .damaged(path: file.path, why: "its last line does not begin as a record does")
        }
        guard header.writer == name.writer else {
            throw .damaged(path: file.path, why: "its last record is one of writer \(header.writer)")
        }
        last = (header, Position(seq: header.seq, digest: try SegmentTail.digest(start..<end, of: file)))
    }

    private static let chunkBytes = 65536

    /// The digest of a part of the file.
    private static func digest(_ range: Range<Int>, of file: Descriptor) throws(AuditFailure) -> Digest {
        var digest = RunningDigest()
        var chunk = [UInt8](repeating: 0, count: chunkBytes)
        var offset = range.lowerBound
        while offset < range.upperBound {
            let count = try file.read(at: offset, min(chunkBytes, range.upperBound - offset), into: &chunk)
            guard count > 0 else { throw .changed(path: file.path) }
            digest.update(chunk.span.extracting(..<count).bytes)
            offset += count
        }
        return digest.finish()
    }
}
