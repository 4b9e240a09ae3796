// Where a writer's chain ends in the files of the folder.

import Glibc

/// What is there of a writer's records.
struct ChainEnd {
    /// The last whole record; nil when there is none.
    var last: (header: LineHeader, position: Position)?
    /// The number of the newest segment, and whether it is empty; 0 when there is none.
    var newest: UInt64 = 0
    /// Whether the newest segment is an empty file.
    var newestIsEmpty = false
    /// Torn bytes behind the last whole record, the oldest first.
    var torn: [TornTail] = []
    /// What the head file says; nil when it is missing or not readable.
    var head: Head?

    /// Looks at the end of the newest segment that holds a whole record, and at all that come after it.
    static func find(writer: Int, in folder: Descriptor) throws(AuditFailure) -> ChainEnd {
        let names = try FolderFiles.names(in: folder).compactMap(SegmentName.init).filter { $0.writer == writer }
        var end = ChainEnd()
        end.head = try head(writer: writer, in: folder)
        for name in names.sorted().reversed() {
            let tail = try SegmentTail(try FolderFiles.open(name.text, in: folder, O_RDONLY), name)
            if end.newest == 0 { (end.newest, end.newestIsEmpty) = (name.number, tail.size == 0) }
            if let torn = tail.torn { end.torn.insert(torn, at: 0) }
            end.last = tail.last
            if end.last != nil { break }
        }
        return end
    }

    private static func head(writer: Int, in folder: Descriptor) throws(AuditFailure) -> Head? {
        let file: Descriptor
        do throws(AuditFailure) {
            file = try FolderFiles.open(Head.name(writer: writer), in: folder, O_RDONLY)
        } catch {
            if case .file(_, SystemError(ENOENT)) = error { return nil }
            throw error
        }
        var bytes = [UInt8](repeating: 0, count: Head.byteCount + 1)
        let count = try file.read(at: 0, bytes.count, into: &bytes)
        return Head(Array(bytes[..<count]), writer: writer)
    }
}
