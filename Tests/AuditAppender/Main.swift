// A process that appends records as fast as it can, to be killed by tests; it says what has been written.

import Audit
import Foundation

/// `AuditAppender FOLDER WRITERS SECONDS [SEGMENT-BYTES [FILE-LIMIT]]`: appends to as many logs at the same time, and
/// prints `WRITER SEQ` each time a write has returned. With FILE-LIMIT no file can grow beyond so many bytes, so that
/// writes are cut short and fail as on a full disk; then it goes on. Ends by itself after some seconds, with status 0;
/// with 3 when the folder cannot be used.
@main
struct Appender {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst(2).compactMap { Int($0) }
        guard CommandLine.arguments.count >= 4, arguments.count >= 2 else { exit(2) }
        var options = AuditOptions()
        if arguments.count > 2 { options.segmentBytes = arguments[2] }
        if arguments.count > 3 { limitFiles(arguments[3]) }
        let audit: AuditFolder
        do throws(AuditFailure) {
            audit = try AuditFolder(path: CommandLine.arguments[1], writers: arguments[0], options: options)
        } catch { fail(error) }
        let end = WallTime.now().nanoseconds + Int64(arguments[1]) * 1_000_000_000
        let threads = (0..<arguments[0]).map { writer in
            let thread = Thread { append(audit, writer, until: end) }
            thread.start()
            return thread
        }
        while !threads.allSatisfy(\.isFinished) { usleep(1000) }
    }

    private static func limitFiles(_ bytes: Int) {
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    }

    private static func append(_ audit: AuditFolder, _ writer: Int, until end: Int64) {
        do throws(AuditFailure) {
            var log = try audit.openLog(writer: writer, at: .now())
            var parts = SessionIdentity.Parts(session: "s\(writer)", clientAddress: "127.0.0.1:50000")
            parts.user = Array("ada".utf8)
            let session = SessionIdentity(parts)
            let judgement = Judgement(.permit, rules: [], codes: [], policyEpoch: "p", catalogEpoch: nil)
            var number: UInt64 = 0
            while WallTime.now().nanoseconds < end {
                for _ in 0..<Int.random(in: 1...4) {
                    number += 1
                    // Now and then one that takes many pages, so that a kill finds the system in the middle of a write.
                    let count = Int.random(in: 0..<12) == 0 ? Int.random(in: 0..<60_000) : Int.random(in: 0..<200)
                    let text = [UInt8](repeating: 0x61, count: count)
                    log.append(
                        Intent(time: .now(), session: session, number: number, exchange: .query, judgement: judgement),
                        statement: text.span.bytes
                    )
                }
                do throws(AuditFailure) {
                    try log.write()
                    say("\(writer) \(log.writtenRecords)\n")
                } catch {
                    // The next write begins another segment.
                }
            }
            try log.close(at: .now())
            say("\(writer) \(log.writtenRecords)\n")
        } catch { fail(error) }
    }

    private static func say(_ text: String) {
        let bytes = Array(text.utf8)
        guard write(STDOUT_FILENO, bytes, bytes.count) == bytes.count else { exit(2) }
    }

    private static func fail(_ failure: AuditFailure) -> Never {
        FileHandle.standardError.write(Data("\(failure)\n".utf8))
        exit(3)
    }
}
