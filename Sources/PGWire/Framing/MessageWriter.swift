// Messages as bytes: appended to what is sent next.

extension [UInt8] {
    /// Appends a 16-bit number, the most significant byte first.
    public mutating func append(int16 value: Int) {
        append(UInt8(truncatingIfNeeded: value >> 8))
        append(UInt8(truncatingIfNeeded: value))
    }

    /// Appends a 32-bit number, the most significant byte first.
    public mutating func append(uint32 value: UInt32) {
        append(UInt8(truncatingIfNeeded: value >> 24))
        append(UInt8(truncatingIfNeeded: value >> 16))
        append(UInt8(truncatingIfNeeded: value >> 8))
        append(UInt8(truncatingIfNeeded: value))
    }

    /// Appends a text and its NUL.
    ///
    /// A NUL inside of the text would end it early, and what is behind it would be read as something else: throws `unsendable`.
    public mutating func append(text: some Collection<UInt8>) throws(ProtocolViolation) {
        let start = count
        append(contentsOf: text)
        guard span.bytes.firstNUL(start..<count) == nil else {
            removeSubrange(start...)
            throw .unsendable(type: 0)
        }
        append(0)
    }

    /// Appends a text for people and its NUL, without what would end it early.
    mutating func append(legible text: [UInt8]) {
        for byte in text where byte != 0 { append(byte) }
        append(0)
    }

    /// Appends a message whose body `write` appends, and fills its length in.
    ///
    /// Throws `unsendable`, and leaves nothing behind, when the length is more than the protocol can say or `write` throws.
    public mutating func append(
        type: UInt8,
        _ write: (inout [UInt8]) throws(ProtocolViolation) -> Void
    ) throws(ProtocolViolation) {
        let start = count
        append(type)
        append(uint32: 0)
        try complete(from: start, lengthAt: start + 1, type: type, most: MessageLimits.largest, write)
    }

    /// Appends a first packet, which has no type byte.
    mutating func appendPacket(
        _ write: (inout [UInt8]) throws(ProtocolViolation) -> Void
    ) throws(ProtocolViolation) {
        let start = count
        append(uint32: 0)
        try complete(from: start, lengthAt: start, type: 0, most: MessageLimits.startup.upperBound, write)
    }

    /// Appends a message that is only a type.
    mutating func append(bare type: UInt8) {
        append(type)
        append(uint32: 4)
    }

    private mutating func complete(
        from start: Int,
        lengthAt place: Int,
        type: UInt8,
        most: Int,
        _ write: (inout [UInt8]) throws(ProtocolViolation) -> Void
    ) throws(ProtocolViolation) {
        let isWritten: Bool
        do throws(ProtocolViolation) {
            try write(&self)
            isWritten = true
        } catch {
            isWritten = false
        }
        let length = count - place
        guard isWritten, length <= most else {
            removeSubrange(start...)
            throw .unsendable(type: type)
        }
        for offset in 0..<4 { self[place + offset] = UInt8(truncatingIfNeeded: length >> (24 - 8 * offset)) }
    }
}
