// A file that a command writes.

import Glibc

/// A file's path and all of its text.
struct OutputFile: Equatable {
    let path: String
    let text: String

    /// Writes it, over a file that is there; nil when that worked, otherwise what is to be said.
    func write() -> String? {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0o666)
        guard descriptor >= 0 else { return problem(errno) }
        let written = OutputFile.write(text, to: descriptor)
        let number = errno
        return close(descriptor) == 0 && written ? nil : problem(written ? errno : number)
    }

    private func problem(_ number: Int32) -> String {
        let reason = strerror(number).map { String(cString: $0) } ?? "error \(number)"
        return "cannot write \(path.visible): \(reason)"
    }

    /// Writes all of a text; false when that failed.
    static func write(_ text: String, to descriptor: Int32) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                if count < 0, errno == EINTR { continue }
                if count < 0 { return false }
                done += count
            }
            return true
        }
    }
}
