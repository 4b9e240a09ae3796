// Messages as bytes: appended to what is sent next.

extension [UInt8] {
    /// Appends a 16-bit number, the most significant byte first.
    public mutating func append(int16 value: Int) {
        let number = UInt16(truncatingIfNeeded: value)
        append(UInt8(number >> 8))
        append(UInt8(truncatingIfNeeded: number))
    }

    /// Appends a 32-bit number, the most significant byte first.
    public mutating func append(uint32 value: UInt32) {
        for shift in [UInt32(24), 16, 8, 0] { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    /// Appends a text and its NUL. A NUL inside of the text would end it early, so it is left out.
    public mutating func append(text: some Sequence<UInt8>) {
        for byte in text where byte != 0 { append(byte) }
        append(0)
    }

    /// Appends a message whose body `write` appends, and fills its length in.
    ///
    /// Throws `unsendable`, and leaves nothing behind, when the length is more than the protocol can say.
    public mutating func append(
        type: UInt8,
        _ write: (inout [UInt8]) -> Void
    ) throws(ProtocolViolation) {
        let start = count
        append(type)
        append(uint32: 0)
        write(&self)
        guard fill(lengthAt: start + 1) else {
            removeSubrange(start...)
            throw .unsendable(type: type)
        }
    }

    /// Appends a packet without a type byte.
    mutating func appendPacket(_ write: (inout [UInt8]) -> Void) throws(ProtocolViolation) {
        let start = count
        append(uint32: 0)
        write(&self)
        guard fill(lengthAt: start) else {
            removeSubrange(start...)
            throw .unsendable(type: 0)
        }
    }

    /// Appends a message that is only a type.
    mutating func append(bare type: UInt8) {
        append(type)
        append(uint32: 4)
    }

    private mutating func fill(lengthAt place: Int) -> Bool {
        let length = count - place
        guard length <= MessageLimits.largest else { return false }
        for (offset, shift) in [24, 16, 8, 0].enumerated() {
            self[place + offset] = UInt8(truncatingIfNeeded: length >> shift)
        }
        return true
    }
}
