// Files that a configuration names, read whole and never more of them than is allowed.

import Glibc

/// Why a file could not be read.
struct FileProblem: Error, Equatable {
    /// The reason, in the system's words.
    let reason: String

    init(_ reason: String) { self.reason = reason }

    /// The reason of an error of the system.
    init(number: Int32) { reason = systemError(number) }
}

/// What the system calls an error, beginning with a small letter.
func systemError(_ number: Int32) -> String {
    let words = strerror(number).map { String(cString: $0) } ?? "error \(number)"
    return words.prefix(1).lowercased() + words.dropFirst()
}

/// A file of a bounded size.
enum SmallFile {
    /// The bytes of a file.
    static func read(_ path: String, maxBytes: Int) throws(FileProblem) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw FileProblem(number: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileProblem(number: errno) }
        if status.st_mode & S_IFMT == S_IFDIR { throw FileProblem(number: EISDIR) }
        // One byte more than is allowed tells whether there are more.
        var bytes = [UInt8](repeating: 0, count: maxBytes + 1)
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileProblem(number: errno) }
            if count == 0 { break }
            filled += count
        }
        guard filled <= maxBytes else { throw FileProblem("it has more than \(maxBytes) bytes") }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }
}
