// Headers: lengths that cannot be, and messages that come in pieces.

import Testing

@testable import PGWire

/// The lengths that have led other programs astray.
let trickyLengths: [UInt32] = [0, 3, 4, 0x3FFF_FFFE, 0x3FFF_FFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF]

@Suite("Headers")
struct HeaderTests {
    private func read(_ type: UInt8, _ length: UInt32, most: Int) throws(ProtocolViolation) -> MessageHeader? {
        var bytes = [type]
        bytes.append(uint32: length)
        return try MessageHeader.read(bytes.span.bytes, at: 0, most: most)
    }

    @Test("lengths that cannot be are refused for every type and bound", arguments: trickyLengths)
    func lengths(length: UInt32) throws {
        let limits = MessageLimits()
        let clients = FrontendMessageType.allCases.map { ($0.rawValue, limits.most($0)) }
        let servers = BackendMessageType.allCases.map { ($0.rawValue, limits.most($0)) }
        let before = UInt8.min...UInt8.max
        for (type, most) in clients + servers + before.map({ ($0, limits.authentication) }) {
            if length < 4 {
                #expect(throws: ProtocolViolation.invalidLength(type: type, length: length)) {
                    try read(type, length, most: most)
                }
            } else if Int(length) <= most {
                let header = try #require(try read(type, length, most: most))
                #expect(header.body == 5..<(1 + Int(length)))
            } else {
                #expect(throws: ProtocolViolation.tooLong(type: type, length: length, most: most)) {
                    try read(type, length, most: most)
                }
            }
        }
    }

    @Test("an empty body is read or refused by every reader", arguments: Sample.frontend + Sample.backend)
    func emptyBody(sample: Sample) {
        let bytes = message(Character(UnicodeScalar(sample.bytes[0])), [])
        let isRead = (try? sample.read(bytes)) != nil
        #expect(isRead == (sample.shortest == 0))
    }

    @Test("bounds are those of PostgreSQL, and none is more than the protocol can say")
    func bounds() {
        let limits = MessageLimits(query: .max, authentication: -1, large: 0)
        #expect(limits.query == 0x3FFF_FFFE && limits.authentication == 8 && limits.large == 8)
        #expect(MessageLimits().most(.execute) == 10_000 && MessageLimits().most(.bind) == 0x3FFF_FFFE)
        #expect(MessageLimits().most(.readyForQuery) == 30_000 && MessageLimits().most(.dataRow) == 0x3FFF_FFFE)
        #expect(MessageLimits.startup == 8...10_004)
    }

    @Test("a header is there with its fifth byte, and not before")
    func fiveBytes() throws {
        let bytes = ascii("xxQ\u{0}\u{0}\u{0}\u{9}abc")
        for count in 0...bytes.count {
            let part = Array(bytes.prefix(count))
            let header = try MessageHeader.read(part.span.bytes, at: 2, most: 100)
            #expect((header != nil) == (count >= 7))
            if let header { #expect(header.body == 7..<12 && header.range == 2..<12) }
        }
        #expect(throws: ProtocolViolation.tooLong(type: 0x51, length: 9, most: 8)) {
            try MessageHeader.read(bytes.span.bytes, at: 2, most: 8)
        }
        for offset in [1000, -1, Int.min, Int.max, Int.max - 4] {
            #expect(try MessageHeader.read(bytes.span.bytes, at: offset, most: 8) == nil)
            let run = try MessageRun.read(0x51, in: bytes.span.bytes, at: offset, most: 8)
            #expect(run == MessageRun(count: 0, end: offset))
        }
    }

    /// What a reader does with bytes that come in pieces: whole messages are taken off the front, the rest waits for more.
    private func messages(_ pieces: [ArraySlice<UInt8>]) throws -> [[UInt8]] {
        var pending: [UInt8] = []
        var messages: [[UInt8]] = []
        for piece in pieces {
            pending += piece
            var offset = 0
            while let header = try MessageHeader.read(pending.span.bytes, at: offset, most: 1000),
                header.end <= pending.count
            {
                messages.append(Array(pending[header.range]))
                offset = header.end
            }
            pending.removeFirst(offset)
        }
        #expect(pending.isEmpty)
        return messages
    }

    @Test("messages are the same wherever the stream is cut, once or twice")
    func splits() throws {
        let samples = Sample.frontend.map(\.bytes)
        let stream = samples.flatMap(\.self)
        for first in 0...stream.count {
            #expect(try messages([stream[..<first], stream[first...]]) == samples)
            for second in stride(from: first, through: stream.count, by: 7) {
                #expect(try messages([stream[..<first], stream[first..<second], stream[second...]]) == samples)
            }
        }
        #expect(try messages(stream.indices.map { stream[$0...$0] }) == samples)
    }

    @Test("rows are counted as far as they are whole and of one type")
    func runs() throws {
        let row = message("D", [0, 1, 0, 0, 0, 1, 0x37])
        let rows = row + row + row
        let stream = rows + message("C", ascii("SELECT 3\u{0}"))
        for count in 0...stream.count {
            let part = Array(stream.prefix(count))
            let run = try MessageRun.read(0x44, in: part.span.bytes, at: 0, most: 100)
            let whole = min(count / row.count, 3)
            #expect(run == MessageRun(count: whole, end: whole * row.count))
        }
        let broken = row + [0x44, 0, 0, 0, 3]
        #expect(throws: ProtocolViolation.invalidLength(type: 0x44, length: 3)) {
            try MessageRun.read(0x44, in: broken.span.bytes, at: 0, most: 100)
        }
        let other = row + [0x54, 0, 0, 0, 3]
        #expect(try MessageRun.read(0x44, in: other.span.bytes, at: 0, most: 100).count == 1)
    }
}
