// A thread whose stack is painted beforehand, so that it can be seen how much of it was ever used.

import CPgQuery  // for the types of pthread, which its headers bring in
import Glibc

/// Runs one piece of work at a time on a thread of its own, which lives as long as the process.
///
/// `@unchecked Sendable`: `work` is only touched by the side whose turn it is; the semaphores say whose.
final class PaintedThread: @unchecked Sendable {
    private static let paint: UInt64 = 0xA5A5_A5A5_A5A5_A5A5
    private let stack: UnsafeMutableRawBufferPointer
    private let asked = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    private let done = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    private var work: () -> Void = {}

    /// Starts a thread with a stack of this many bytes; nil when there is none to be had.
    init?(stackBytes: Int) {
        let memory = mmap(nil, stackBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let memory, memory != MAP_FAILED else { return nil }
        stack = UnsafeMutableRawBufferPointer(start: memory, count: stackBytes)
        stack.bindMemory(to: UInt64.self).update(repeating: PaintedThread.paint)
        sem_init(asked, 0, 0)
        sem_init(done, 0, 0)
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstack(&attributes, memory, stackBytes)
        var thread = pthread_t()
        let started = pthread_create(
            &thread,
            &attributes,
            { argument in
                guard let argument else { return nil }
                Unmanaged<PaintedThread>.fromOpaque(argument).takeRetainedValue().serve()
            },
            Unmanaged.passRetained(self).toOpaque()
        )
        pthread_attr_destroy(&attributes)
        if started != 0 { return nil }
    }

    /// Runs `body` on the thread and waits for it.
    func run<Result>(_ body: @escaping () -> Result) -> Result? {
        var result: Result?
        work = { result = body() }
        sem_post(asked)
        sem_wait(done)
        return result
    }

    /// How many bytes of the stack were in use at most, ever.
    var mostStackUsed: Int {
        let words = stack.bindMemory(to: UInt64.self)
        guard let word = words.firstIndex(where: { $0 != PaintedThread.paint }) else { return 0 }
        return stack.count - word * MemoryLayout<UInt64>.size
    }

    private func serve() -> Never {
        while true {
            sem_wait(asked)
            work()
            sem_post(done)
        }
    }
}
