// A small file beside each writer's segments that says how far they reached, so that a removed segment is missed.

import Glibc
import Synchronization

/// What `head-<writer>.json` says: this record was written. More may follow it unless the writer was closed.
struct Head: Hashable, Sendable {
    /// Whether the writer was closed after that record.
    enum State: String, Sendable {
        case open, stopped
    }
    /// The segment that the record is in; 0 before the first one.
    var segment: UInt64
    /// The record.
    var position: Position
    /// Whether the writer was closed.
    var state: State

    /// Before the first record.
    static let start = Head(segment: 0, position: .start, state: .open)

    /// The name of a writer's file.
    static func name(writer: Int) -> String { "head-\(writer).json" }

    /// The writer whose file has that name; nil for every other name.
    static func writer(_ name: String) -> Int? {
        guard name.hasPrefix("head-"), name.hasSuffix(".json"), let writer = Int(name.dropFirst(5).dropLast(5)),
            name == Head.name(writer: writer)
        else { return nil }
        return writer
    }

    /// The size of the file: always the same, so that it is written in place, in one piece.
    static let byteCount = 256

    /// The content of the file, with spaces up to its size.
    func text(writer: Int) -> [UInt8] {
        var line = Line()
        line.put(#"{"version":1"#)
        line.member("writer", UInt(writer))
        line.member("segment", segment)
        line.member("seq", position.seq)
        line.put(#","digest":""#)
        line.hexadecimal(position.digest)
        line.put("\"")
        line.member("state", state.rawValue)
        line.put("}")
        while line.count < Head.byteCount - 1 { line.put(0x20) }
        line.put("\n")
        return line.bytes
    }

    /// Reads what `text` writes; nil for anything else.
    init?(_ bytes: [UInt8], writer: Int) {
        var reader = ByteReader(bytes)
        guard reader.take(#"{"version":1,"writer":\#(writer),"segment":"#), let segment = reader.number(),
            reader.take(#","seq":"#), let seq = reader.number(), reader.take(#","digest":""#),
            let digest = reader.digest(), reader.take(#"","state":""#), let state = State(rawValue: reader.word())
        else { return nil }
        self.init(segment: segment, position: Position(seq: seq, digest: digest), state: state)
        guard self.text(writer: writer) == bytes else { return nil }
    }

    /// Says how far a writer came.
    init(segment: UInt64, position: Position, state: State) {
        self.segment = segment
        self.position = position
        self.state = state
    }
}

extension Head {
    /// Opens a writer's file, and makes it when it is not there.
    static func open(writer: Int, in folder: Descriptor) throws(AuditFailure) -> Descriptor {
        let name = Head.name(writer: writer)
        let (file, isNew) = try FolderFiles.make(name, in: folder, O_WRONLY)
        if isNew {
            try Head.start.write(to: file, writer: writer)
            folder.isDirty.store(true, ordering: .releasing)
        }
        return file
    }

    /// Overwrites a writer's file.
    func write(to file: Descriptor, writer: Int) throws(AuditFailure) {
        let bytes = text(writer: writer)
        let count = pwrite(file.number, bytes, bytes.count, 0)
        guard count == bytes.count else { throw .write(path: file.path, count < 0 ? .last : SystemError(EIO)) }
        guard ftruncate(file.number, off_t(bytes.count)) == 0 else { throw .write(path: file.path, .last) }
        file.isDirty.store(true, ordering: .releasing)
    }
}
