// What came of exercising one input, and where it is noted.

/// What came of exercising one input.
public struct WireReport: Sendable, Equatable {
    /// How it ended, in one word without spaces, for counting.
    public let ending: String
    /// Promises that were not kept, in words; empty when all is well.
    public let wrong: [String]
}

/// The promises that were not kept for one input.
struct Promises {
    private(set) var wrong: [String] = []

    /// Notes `complaint` unless `holds`.
    mutating func that(_ holds: Bool, _ complaint: @autoclosure () -> String) {
        if !holds { wrong.append(complaint()) }
    }

    /// Notes what others have found.
    mutating func take(_ others: [String]) { wrong += others }

    /// The report with this ending.
    func report(_ ending: String) -> WireReport { WireReport(ending: ending, wrong: wrong) }
}
