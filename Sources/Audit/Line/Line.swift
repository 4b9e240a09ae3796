// Bytes of JSON lines, put together without any allocation once there is room.

/// A buffer of lines to which pieces of JSON are appended.
struct Line {
    /// What was put together so far.
    private(set) var bytes: [UInt8] = []

    /// How many bytes there are.
    var count: Int { bytes.count }

    /// Empties it. A buffer that a long statement made larger than `keeping` bytes is given back.
    mutating func removeAll(keeping: Int) {
        if bytes.capacity > keeping {
            bytes = []
            bytes.reserveCapacity(keeping)
        } else {
            bytes.removeAll(keepingCapacity: true)
        }
    }

    /// Takes away everything from a place on.
    mutating func truncate(to count: Int) { bytes.removeSubrange(count...) }

    /// The digest of everything from a place on.
    func digest(from start: Int) -> Digest { Digest(of: bytes.span.bytes.extracting(start...)) }

    /// Appends text of the program's own, which needs no escape.
    mutating func put(_ text: StaticString) {
        put(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends JSON that was put together before.
    mutating func put(_ json: [UInt8]) { bytes.append(contentsOf: json) }

    /// Appends bytes as they are.
    mutating func put(_ piece: UnsafeRawBufferPointer) { bytes.append(contentsOf: piece) }

    /// Appends one byte as it is.
    mutating func put(_ byte: UInt8) { bytes.append(byte) }

    /// Appends a number.
    mutating func integer(_ value: some BinaryInteger & FixedWidthInteger & UnsignedInteger) {
        var rest = UInt64(value)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = 20
            repeat {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                start -= 1
                digits[start] = 0x30 + UInt8(truncatingIfNeeded: digit)
                rest = quotient
            } while rest > 0
            bytes.append(contentsOf: digits[start...])
        }
    }

    /// Appends a digest's 64 hexadecimal digits.
    mutating func hexadecimal(_ digest: Digest) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { digits in
            withUnsafeBytes(of: digest.bytes) { bytes in
                for index in 0..<32 {
                    digits[2 * index] = Digest.digit(bytes[index] >> 4)
                    digits[2 * index + 1] = Digest.digit(bytes[index] & 15)
                }
            }
            bytes.append(contentsOf: digits)
        }
    }
}

// Members of objects, for what is not written often.
extension Line {
    /// Appends `,"name":"value"`.
    mutating func member(_ name: StaticString, _ value: String) {
        put(",\"")
        put(name)
        put("\":")
        string(value)
    }

    /// Appends `,"name":number`.
    mutating func member(_ name: StaticString, _ value: some FixedWidthInteger & UnsignedInteger) {
        put(",\"")
        put(name)
        put("\":")
        integer(value)
    }

    /// Appends `,"name":"value"` when there is a value.
    mutating func optional(_ name: StaticString, _ value: String?) {
        if let value { member(name, value) }
    }

    /// Appends a string in quotes.
    mutating func string(_ value: String) {
        var value = value
        value.withUTF8 { _ = string($0.span.bytes) }
    }

    /// Appends a list of strings.
    mutating func strings(_ values: [String]) {
        put("[")
        for (index, value) in values.enumerated() {
            if index > 0 { put(",") }
            string(value)
        }
        put("]")
    }
}
