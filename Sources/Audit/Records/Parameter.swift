// One parameter of an execution, as a place in bytes that are given beside it.

/// A parameter as it was bound.
public struct Parameter: Hashable, Sendable {
    /// How its value is written.
    public enum Format: UInt8, Sendable {
        case text = 0
        case binary = 1
    }

    /// How its value is written.
    public var format: Format
    /// Where the value, or as much of it as was kept, stands in the bytes; nil for NULL.
    public var range: Range<Int>?
    /// The bytes of the whole value.
    public var length: Int
    /// The SHA-256 of the whole value; needed when not all of it was kept.
    public var digest: Digest?

    /// A value all of which was kept, or NULL.
    public init(_ format: Format, _ range: Range<Int>?) {
        self.format = format
        self.range = range
        length = range?.count ?? 0
    }

    /// A value of `length` bytes of which only the beginning was kept.
    public init(_ format: Format, beginning range: Range<Int>, length: Int, digest: Digest) {
        self.format = format
        self.range = range
        self.length = length
        self.digest = digest
    }
}

extension Parameter {
    /// Reads what a Bind message holds from the number of format codes to the last value: two bytes for their number,
    /// two for each, two for the number of values, and for each four bytes of length (-1: NULL) and the value.
    /// PostgreSQL: postgres.c, exec_bind_message.
    ///
    /// Replaces `parameters`, and allocates nothing when that has had the room before. False when the bytes are not
    /// exactly that; then `parameters` is empty.
    public static func read(_ bytes: RawSpan, into parameters: inout [Parameter]) -> Bool {
        parameters.removeAll(keepingCapacity: true)
        guard readAll(bytes, into: &parameters) else {
            parameters.removeAll(keepingCapacity: true)
            return false
        }
        return true
    }

    private static func readAll(_ bytes: RawSpan, into parameters: inout [Parameter]) -> Bool {
        guard let formats = number(bytes, at: 0, UInt16.self) else { return false }
        let formatsEnd = 2 + 2 * Int(formats)
        guard let count = number(bytes, at: formatsEnd, UInt16.self) else { return false }
        // No code: all are text. One: it is that of all. Otherwise each has its own.
        guard formats <= 1 || formats == count else { return false }
        var offset = formatsEnd + 2
        for index in 0..<Int(count) {
            let place = formats == 1 ? 0 : index
            let code = formats == 0 ? 0 : number(bytes, at: 2 + 2 * place, UInt16.self)
            guard let format = code.flatMap({ UInt8(exactly: $0) }).flatMap(Format.init(rawValue:)),
                let length = number(bytes, at: offset, UInt32.self).map({ Int(Int32(bitPattern: $0)) })
            else { return false }
            offset += 4
            guard length >= 0 else {
                guard length == -1 else { return false }
                parameters.append(Parameter(format, nil))
                continue
            }
            guard length <= bytes.byteCount - offset else { return false }
            parameters.append(Parameter(format, offset..<offset + length))
            offset += length
        }
        return offset == bytes.byteCount
    }

    /// The number at a place, its highest byte first; nil when it does not lie in the bytes.
    private static func number<Value: FixedWidthInteger & BitwiseCopyable>(
        _ bytes: RawSpan,
        at offset: Int,
        _: Value.Type
    ) -> Value? {
        guard offset + MemoryLayout<Value>.size <= bytes.byteCount else { return nil }
        return Value(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Value.self))
    }
}
