// A password or key in memory that is kept out of swap and core dumps, wiped when it is no longer needed, and never
// printed.

import Glibc
import SQLAnalysis

/// A secret that cannot be printed: neither in a log, nor in an error, nor by a debugger's mirror.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let pages: LockedPages

    /// Keeps a copy of some bytes. The caller's own copy is the caller's to wipe.
    ///
    /// Throws SG9020 when the system has no memory to give.
    init(_ bytes: UnsafeRawBufferPointer) throws(ConfigurationProblem) {
        pages = try LockedPages(bytes)
    }

    /// Keeps some bytes and wipes the array that they came in.
    init(taking bytes: inout [UInt8]) throws(ConfigurationProblem) {
        var kept: Result<LockedPages, ConfigurationProblem>?
        bytes.withUnsafeMutableBytes { buffer in
            do throws(ConfigurationProblem) {
                kept = .success(try LockedPages(UnsafeRawBufferPointer(buffer)))
            } catch {
                kept = .failure(error)
            }
            if let start = buffer.baseAddress { explicit_bzero(start, buffer.count) }
        }
        bytes = []
        guard let kept else { throw ConfigurationProblem(.credentialUnreadable, "a secret could not be kept") }
        pages = try kept.get()
    }

    /// The bytes, for the one place that needs them; they must not be kept.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result { body(pages.bytes) }

    /// Whether there is nothing in it.
    var isEmpty: Bool { pages.bytes.isEmpty }

    /// Says what it is, not what is in it.
    public var description: String { "a secret" }

    /// Says what it is, not what is in it.
    public var debugDescription: String { description }

    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Pages of memory of their own, so that locking and wiping them concerns nothing else.
///
/// `@unchecked Sendable`: the bytes are written once, before anyone else knows of them, and then only read.
private final class LockedPages: @unchecked Sendable, CustomReflectable {
    private let pages: UnsafeMutableRawBufferPointer
    private let count: Int

    /// A copy of some bytes.
    init(_ bytes: UnsafeRawBufferPointer) throws(ConfigurationProblem) {
        let page = max(4096, Int(sysconf(Int32(_SC_PAGESIZE))))
        let size = (max(1, bytes.count) + page - 1) / page * page
        let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let start, start != MAP_FAILED else {
            throw ConfigurationProblem(.credentialUnreadable, "there is no memory for a secret")
        }
        pages = UnsafeMutableRawBufferPointer(start: start, count: size)
        count = bytes.count
        // Where the limit on locked memory is used up the pages could be swapped out. That is no reason to serve nobody.
        _ = mlock(start, size)
        _ = madvise(start, size, MADV_DONTDUMP)
        if let source = bytes.baseAddress { start.copyMemory(from: source, byteCount: bytes.count) }
    }

    deinit {
        guard let start = pages.baseAddress else { return }
        explicit_bzero(start, pages.count)
        munmap(start, pages.count)
    }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: pages.prefix(count)) }

    /// Nothing to see.
    var customMirror: Mirror { Mirror(self, children: []) }
}
