// Numbers and texts in received bytes.

import Glibc

extension RawSpan {
    /// The byte at an offset that the caller has checked; traps outside of the span.
    func byte(_ offset: Int) -> UInt8 { unsafeLoad(fromByteOffset: offset, as: UInt8.self) }

    /// Four bytes, the most significant first, at an offset that the caller has checked.
    func unsigned32(_ offset: Int) -> UInt32 {
        UInt32(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// Two bytes, the most significant first, at an offset that the caller has checked.
    func unsigned16(_ offset: Int) -> UInt16 {
        UInt16(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    /// Where the first NUL of a range stands, all of which the caller has checked; nil when there is none.
    func firstNUL(_ range: Range<Int>) -> Int? {
        extracting(range).withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress, let found = memchr(start, 0, bytes.count) else { return nil }
            return range.lowerBound + (UnsafeRawPointer(found) - start)
        }
    }

    /// A copy of some bytes.
    public func copy(_ range: Range<Int>) -> [UInt8] {
        let part = extracting(range)
        return part.withUnsafeBytes { Array($0) }
    }

    /// Bytes as text; nil when they are not UTF-8.
    public func text(_ range: Range<Int>) -> String? {
        let part = extracting(range)
        return part.withUnsafeBytes { String(validating: $0, as: UTF8.self) }
    }
}
