// One reader of a message's body, and what holds for every reader.

import PGWire

/// One thing that was read from a body.
enum Fact: Equatable {
    /// A place in the span.
    case range(Range<Int>)
    /// A number, or how many there are of something.
    case number(Int)
    /// Bytes that were copied.
    case bytes([UInt8])
    /// Anything else, described.
    case text(String)

    /// The same in a span in which the body begins so much later.
    func moved(by distance: Int) -> Fact {
        switch self {
        case .range(let range): .range((range.lowerBound + distance)..<(range.upperBound + distance))
        case .number, .bytes, .text: self
        }
    }
}

/// A reader of one type of message.
struct BodyReader: Sendable {
    typealias Outcome = Result<[Fact], ProtocolViolation>

    /// The reader's name, for complaints.
    let name: String
    /// The message's type.
    let type: UInt8
    /// Whether a body that is read can be read with one byte more or less, because its last field is what is left.
    var takesTheRest = false
    /// Reads a body to its last byte.
    let read: @Sendable (Range<Int>, RawSpan) throws(ProtocolViolation) -> [Fact]
    /// The whole message, written anew from what was read out of `body`; nil where it cannot be.
    var write: (@Sendable ([Fact], [UInt8]) throws(ProtocolViolation) -> [UInt8]?)?

    private func outcome(_ body: Range<Int>, _ bytes: [UInt8]) -> Outcome {
        do throws(ProtocolViolation) {
            return .success(try read(body, bytes.span.bytes))
        } catch {
            return .failure(error)
        }
    }

    /// Reads a body in several surroundings; says whether it is one.
    func exercise(_ body: [UInt8], _ promises: inout Promises) -> Bool {
        let whole = outcome(0..<body.count, body)
        embed(body, whole, &promises)
        if case .success = outcome(0..<(body.count + 1), body) {
            promises.that(false, "\(name) reads a body that is not wholly there")
        }
        guard case .success(let facts) = whole else { return false }
        for fact in facts {
            guard case .range(let range) = fact else { continue }
            let isInside = range.lowerBound >= 0 && range.upperBound <= body.count
            promises.that(isInside, "\(name) points to \(range) of \(body.count) bytes")
        }
        if !takesTheRest {
            if case .success = outcome(0..<(body.count + 1), body + [0]) {
                promises.that(false, "\(name) does not read its body to the end")
            }
            if !body.isEmpty, case .success = outcome(0..<(body.count - 1), Array(body.dropLast())) {
                promises.that(false, "\(name) reads a body that lacks its last byte")
            }
        }
        rewrite(facts, body, &promises)
        return true
    }

    /// The same comes of a body whatever stands around it.
    private func embed(_ body: [UInt8], _ whole: Outcome, _ promises: inout Promises) {
        for (before, after) in [(5, UInt8(0)), (13, 0xFF)] {
            let surrounded = [UInt8](repeating: ~after, count: before) + body + [UInt8](repeating: after, count: 9)
            let moved = outcome(before..<(before + body.count), surrounded)
            let expected = whole.map { facts in facts.map { $0.moved(by: before) } }
            promises.that(moved == expected, "\(name) reads another thing when the body stands elsewhere")
        }
    }

    /// What was read, written again, is what came.
    private func rewrite(_ facts: [Fact], _ body: [UInt8], _ promises: inout Promises) {
        guard let write else { return }
        do throws(ProtocolViolation) {
            guard let written = try write(facts, body) else { return }
            var expected = [type]
            expected.append(uint32: UInt32(body.count + 4))
            promises.that(written == expected + body, "\(name) is written in another way than it came")
        } catch {
            promises.that(false, "\(name) cannot be written as it came: \(error)")
        }
    }
}

extension [Fact] {
    /// The bytes of the range at a place; empty where there is none.
    func bytes(_ place: Int, of body: [UInt8]) -> [UInt8] {
        guard indices.contains(place), case .range(let range) = self[place] else { return [] }
        return [UInt8](body[range])
    }

    /// The number at a place; 0 where there is none.
    func number(_ place: Int) -> Int {
        guard indices.contains(place), case .number(let number) = self[place] else { return 0 }
        return number
    }

    /// The text of the range at a place; nil when it is not UTF-8.
    func text(_ place: Int, of body: [UInt8]) -> String? {
        String(validating: bytes(place, of: body), as: UTF8.self)
    }
}
