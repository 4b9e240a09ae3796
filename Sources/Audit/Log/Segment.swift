// The file that is being written to.

import Glibc
import Synchronization

/// A segment, open at its end.
struct Segment {
    /// Its number among those of its writer.
    let number: UInt64
    /// The file; every write goes to its end.
    let file: Descriptor
    /// The bytes that it has.
    private(set) var size = 0

    /// Takes over an empty file.
    init(number: UInt64, file: Descriptor) {
        self.number = number
        self.file = file
    }

    /// Makes the file of a segment, or takes an empty one that a run left that got no further.
    static func make(_ name: SegmentName, in folder: AuditFolder) throws(AuditFailure) -> Segment {
        let flags = O_WRONLY | O_APPEND
        let (file, isNew) = try FolderFiles.make(name.text, in: folder.directory, flags)
        if !isNew, try file.status().st_size > 0 { throw .file(path: file.path, SystemError(EEXIST)) }
        folder.directory.isDirty.store(true, ordering: .releasing)
        return Segment(number: name.number, file: file)
    }

    /// Writes all of the bytes, at the end of what it wrote before and nowhere else.
    ///
    /// Throws when that is not possible; then the file may have got some of them. `changed` is thrown when the file is no
    /// longer in the folder or does not have the size that it was left with.
    mutating func append(_ bytes: RawSpan, _ calls: FileCalls) throws(AuditFailure) {
        let error = file.syncError.load(ordering: .acquiring)
        guard error == 0 else { throw .sync(path: file.path, SystemError(error)) }
        let place = try file.place()
        guard place.isInFolder, place.size == size else { throw .changed(path: file.path) }
        let failure: SystemError? = bytes.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let result = calls.write(file.number, UnsafeRawBufferPointer(rebasing: bytes[done...]))
                if result == -Int(EINTR) { continue }
                // Nothing written and no error would go on for ever; a plain file does not do it.
                guard result > 0 else { return SystemError(result == 0 ? EIO : Int32(-result)) }
                done += result
            }
            return nil
        }
        if let failure { throw .write(path: file.path, failure) }
        size += bytes.byteCount
        file.isDirty.store(true, ordering: .releasing)
    }
}
