// The event loops of the process, each with what it has for itself.

import NIOCore
import NIOPosix

/// Reaches the state of every loop, from any thread.
final class LoopSet: Sendable {
    /// A loop and its state, which only that loop may touch.
    struct Place: Sendable {
        let eventLoop: any EventLoop
        let state: NIOLoopBound<LoopState>

        /// Has something done on the loop, in its own time.
        func execute(_ body: @escaping @Sendable (LoopState) -> Void) {
            let state = state
            eventLoop.execute { body(state.value) }
        }

        /// Has something done on the loop and returns what comes of it. Not to be called on a loop.
        func run<Value: Sendable>(_ body: @escaping @Sendable (LoopState) throws -> Value) throws -> Value {
            let state = state
            return try eventLoop.submit { try body(state.value) }.wait()
        }
    }

    /// The loops in the order of their numbers.
    let places: [Place]
    private let numbers: [ObjectIdentifier: Int]

    /// Makes the state of each loop of a group, on that loop.
    init(
        _ group: MultiThreadedEventLoopGroup,
        _ make: @escaping @Sendable (Int, any EventLoop) throws -> LoopState
    ) throws {
        var places: [Place] = []
        for (number, eventLoop) in group.makeIterator().enumerated() {
            let state = try eventLoop.submit {
                NIOLoopBound(try make(number, eventLoop), eventLoop: eventLoop)
            }.wait()
            places.append(Place(eventLoop: eventLoop, state: state))
        }
        self.places = places
        numbers = Dictionary(
            uniqueKeysWithValues: places.enumerated().map { (ObjectIdentifier($1.eventLoop), $0) }
        )
    }

    /// The state of the loop that this is called on; nil on any other thread.
    func state(of eventLoop: any EventLoop) -> LoopState? {
        guard eventLoop.inEventLoop, let number = numbers[ObjectIdentifier(eventLoop)] else { return nil }
        return places[number].state.value
    }

    /// Has something done on every loop.
    func execute(_ body: @escaping @Sendable (LoopState) -> Void) {
        for place in places { place.execute(body) }
    }

    /// Something of every loop, together, on the first of them.
    func collect<Value: Sendable>(_ body: @escaping @Sendable (LoopState) -> Value) -> EventLoopFuture<[Value]> {
        let parts = places.map { place in
            let state = place.state
            return place.eventLoop.submit { body(state.value) }
        }
        return EventLoopFuture.whenAllSucceed(parts, on: places[0].eventLoop)
    }
}
