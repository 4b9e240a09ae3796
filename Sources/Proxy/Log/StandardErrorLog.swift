// The log on standard error: one line for each event, with a constant message and the data beside it.

import Glibc
import Logging

/// Writes `TIME LEVEL MESSAGE name=value ...`. What comes from outside stands in quotes with its control characters
/// escaped, so that no client can write a line of its own.
struct StandardErrorLog: LogHandler {
    var metadataProvider: Logger.MetadataProvider?
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level

    init(level: Logger.Level) { logLevel = level }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line = "\(Self.now()) \(event.level.rawValue) \(event.message)"
        let given = metadata.merging(event.metadata ?? [:]) { _, later in later }
        for (name, value) in given.sorted(by: { $0.key < $1.key }) {
            line += " \(name)=\(LogText.shown(value.description))"
        }
        Self.write(line + "\n")
    }

    /// The time of the day in UTC, by milliseconds.
    private static func now() -> String {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return "\(LogText.moment(time.tv_sec)).\(LogText.digits(Int32(time.tv_nsec / 1_000_000), 3))Z"
    }

    /// Writes a line in one call, so that lines of several threads do not mix.
    private static func write(_ line: String) {
        var line = line
        line.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let count = Glibc.write(STDERR_FILENO, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                if count < 0, errno == EINTR { continue }
                // A log that cannot be written is no reason to stop serving.
                if count <= 0 { return }
                done += count
            }
        }
    }
}
