// The folder that holds the records: opened, found safe, and locked for one process.

import Glibc
import Synchronization

/// A folder of records, locked as long as it or one of its logs lives.
public final class AuditFolder: Sendable {
    /// The path as it was given.
    public let path: String
    /// How records are written.
    public let options: AuditOptions
    /// How many writers there are in this run.
    public let writers: Int
    /// Names this run of the process: 32 hexadecimal digits.
    public let run: String

    /// The folder itself.
    let directory: Descriptor
    let calls: FileCalls
    private let lock: Descriptor
    private let shared = Mutex(Shared())

    private struct Shared {
        /// The writers whose log was opened.
        var opened: Set<Int> = []
        /// What `sync` looks at.
        var descriptors: [Descriptor] = []
    }

    /// Opens the folder and makes it if it is not there; the one it is to be in must exist.
    ///
    /// Throws `folder` when that is not possible, `unsafe` when others may read or change it, `inUse` when it is locked.
    public convenience init(path: String, writers: Int, options: AuditOptions) throws(AuditFailure) {
        try self.init(path: path, writers: writers, options: options, calls: .system)
    }

    init(path: String, writers: Int, options: AuditOptions, calls: FileCalls) throws(AuditFailure) {
        self.path = path
        self.writers = writers
        self.options = options
        self.calls = calls
        directory = try FolderFiles.open(path)
        lock = try FolderFiles.lock(directory)
        var bytes = [UInt8](repeating: 0, count: 16)
        guard getentropy(&bytes, bytes.count) == 0 else { throw .folder(path: path, .last) }
        run = String(decoding: bytes.flatMap { [Digest.digit($0 >> 4), Digest.digit($0 & 15)] }, as: UTF8.self)
    }

    /// Opens the log of a writer, from 0 up to `writers`; each once. To be called where the log will be used.
    ///
    /// A new segment is begun. It goes on from the last record that is there, and says when that was not the end of a
    /// log that was closed.
    public func openLog(writer: Int, at time: WallTime) throws(AuditFailure) -> AuditLog {
        let isFirst = shared.withLock { $0.opened.insert(writer).inserted }
        guard isFirst, (0..<writers).contains(writer) else { throw .inUse(path: path, process: getpid()) }
        return try AuditLog.open(in: self, writer: writer, at: time)
    }

    /// Forces everything to the disk that was written before the call. It waits for the disk, so it is not for event
    /// loops; with `AuditOptions.Sync.batch` it is to be called about once a second.
    ///
    /// Throws the first failure; the next `write()` of the log concerned throws it too.
    public func sync() throws(AuditFailure) {
        let descriptors = shared.withLock { $0.descriptors }
        var failure: AuditFailure?
        for descriptor in descriptors where descriptor.isDirty.exchange(false, ordering: .acquiringAndReleasing) {
            do throws(AuditFailure) { try synchronize(descriptor) } catch { failure = failure ?? error }
        }
        // Whoever else held them has gone on to another segment: they are on the disk now and no longer looked at.
        shared.withLock { shared in
            shared.descriptors.removeAll {
                $0.isRetired.load(ordering: .acquiring) && !$0.isDirty.load(ordering: .acquiring)
            }
        }
        if let failure { throw failure }
    }

    /// Forces one file to the disk now.
    func synchronize(_ descriptor: Descriptor) throws(AuditFailure) {
        var result = calls.synchronize(descriptor.number)
        while result == -Int(EINTR) { result = calls.synchronize(descriptor.number) }
        guard result < 0 else { return }
        descriptor.syncError.store(Int32(-result), ordering: .releasing)
        throw .sync(path: descriptor.path, SystemError(Int32(-result)))
    }

    /// Lets `sync` look at a file from now on.
    func watch(_ descriptor: Descriptor) {
        shared.withLock { $0.descriptors.append(descriptor) }
    }
}
