// Files and standard input as bytes, never more of them than the limit.

import Glibc
import SQLAnalysis

/// Reads a whole file, up to a limit.
enum InputFile {
    /// The bytes of a file by its path; `-` is standard input.
    ///
    /// Throws SG9009 when it cannot be read, and `tooLarge` with a message when it has more than `limit` bytes, of
    /// which no more are read than one over the limit.
    static func read(_ path: String, limit: Int, tooLarge: Code) throws(Refusal) -> [UInt8] {
        if path == "-" { return try read(STDIN_FILENO, "standard input", limit: limit, tooLarge: tooLarge) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw unreadable(path.visible, errno) }
        defer { close(descriptor) }
        return try read(descriptor, path.visible, limit: limit, tooLarge: tooLarge)
    }

    private static func read(
        _ descriptor: Int32,
        _ name: String,
        limit: Int,
        tooLarge: Code
    ) throws(Refusal) -> [UInt8] {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(name, errno) }
        let kind = status.st_mode & S_IFMT
        if kind == S_IFDIR { throw unreadable(name, EISDIR) }
        let isPlain = kind == S_IFREG
        if isPlain, status.st_size > limit { throw excess(name, limit, tooLarge) }
        var bytes: [UInt8] = []
        // One byte more than a plain file has, so that its end is seen by the read that follows the whole.
        var room = isPlain ? min(Int(status.st_size), limit) + 1 : chunkBytes
        while true {
            let (more, count) = chunk(descriptor, room)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(name, errno) }
            guard count > 0 else { return bytes }
            guard bytes.count + count <= limit else { throw excess(name, limit, tooLarge) }
            if bytes.isEmpty { bytes = more } else { bytes += more }
            room = chunkBytes
        }
    }

    private static let chunkBytes = 65536

    /// The bytes of one read, and what it returned.
    private static func chunk(_ descriptor: Int32, _ room: Int) -> ([UInt8], Int) {
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            result = Glibc.read(descriptor, buffer.baseAddress, room)
            count = max(0, result)
        }
        return (bytes, result)
    }

    private static func unreadable(_ name: String, _ number: Int32) -> Refusal {
        let reason = strerror(number).map { String(cString: $0) } ?? "error \(number)"
        return Refusal(.unreadableFile, "cannot read \(name): \(reason.lowercasedFirst)")
    }

    private static func excess(_ name: String, _ limit: Int, _ code: Code) -> Refusal {
        Refusal(code, "\(name) has more than \(limit) bytes")
    }
}

extension String {
    /// The same text beginning with a small letter.
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
