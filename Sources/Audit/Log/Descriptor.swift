// A file descriptor that several may hold: the log that writes, and the one who forces to the disk.

import CLinux
import Glibc
import Synchronization

/// An open file. It is closed when nobody holds it any more.
final class Descriptor: Sendable {
    /// The number that the system gave it.
    let number: Int32
    /// The name that messages use.
    let path: String
    /// Whether something was written since the last time it was forced to the disk.
    let isDirty = Atomic(false)
    /// What forcing it to the disk failed with; 0 when it did not.
    let syncError = Atomic<Int32>(0)
    /// Whether nothing more will be written to it.
    let isRetired = Atomic(false)

    /// Takes over an open descriptor.
    init(_ number: Int32, path: String) {
        self.number = number
        self.path = path
    }

    deinit { close(number) }

    /// Size, owner and so on.
    func status() throws(AuditFailure) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw .file(path: path, .last) }
        return status
    }

    /// Its size, and whether it is in a folder still. It is asked before every write, and does not look at the file's times.
    func place() throws(AuditFailure) -> (size: Int, isInFolder: Bool) {
        var size: UInt64 = 0
        var links: UInt32 = 0
        if sqlguard_file_place(number, &size, &links) == 0 { return (Int(clamping: size), links > 0) }
        // An old kernel, or a sandbox that does not know the call.
        let status = try status()
        return (status.st_size, status.st_nlink > 0)
    }

    /// Reads up to `count` bytes from a place in the file to the beginning of `buffer`, which has the room; how many
    /// there were. Fewer only where the file ends.
    func read(at offset: Int, _ count: Int, into buffer: inout [UInt8]) throws(AuditFailure) -> Int {
        let result = buffer.withUnsafeMutableBytes { buffer in
            var done = 0
            while done < min(count, buffer.count) {
                let start = buffer.baseAddress.map { $0 + done }
                let result = pread(number, start, min(count, buffer.count) - done, off_t(offset + done))
                if result < 0, errno == EINTR { continue }
                if result < 0 { return -Int(errno) }
                if result == 0 { break }
                done += result
            }
            return done
        }
        guard result >= 0 else { throw .file(path: path, SystemError(Int32(-result))) }
        return result
    }

    /// The place behind the last line feed that lies before `end`; 0 without one.
    func lineEnd(before end: Int) throws(AuditFailure) -> Int {
        var end = end
        // Most lines are short.
        var size = 4096
        var chunk: [UInt8] = []
        while end > 0 {
            if chunk.count < size { chunk = [UInt8](repeating: 0, count: size) }
            let start = max(0, end - size)
            let count = try read(at: start, end - start, into: &chunk)
            if let index = chunk[..<count].lastIndex(of: 0x0A) { return start + index + 1 }
            (end, size) = (start, 65536)
        }
        return 0
    }
}

/// The calls of the system that a full or failing disk answers, so that tests can answer in its place.
struct FileCalls: Sendable {
    /// `write(2)`: how many bytes were written, or the negative of `errno`.
    var write: @Sendable (_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int
    /// `fdatasync(2)`: 0, or the negative of `errno`.
    var synchronize: @Sendable (_ descriptor: Int32) -> Int

    /// The system's own.
    static let system = FileCalls(
        write: { descriptor, bytes in
            let count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            return count < 0 ? -Int(errno) : count
        },
        synchronize: { descriptor in fdatasync(descriptor) < 0 ? -Int(errno) : 0 }
    )
}
