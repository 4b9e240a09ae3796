// Messages of one side: the reader of each type on any body, and framing however the bytes arrive.

import PGWire

/// Exercises the messages that one side sends.
///
/// An input that begins with the letter of a type is the body of such a message. Any other first byte says in which
/// pieces the rest, a stream, arrives.
struct MessageExercise {
    private let readers: [BodyReader]
    /// The bound on the length of a message; nil for types that this side does not send.
    private let most: @Sendable (UInt8) -> Int?
    /// Messages of these types come in runs.
    private let runs: [UInt8]

    static var frontend: MessageExercise {
        let limits = MessageLimits()
        return MessageExercise(
            readers: BodyReader.frontend,
            most: { FrontendMessageType(rawValue: $0).map { limits.most($0) } },
            runs: [FrontendMessageType.copyData.rawValue]
        )
    }

    static var backend: MessageExercise {
        let limits = MessageLimits()
        return MessageExercise(
            readers: BodyReader.backend,
            most: { BackendMessageType(rawValue: $0).map { limits.most($0) } },
            runs: [BackendMessageType.dataRow.rawValue, BackendMessageType.copyData.rawValue]
        )
    }

    /// Exercises one input.
    func run(_ input: [UInt8]) -> WireReport {
        var promises = Promises()
        guard let first = input.first else { return promises.report("empty") }
        let rest = Array(input.dropFirst())
        guard most(first) != nil else {
            let frames = stream(rest, pieces: Int(first), &promises)
            return promises.report(frames.fault == nil ? "stream" : "stream-refused")
        }
        var isRead = false
        for reader in readers where reader.type == first {
            if reader.exercise(rest, &promises) { isRead = true }
        }
        if first == FrontendMessageType.bind.rawValue { bindNames(rest, &promises) }
        return promises.report(isRead ? "read" : "refused")
    }

    /// The names of a Bind that has not come whole are those of the whole, or are not told yet.
    private func bindNames(_ body: [UInt8], _ promises: inout Promises) {
        guard readers.contains(where: { $0.name == "Bind" }) else { return }
        let whole = BindMessage.names(0..<body.count, in: body.span.bytes)
        for count in [body.count / 3, body.count / 2, max(0, body.count - 1)] {
            let there = Array(body.prefix(count))
            guard let names = BindMessage.names(0..<body.count, in: there.span.bytes) else { continue }
            promises.that(names.statement.upperBound < count, "names of a Bind lie behind what is there")
            promises.that(
                names.portal == whole?.portal && names.statement == whole?.statement,
                "names of a Bind change when more of it comes"
            )
        }
    }

    // MARK: framing

    /// Messages one behind the other.
    private struct Frames: Equatable {
        var messages: [[UInt8]] = []
        /// What is left that is no whole message.
        var rest: [UInt8] = []
        /// Why nothing behind the messages is read; nil when more may come.
        var fault: String?
    }

    private func stream(_ bytes: [UInt8], pieces: Int, _ promises: inout Promises) -> Frames {
        let expected = byHand(bytes)
        for size in [bytes.count, 1, 1 + pieces % 61] {
            let read = inPieces(bytes, of: max(1, size))
            promises.that(read == expected, "a stream in pieces of \(size) has other messages")
        }
        for type in runs { run(of: type, bytes, expected, &promises) }
        return expected
    }

    /// As the product does it.
    private func inPieces(_ bytes: [UInt8], of size: Int) -> Frames {
        var frames = Frames()
        var given = 0
        while given < bytes.count, frames.fault == nil {
            let piece = min(size, bytes.count - given)
            frames.rest += bytes[given..<(given + piece)]
            given += piece
            take(&frames)
        }
        // Nothing is taken behind a fault.
        frames.rest += bytes[given...]
        return frames
    }

    private func take(_ frames: inout Frames) {
        var at = 0
        while at < frames.rest.count {
            guard let most = most(frames.rest[at]) else {
                frames.fault = "type"
                break
            }
            do throws(ProtocolViolation) {
                guard let header = try MessageHeader.read(frames.rest.span.bytes, at: at, most: most),
                    header.end <= frames.rest.count
                else { break }
                frames.messages.append(Array(frames.rest[header.range]))
                at = header.end
            } catch {
                frames.fault = "length"
                break
            }
        }
        frames.rest.removeFirst(at)
    }

    /// The same, written down once more from the manual.
    private func byHand(_ bytes: [UInt8]) -> Frames {
        var frames = Frames()
        var at = 0
        while at < bytes.count {
            guard let most = most(bytes[at]) else {
                frames.fault = "type"
                break
            }
            guard bytes.count - at >= 5 else { break }
            let length = bytes[(at + 1)...(at + 4)].reduce(0) { $0 * 256 + Int($1) }
            guard length >= 4, length <= most else {
                frames.fault = "length"
                break
            }
            guard bytes.count - at - 1 >= length else { break }
            frames.messages.append(Array(bytes[at..<(at + 1 + length)]))
            at += 1 + length
        }
        frames.rest = Array(bytes[at...])
        return frames
    }

    /// A run at the start is as long as the messages of its type at the start.
    private func run(of type: UInt8, _ bytes: [UInt8], _ frames: Frames, _ promises: inout Promises) {
        guard let most = most(type) else { return }
        let leading = Array(frames.messages.prefix { $0.first == type })
        let isCut = leading.count == frames.messages.count && frames.fault == "length" && frames.rest.first == type
        do throws(ProtocolViolation) {
            let run = try MessageRun.read(type, in: bytes.span.bytes, at: 0, most: most)
            let length = leading.reduce(0) { $0 + $1.count }
            promises.that(
                run.count == leading.count && run.end == length,
                "a run is not the messages that it is made of"
            )
            promises.that(!isCut, "a run passes over a length that cannot be")
        } catch {
            promises.that(isCut, "a run is refused that has nothing wrong in it")
        }
    }
}
