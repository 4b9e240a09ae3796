// A snapshot as a file: one JSON document, described by docs/schema/catalog-v1.schema.json.

/// The file form of a snapshot. Equal snapshots give equal bytes; reading gives the snapshot that was written, or nothing.
public enum CatalogFile {
    /// The first member's value, by which such a file is known.
    public static let format = "sqlguard-catalog"
    /// The version of the form: a new one when a member goes or changes its meaning.
    public static let version = 1
    /// No larger file is read.
    public static let maxBytes = 64 << 20
    /// No file of this form is as deep.
    private static let maxDepth = 24
    /// What fits into so many bytes stands on one line.
    private static let width = 140

    /// The file, which ends with a line feed.
    ///
    /// Throws SG9007 and SG9013 for a snapshot whose file could not be read, such as one with an index on a column that it
    /// does not list.
    public static func text(of snapshot: CatalogSnapshot) throws(Refusal) -> String {
        var parts = CatalogParts(snapshot)
        let integrity = CatalogIntegrity(parts, collecting: true)
        if let fault = integrity.faults.first { throw Refusal(fault.code, "\(fault.path): \(fault.message)") }
        parts.unlisted = integrity.unlisted
        let text = RecordWriter.json(parts).text(fitting: width) + "\n"
        let readAgain: CatalogSnapshot
        do throws(Refusal) {
            readAgain = try read(Array(text.utf8))
        } catch {
            throw Refusal(error.code, error.message)
        }
        guard readAgain == snapshot else { throw Refusal(.invalidValue, "a value that a catalog file cannot hold") }
        return text
    }

    /// Whether a text is meant to be a catalog file and not DDL: it begins with a brace or bracket, as no SQL does.
    public static func looksLikeOne(_ text: [UInt8]) -> Bool {
        let afterMark = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...]
        switch afterMark.first(where: { !$0.isSpace }) {
        case UInt8(ascii: "{"), UInt8(ascii: "["): return true
        case .some, nil: return false
        }
    }

    /// Reads a file.
    ///
    /// Throws SG9001 for what is not JSON, SG9002, SG9003, SG9004, SG9006 and SG9007 for keys and values that the form does
    /// not have, SG9008 for another version, SG9013 for a name that the file does not explain, SG9014 for a file that is
    /// too large or too deep, SG2002 and SG2003 for bytes that are not UTF-8 without NUL. The range is one of `text`.
    public static func read(_ text: [UInt8]) throws(Refusal) -> CatalogSnapshot {
        let document = try JSONDocument(text, maxBytes: maxBytes, maxDepth: maxDepth)
        try checkFormat(document)
        let parts = try RecordReader.record(CatalogParts.self, document, 0)
        if let fault = CatalogIntegrity(parts).faults.first {
            throw Refusal(
                fault.code,
                "\(fault.path): \(fault.message)",
                at: document.range(document.entry(fault.steps))
            )
        }
        return parts.snapshot
    }

    /// What a file says of itself comes first, so that a file of another kind or version is called so and is not read as
    /// one that is full of mistakes.
    private static func checkFormat(_ document: JSONDocument) throws(Refusal) {
        let entries = document.entries
        func isString(_ index: Int, _ text: StaticString) -> Bool {
            entries[index].kind == .string && document.isString(index, text)
        }
        guard entries[0].kind == .object, entries[0].next > 2, isString(1, "format"), isString(2, "sqlguard-catalog")
        else {
            throw Refusal(
                .invalidValue,
                "neither DDL nor a catalog: a catalog begins with {\"format\": \"\(format)\"",
                at: SourceRange(document.range(0).start, document.range(0).start + 1)
            )
        }
        let version = document.entry([.key("version")])
        guard version != 0, entries[version].kind == .integer, document.integer(version) != self.version else { return }
        throw Refusal(
            .unsupportedVersion,
            "version: this sqlguard reads version \(self.version)",
            at: document.range(version)
        )
    }
}
