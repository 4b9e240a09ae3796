// The parameters of a Bind message of which only the beginning was kept.

import Audit

/// Reads what Bind holds from the number of formats on, as far as it is there.
enum CutParameters {
    /// Replaces `parameters` with the values that are there; of the last one perhaps only the beginning.
    ///
    /// `total` is how many bytes the message has there. What lies behind the cut is not known and not made up.
    static func read(_ bytes: RawSpan, total: Int, into parameters: inout [Parameter]) {
        parameters.removeAll(keepingCapacity: true)
        guard let formats = number16(bytes, at: 0), let count = number16(bytes, at: 2 + 2 * formats) else { return }
        guard formats <= 1 || formats == count else { return }
        var offset = 4 + 2 * formats
        for index in 0..<count {
            let code = formats == 0 ? 0 : number16(bytes, at: 2 + 2 * (formats == 1 ? 0 : index))
            guard let format = code.flatMap({ UInt8(exactly: $0) }).flatMap(Parameter.Format.init(rawValue:)),
                let length = number32(bytes, at: offset)
            else { return }
            offset += 4
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
