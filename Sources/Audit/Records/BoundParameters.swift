// The parameters of a Bind message, of which perhaps only the beginning was kept.

/// Reads what Bind holds from the number of format codes on, as far as it is there: two bytes for their number, two for each,
/// two for the number of values, and for each four bytes of length (-1: NULL) and the value. What follows is not read.
/// PostgreSQL: postgres.c, exec_bind_message.
public enum BoundParameters {
    /// Replaces `parameters` with the values that are there; of the last one perhaps only the beginning. Allocates nothing when
    /// the array has had the room before.
    ///
    /// `total` is how many bytes the message has there. What lies behind the cut is not known and not made up. Returns how
    /// many values the message says it has; nil when that is not known either.
    @discardableResult
    public static func read(_ bytes: RawSpan, total: Int, into parameters: inout [Parameter]) -> Int? {
        parameters.removeAll(keepingCapacity: true)
        guard let formats = number16(bytes, at: 0) else { return nil }
        guard let count = number16(bytes, at: 2 + 2 * formats) else {
            // With more formats than one there are as many values, or the server refuses the message.
            return formats > 1 ? formats : nil
        }
        guard formats <= 1 || formats == count else { return nil }
        readValues(bytes, (formats, count), total, &parameters)
        return count
    }

    private static func readValues(
        _ bytes: RawSpan,
        _ numbers: (formats: Int, values: Int),
        _ total: Int,
        _ parameters: inout [Parameter]
    ) {
        let (formats, count) = numbers
        var offset = 4 + 2 * formats
        for index in 0..<count {
            let code = formats == 0 ? 0 : number16(bytes, at: 2 + 2 * (formats == 1 ? 0 : index))
            guard let format = code.flatMap({ UInt8(exactly: $0) }).flatMap(Parameter.Format.init(rawValue:)),
                let length = number32(bytes, at: offset)
            else { return }
            offset += 4
            guard length >= -1 else { return }
            guard length >= 0 else {
                parameters.append(Parameter(format, nil))
                continue
            }
            guard length <= total - offset else { return }
            var parameter = Parameter(format, offset..<min(offset + length, bytes.byteCount))
            parameter.length = length
            parameters.append(parameter)
            offset += length
            guard offset <= bytes.byteCount else { return }
        }
    }

    private static func number16(_ bytes: RawSpan, at offset: Int) -> Int? {
        guard offset + 2 <= bytes.byteCount else { return nil }
        return Int(UInt16(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self)))
    }

    private static func number32(_ bytes: RawSpan, at offset: Int) -> Int? {
        guard offset + 4 <= bytes.byteCount else { return nil }
        return Int(Int32(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Int32.self)))
    }
}
