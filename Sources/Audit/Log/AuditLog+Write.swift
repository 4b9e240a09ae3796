// The buffer into the file: the one call after which what the records announce may be done.

import Glibc
import Synchronization

extension AuditLog {
    /// Writes everything that was appended. When it returns, the records are in the file, so that the end of the
    /// process loses none of them; with `AuditOptions.Sync.always` they are on the disk.
    ///
    /// When it throws, none of the statements may go on of which a record was appended since the last call.
    public mutating func write() throws(AuditFailure) {
        if line.count > 0 {
            do throws(AuditFailure) { try writeBuffer() } catch {
                fail(error)
                throw error
            }
            acknowledge()
            rotate()
        }
        if trouble.isIncomplete {
            trouble.isIncomplete = false
            throw failure ?? .write(path: folder.path, SystemError(ENOBUFS))
        }
    }

    /// Writes the last record and closes the file. The chain goes on from it in the next run.
    public mutating func close(at time: WallTime) throws(AuditFailure) {
        begin("stop", at: time)
        end()
        fullSize = .max
        try write()
        guard case .open(let segment) = phase else { throw failure ?? .closed }
        segment.file.isRetired.store(true, ordering: .releasing)
        try Head(segment: segment.number, position: written, state: .stopped).write(to: headFile, writer: writer)
        phase = .closed
        if folder.options.sync != .never {
            try folder.synchronize(segment.file)
            try folder.synchronize(headFile)
        }
    }

    private mutating func writeBuffer() throws(AuditFailure) {
        switch phase {
        case .closed: throw .closed
        case .failed: try recover()
        case .open(var segment):
            // Where it throws, the size is of no use any more: whoever goes on looks at the file.
            try segment.append(line.bytes.span.bytes, folder.calls)
            phase = .open(segment)
            if folder.options.sync == .always { try folder.synchronize(segment.file) }
        }
    }

    /// Notes that everything in the buffer is in the file.
    mutating func acknowledge() {
        written = last
        writtenBytes &+= UInt64(line.count)
        line.removeAll(keeping: AuditLog.keptBytes)
        let isIncomplete = trouble.isIncomplete
        trouble = Trouble()
        trouble.isIncomplete = isIncomplete
    }

    private mutating func fail(_ failure: AuditFailure) {
        switch phase {
        case .closed: return
        case .failed: break
        case .open(let segment): segment.file.isRetired.store(true, ordering: .releasing)
        }
        if trouble.failure == nil { trouble.failure = failure }
        if trouble.firstUnacknowledged == nil { trouble.firstUnacknowledged = written.seq &+ 1 }
        trouble.lastUnacknowledged = last.seq
        phase = .failed(failure)
    }
}
