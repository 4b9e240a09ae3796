// Whole files, read and written by the programs that libFuzzer drives.

import Glibc

/// Reading and writing.
public enum File {
    /// The bytes of a file; nil when it cannot be read.
    public static func read(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    /// Writes a file; says so on standard error when it cannot be written.
    public static func write(_ text: String, to path: String) {
        guard let file = fopen(path, "w") else { return complain("cannot write `\(path)`") }
        fputs(text, file)
        fclose(file)
    }

    /// Says something on standard error, at once.
    public static func complain(_ text: String) {
        let line = Array("Fuzz: \(text)\n".utf8)
        _ = Glibc.write(STDERR_FILENO, line, line.count)
    }
}
