// Time as RFC 3339 in UTC; the second's part is kept, since the next record is often of the same second.

/// Writes times.
struct TimeText {
    private var second = Int64.min
    private var text: [UInt8] = []

    /// Appends `2026-09-23T10:11:12.123456789Z`.
    mutating func put(_ time: WallTime, to line: inout Line) {
        let (quotient, remainder) = time.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        let (seconds, fraction) = remainder < 0 ? (quotient - 1, remainder + 1_000_000_000) : (quotient, remainder)
        if seconds != second {
            second = seconds
            text = TimeText.text(seconds)
        }
        line.put(text)
        line.digits(UInt32(fraction), count: 9)
        line.put("Z")
    }

    /// The time up to the point before the fraction. The year has four digits: a time of 64 bits lies between 1677 and
    /// 2262.
    private static func text(_ seconds: Int64) -> [UInt8] {
        let (days, second) = floored(seconds, by: 86400)
        let (year, month, day) = date(days)
        var line = Line()
        line.digits(UInt32(year), count: 4)
        line.put("-")
        line.digits(UInt32(month), count: 2)
        line.put("-")
        line.digits(UInt32(day), count: 2)
        line.put("T")
        line.digits(UInt32(second / 3600), count: 2)
        line.put(":")
        line.digits(UInt32(second / 60 % 60), count: 2)
        line.put(":")
        line.digits(UInt32(second % 60), count: 2)
        line.put(".")
        return line.bytes
    }

    private static func floored(_ value: Int64, by divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    /// Year, month and day of a number of days since 1970-01-01, in years that begin with March, whose leap day is the
    /// last one; 400 years have 146097 days.
    private static func date(_ days: Int64) -> (Int64, Int64, Int64) {
        let (era, day) = floored(days + 719_468, by: 146_097)
        let year = (day - day / 1460 + day / 36524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let isAfterFebruary = month < 10
        return (
            era * 400 + year + (isAfterFebruary ? 0 : 1), isAfterFebruary ? month + 3 : month - 9,
            dayOfYear - (153 * month + 2) / 5 + 1
        )
    }
}

extension Line {
    /// Appends a number with so many digits, at most nine; zeros stand in front.
    mutating func digits(_ value: UInt32, count: Int) {
        var (rest, place) = (value, count)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { digits in
            while place > 0 {
                place -= 1
                digits[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            put(UnsafeRawBufferPointer(digits))
        }
    }
}
