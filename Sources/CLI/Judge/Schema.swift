// The file that `--schema` names: DDL or a catalog, told apart by what is in it.

import Policy
import Proxy
import SQLAnalysis

/// A schema file that was read.
struct Schema: Sendable {
    let path: String
    let catalog: CatalogSnapshot
    /// Statements that were left out, each with its place, code and message.
    let notes: [Note]

    /// Something about a schema file that its user should know.
    struct Note: Equatable, Sendable {
        let line: Int
        let column: Int
        let code: Code
        let message: String
    }

    /// Reads a file of either form; `-` is standard input.
    ///
    /// Throws SG9009 for a file that cannot be read, SG9011 for DDL with a statement that does not parse, and what
    /// `CatalogFile` throws for a catalog that is not right; the message names file, line and column.
    static func read(_ path: String, _ reader: StatementReader) throws(Refusal) -> Schema {
        let bytes = try InputFile.read(path, limit: CatalogFile.maxBytes, tooLarge: .unreadableFile)
        let name = path == "-" ? "standard input" : path
        do throws(Refusal) {
            if CatalogFile.looksLikeOne(bytes) {
                return Schema(path: name, catalog: try CatalogFile.read(bytes), notes: [])
            }
            return try readDefinitions(bytes, name, reader)
        } catch {
            let place = LineTable(bytes).position(ofByte: error.range?.start ?? 0)
            throw Refusal(error.code, "\(name):\(place.line):\(place.column): \(error.message)", hint: error.hint)
        }
    }

    /// Asks the server of a database of a policy. Throws SG9024 when there is no such database, or no answer.
    static func ask(_ name: String, of policy: PolicyFile, _ reader: StatementReader) throws(Refusal) -> Schema {
        guard let database = policy.databases.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
            throw Refusal(.catalogNotLoaded, "the policy has no database \(name)")
        }
        return Schema(path: "the server of \(name)", catalog: try LiveCatalog.load(database, reader: reader), notes: [])
    }

    private static func readDefinitions(
        _ bytes: [UInt8],
        _ name: String,
        _ reader: StatementReader
    ) throws(Refusal) -> Schema {
        // pg_dump: pg_backup_archiver.c, the first bytes of an archive.
        guard !bytes.starts(with: Array("PGDMP".utf8)) else {
            throw Refusal(
                .invalidValue,
                "neither DDL nor a catalog: an archive of pg_dump",
                hint: "dump with `pg_dump --schema-only --format=plain`"
            )
        }
        let loaded: LoadedCatalog
        do throws(Refusal) {
            loaded = try CatalogLoader(reader).load(bytes, digest: Schema.digest)
        } catch {
            let hint = "a schema is what `pg_dump --schema-only` prints, or what `sqlguard catalog convert` makes of it"
            throw Refusal(error.code, error.message, at: error.range, hint: error.hint ?? hint)
        }
        let findings = loaded.report.findings
        let lines = LineTable(findings.isEmpty ? [] : bytes)
        let notes = findings.map { finding in
            let place = lines.position(ofByte: finding.range?.start ?? 0)
            return Note(line: place.line, column: place.column, code: finding.code, message: finding.message)
        }
        return Schema(path: name, catalog: loaded.snapshot, notes: notes)
    }

    /// Names the bytes of a file: 64 bits, in hexadecimal digits.
    ///
    /// Eight bytes at a time, because a schema has millions of them; each step has an inverse, so that two files of one
    /// length that differ within eight bytes never have the same.
    private static func digest(_ bytes: [UInt8]) -> String {
        let prime: UInt64 = 0x9e37_79b9_7f4a_7c15
        var hash = UInt64(bytes.count)
        func mix(_ word: UInt64) {
            hash = (hash ^ word) &* prime
            hash ^= hash >> 32
        }
        let raw = bytes.span.bytes
        let words = bytes.count / 8
        for place in 0..<words {
            mix(UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: place * 8, as: UInt64.self)))
        }
        mix(bytes[(words * 8)...].reduce(0) { $0 << 8 | UInt64($1) })
        let digits = String(hash &* prime, radix: 16)
        return "schema-" + String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// What a person should know of a schema file before trusting what is said about it.
    var warning: String {
        notes.map { "\(path):\($0.line):\($0.column): \($0.code.name) \($0.message)".visible + "\n" }.joined()
    }
}

extension Schema.Note {
    var json: JSON {
        .members([
            "line": .integer(line), "column": .integer(column), "code": .string(code.name),
            "message": .string(message),
        ])
    }
}
