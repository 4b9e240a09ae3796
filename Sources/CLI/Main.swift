// Where the process begins and ends: the only place that writes.

import Glibc
import SQLAnalysis

/// The command `sqlguard`.
@main
enum Main {
    static func main() {
        // A reader that goes away (`| head`) is an end of writing like any other, not a signal.
        signal(SIGPIPE, SIG_IGN)
        // So is a file that may not grow further (ulimit -f): the write fails, and records are gone on with elsewhere.
        signal(SIGXFSZ, SIG_IGN)
        openStandardDescriptors()
        // This thread lives as long as the process. Where this fails, the parser's threads read everything, which takes
        // longer and gives the same.
        try? ReadingInPlace.registerThread()
        var answer = Program(arguments: .ofThisProcess(), surroundings: .ofThisProcess()).answer()
        if let problem = answer.file?.write() { answer = .usage(problem) }
        let written = write(answer.errors, to: STDERR_FILENO) && write(answer.output, to: STDOUT_FILENO)
        withExtendedLifetime(answer) { exit(written ? $0.status.rawValue : ExitStatus.usage.rawValue) }
    }

    /// Opens /dev/null in the place of a standard descriptor that the caller closed: otherwise the first file that is
    /// read would take its number.
    private static func openStandardDescriptors() {
        while true {
            let descriptor = open("/dev/null", O_RDWR)
            if descriptor > STDERR_FILENO { close(descriptor) }
            if descriptor < 0 || descriptor > STDERR_FILENO { return }
        }
    }

    /// Writes all of a text; false when that failed for another reason than that nobody reads it any more.
    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        OutputFile.write(text, to: descriptor) || errno == EPIPE
    }
}
