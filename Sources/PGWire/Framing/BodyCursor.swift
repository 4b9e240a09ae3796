// Reads a message's body from front to back, and notices when it does not end where it should.

/// A place in a body. It holds offsets only; the bytes are given with every step.
public struct BodyCursor: Sendable {
    /// The next byte.
    public private(set) var offset: Int
    /// One past the last byte of the body.
    public let end: Int
    /// The message's type, for errors.
    public let type: UInt8

    /// Begins at the start of a body that lies wholly inside of the span; throws `truncated` when it does not.
    public init(_ body: Range<Int>, of span: RawSpan, type: UInt8) throws(ProtocolViolation) {
        guard body.lowerBound >= 0, body.upperBound <= span.byteCount else { throw .truncated(type: type) }
        offset = body.lowerBound
        end = body.upperBound
        self.type = type
    }

    /// The bytes that are left.
    public var remaining: Int { end - offset }

    /// One byte.
    public mutating func byte(_ span: RawSpan) throws(ProtocolViolation) -> UInt8 {
        guard remaining >= 1 else { throw .truncated(type: type) }
        offset += 1
        return span.byte(offset - 1)
    }

    /// A 16-bit number with its sign.
    public mutating func int16(_ span: RawSpan) throws(ProtocolViolation) -> Int {
        guard remaining >= 2 else { throw .truncated(type: type) }
        offset += 2
        return Int(Int16(bitPattern: span.unsigned16(offset - 2)))
    }

    /// A 32-bit number with its sign.
    public mutating func int32(_ span: RawSpan) throws(ProtocolViolation) -> Int {
        guard remaining >= 4 else { throw .truncated(type: type) }
        offset += 4
        return Int(Int32(bitPattern: span.unsigned32(offset - 4)))
    }

    /// A 32-bit number without a sign.
    public mutating func uint32(_ span: RawSpan) throws(ProtocolViolation) -> UInt32 {
        guard remaining >= 4 else { throw .truncated(type: type) }
        offset += 4
        return span.unsigned32(offset - 4)
    }

    /// The bytes before the next NUL, which is passed over.
    public mutating func text(_ span: RawSpan) throws(ProtocolViolation) -> Range<Int> {
        let start = offset
        if let place = span.firstNUL(offset..<end) {
            offset = place + 1
            return start..<place
        }
        throw .truncated(type: type)
    }

    /// So many bytes.
    public mutating func bytes(_ count: Int) throws(ProtocolViolation) -> Range<Int> {
        guard count >= 0, count <= remaining else { throw .truncated(type: type) }
        offset += count
        return (offset - count)..<offset
    }

    /// Throws `excess` unless everything was read.
    public func finish() throws(ProtocolViolation) {
        guard offset == end else { throw .excess(type: type) }
    }
}
