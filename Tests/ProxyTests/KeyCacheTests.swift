// Keys of a role are derived once, and not on the event loop.

import NIOCore
import NIOPosix
import PGWire
import Testing

@testable import Proxy

@Suite("Keys of a role")
struct KeyCacheTests {
    @Test("keys are derived elsewhere once, and again for another salt or number of rounds")
    func once() throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
        defer {
            try? threads.syncShutdownGracefully()
            try? group.syncShutdownGracefully()
        }
        let loop = group.next()
        var bytes = Array("secret".utf8)
        let password = try Secret(taking: &bytes)
        let cache = try loop.submit { NIOLoopBound(KeyCache(), eventLoop: loop) }.wait()
        /// The keys, and whether they came within the call.
        func derive(_ salt: [UInt8], _ iterations: Int) throws -> (isAtOnce: Bool, keys: SCRAMKeys?) {
            let promise = loop.makePromise(of: (Bool, SCRAMKeys?).self)
            loop.execute {
                var isInside = true
                cache.value.derive(password, salt: salt, iterations: iterations, on: loop, threads) {
                    promise.succeed((isInside, $0))
                }
                isInside = false
            }
            let (isAtOnce, keys) = try promise.futureResult.wait()
            return (isAtOnce, keys)
        }
        let first = try derive([1, 2, 3, 4], 4096)
        #expect(!first.isAtOnce && first.keys != nil)
        let again = try derive([1, 2, 3, 4], 4096)
        #expect(again.isAtOnce && again.keys == first.keys)
        for other in [try derive([1, 2, 3, 5], 4096), try derive([1, 2, 3, 4], 4097)] {
            #expect(!other.isAtOnce && other.keys != nil && other.keys != first.keys)
        }
    }
}
