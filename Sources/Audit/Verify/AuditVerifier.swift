// Looks whether the records of a folder, or of some files, are the ones that were written.

import Glibc

/// Verifies records. It holds no line in memory and takes no lock, so it may run beside the one that writes.
public enum AuditVerifier {
    /// Verifies everything in a folder. `known` are records that someone has noted to be there.
    ///
    /// Throws when the folder cannot be read; what is wrong with a file of it is a finding.
    public static func verify(folder path: String, known: Set<KnownRecord> = []) throws(AuditFailure) -> Verification {
        let number = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw .folder(path: path, .last) }
        let folder = Descriptor(number, path: path)
        // The heads come first: records that are written meanwhile come after what they name.
        let names = try FolderFiles.names(in: folder)
        var heads: [Int: Head] = [:]
        for name in names {
            if let writer = Head.writer(name) { heads[writer] = read(name, writer, folder) }
        }
        let segments = try FolderFiles.names(in: folder).compactMap(SegmentName.init)
        let writers = Set(segments.map(\.writer)).union(heads.keys).union(known.map(\.writer))
        var result = Verification()
        var mostWriters = 0
        for writer in writers.sorted() {
            var known = known.filter { $0.writer == writer }
            if let position = heads[writer]?.position, position.seq > 0 {
                known.insert(KnownRecord(writer: writer, position))
            }
            let files = segments.filter { $0.writer == writer }.sorted().map { ($0, "\(path)/\($0.text)") }
            let walk = walk(writer, files, known) { openat(folder.number, $0.name.text, flags | O_NOFOLLOW) }
            mostWriters = max(mostWriters, walk.writersOfRuns)
            result.chains.append(walk.chain)
            for finding in walk.findings { result.add(finding) }
            let head = heads[writer]
            let place = head.flatMap { walk.segments[KnownRecord(writer: writer, $0.position)] }
            if head == nil || place != nil && place != head?.segment {
                result.add(Finding(file: path, line: nil, what: .missingHead(writer: writer)))
            }
        }
        for writer in 0..<mostWriters where !writers.contains(writer) {
            result.add(Finding(file: path, line: nil, what: .missingWriter(writer)))
        }
        for name in names where name != "lock" && Head.writer(name) == nil && SegmentName(name) == nil {
            result.add(Finding(file: "\(path)/\(name)", line: nil, what: .strangeFile))
        }
        return result
    }

    /// Verifies segments wherever they are; those of a writer have to follow each other.
    public static func verify(files paths: [String], known: Set<KnownRecord> = []) -> Verification {
        var result = Verification()
        var segments: [SegmentName: String] = [:]
        for path in paths {
            guard let name = SegmentName(path.split(separator: "/").last.map(String.init) ?? "") else {
                result.add(Finding(file: path, line: nil, what: .strangeFile))
                continue
            }
            segments[name] = path
        }
        for writer in Set(segments.keys.map(\.writer)).sorted() {
            let files = segments.filter { $0.key.writer == writer }.sorted { $0.key < $1.key }.map {
                ($0.key, $0.value)
            }
            let walk = walk(writer, files, known.filter { $0.writer == writer }) { open($0.path, flags) }
            result.chains.append(walk.chain)
            for finding in walk.findings { result.add(finding) }
        }
        return result
    }

    private static let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK

    private static func walk(
        _ writer: Int,
        _ files: [(name: SegmentName, path: String)],
        _ known: Set<KnownRecord>,
        _ open: ((name: SegmentName, path: String)) -> Int32
    ) -> ChainWalk {
        var walk = ChainWalk(writer: writer, known: known)
        for (name, path) in files {
            do throws(AuditFailure) {
                let number = open((name, path))
                guard number >= 0 else { throw .file(path: path, .last) }
                try walk.walk(Descriptor(number, path: path), name)
            } catch {
                walk.fail(error, path)
            }
        }
        walk.finish()
        return walk
    }

    private static func read(_ name: String, _ writer: Int, _ folder: Descriptor) -> Head? {
        let number = openat(folder.number, name, flags | O_NOFOLLOW)
        guard number >= 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: Head.byteCount + 1)
        let file = Descriptor(number, path: name)
        guard let count = try? file.read(at: 0, bytes.count, into: &bytes) else { return nil }
        return Head(Array(bytes[..<count]), writer: writer)
    }
}
