// Names that a resolver does not answer for hold up nobody but those who ask for them.

import Dispatch
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Proxy

@Suite("Names")
struct NameLookupsTests {
    @Test("a name is looked up once at a time, so one without an answer leaves the other threads to others")
    func stuck() throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let threads = NIOThreadPool(numberOfThreads: 2)
        threads.start()
        defer {
            try? threads.syncShutdownGracefully()
            try? group.syncShutdownGracefully()
        }
        let address = try SocketAddress(ipAddress: "192.0.2.7", port: 5432)
        let answers = DispatchSemaphore(value: 0)
        let asked = Mutex<[String]>([])
        let names = NameLookups(threads) { host, _ in
            asked.withLock { $0.append(host) }
            if host == "silent" { answers.wait() }
            return [address]
        }
        let loops = Array(group.makeIterator())
        func find(_ host: String, on loop: any EventLoop) -> EventLoopFuture<[SocketAddress]> {
            loop.flatSubmit { names.addresses(of: host, 5432, on: loop) }
        }
        let silent = (0..<20).map { find("silent", on: loops[$0 % 2]) }
        #expect(try find("known", on: loops[1]).wait() == [address])
        #expect(try find("known", on: loops[0]).wait() == [address])
        #expect(asked.withLock { $0.count { $0 == "silent" } } <= 1)
        answers.signal()
        for lookup in silent { #expect(try lookup.wait() == [address]) }
        // What was found is not kept.
        answers.signal()
        #expect(try find("silent", on: loops[0]).wait() == [address])
        // Which of the first two the threads came to first is theirs to say.
        #expect(asked.withLock { $0.prefix(3).sorted() } == ["known", "known", "silent"])
        #expect(asked.withLock { $0.dropFirst(3) } == ["silent"])
    }
}
