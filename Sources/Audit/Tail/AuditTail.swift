// The newest records of a folder, and those that come after them, over all its writers and segments.

import Glibc

/// A line as it is in a file.
public struct TailLine: Equatable, Sendable {
    /// The line without its line feed.
    public let bytes: [UInt8]
    /// The time of the record, for the order among several writers; empty when it is no record.
    let time: String

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        time = LineHeader(bytes.span.bytes)?.time ?? ""
    }
}

/// Reads along the files of a folder. It takes no lock, and what is not ended by a line feed is not shown yet.
public struct AuditTail {
    private let folder: Descriptor
    private var places: [Int: Place] = [:]

    /// How far a writer's records were read.
    private struct Place {
        var number: UInt64
        var file: Descriptor
        var offset: Int
    }

    /// Opens a folder. Throws `folder` when it cannot be read.
    public init(folder path: String) throws(AuditFailure) {
        let number = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw .folder(path: path, .last) }
        folder = Descriptor(number, path: path)
    }

    /// The last lines, at most so many, in the order of their times; those of one writer in their own order. `more`
    /// goes on behind them.
    public mutating func last(_ count: Int) throws(AuditFailure) -> [TailLine] {
        places = [:]
        var lines: [TailLine] = []
        for (writer, numbers) in try segments() {
            var found: [TailLine] = []
            for number in numbers.reversed() {
                guard let file = try open(writer, number) else { continue }
                let end = try file.lineEnd(before: Int(try file.status().st_size))
                if places[writer] == nil { places[writer] = Place(number: number, file: file, offset: end) }
                if found.count >= count { break }
                found = try AuditTail.lines(file, before: end, atMost: count - found.count) + found
            }
            lines = AuditTail.merged(lines, found)
        }
        return Array(lines.suffix(max(0, count)))
    }

    /// The lines that have come since the last call.
    public mutating func more() throws(AuditFailure) -> [TailLine] {
        var lines: [TailLine] = []
        for (writer, numbers) in try segments() {
            var found: [TailLine] = []
            if let place = places[writer] { found = try rest(of: place, writer) }
            // A file gets nothing more once there is another one behind it, and these were listed before it was read.
            for number in numbers where number > places[writer]?.number ?? 0 {
                guard let file = try open(writer, number) else { continue }
                found += try rest(of: Place(number: number, file: file, offset: 0), writer)
            }
            lines = AuditTail.merged(lines, found)
        }
        return lines
    }

    /// The numbers of each writer's segments, in order.
    private func segments() throws(AuditFailure) -> [(writer: Int, numbers: [UInt64])] {
        let names = try FolderFiles.names(in: folder).compactMap(SegmentName.init).sorted()
        let writers = Dictionary(grouping: names, by: \.writer)
        return writers.sorted { $0.key < $1.key }.map { ($0.key, $0.value.map(\.number)) }
    }

    /// Opens a segment; nil when it is not there any more, or is a link.
    private func open(_ writer: Int, _ number: UInt64) throws(AuditFailure) -> Descriptor? {
        let name = SegmentName(writer: writer, number: number).text
        let file = openat(folder.number, name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW)
        if file < 0, errno == ENOENT || errno == ELOOP { return nil }
        guard file >= 0 else { throw .file(path: "\(folder.path)/\(name)", .last) }
        return Descriptor(file, path: "\(folder.path)/\(name)")
    }

    /// The whole lines behind a place, which the writer's place moves behind.
    private mutating func rest(of place: Place, _ writer: Int) throws(AuditFailure) -> [TailLine] {
        let size = Int(try place.file.status().st_size)
        // A file that was cut is gone on with from its new end.
        let start = min(place.offset, size)
        let end = max(start, try place.file.lineEnd(before: size))
        places[writer] = Place(number: place.number, file: place.file, offset: end)
        return try AuditTail.lines(place.file, start..<end)
    }

    /// The last lines before a place that is behind a line feed.
    private static func lines(_ file: Descriptor, before end: Int, atMost count: Int) throws(AuditFailure) -> [TailLine]
    {
        var start = end
        for _ in 0..<max(0, count) where start > 0 { start = try file.lineEnd(before: start - 1) }
        return try lines(file, start..<end)
    }

    private static func lines(_ file: Descriptor, _ range: Range<Int>) throws(AuditFailure) -> [TailLine] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        let count = try file.read(at: range.lowerBound, range.count, into: &bytes)
        return bytes[..<count].split(separator: 0x0A).map { TailLine(Array($0)) }
    }

    /// Two lists in one, by time; each keeps its own order, also where the clock went backwards.
    private static func merged(_ left: [TailLine], _ right: [TailLine]) -> [TailLine] {
        var result: [TailLine] = []
        var (first, second) = (left[...], right[...])
        while let one = first.first, let other = second.first {
            result.append(one.time <= other.time ? first.removeFirst() : second.removeFirst())
        }
        return result + first + second
    }
}
