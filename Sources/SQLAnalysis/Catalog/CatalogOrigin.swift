// Where a snapshot comes from, which says what it means that something is not in it, and what a server says of itself.

/// Where a snapshot comes from.
public enum CatalogOrigin: String, Sendable, CaseIterable {
    /// DDL text: what is not listed may exist all the same, such as the objects of extensions.
    case definitions
    /// A server's own catalogs, read whole: at that moment nothing else existed outside of `pg_catalog` and
    /// `information_schema`.
    case server
}

/// What a server says of itself, as far as it decides how text is read.
public struct CatalogServer: Sendable, Equatable {
    /// `server_version_num`, such as 150018.
    public var version: Int
    /// `server_encoding` of the database, such as `UTF8`.
    public var encoding: String
    /// `lc_ctype` of the database, such as `C.UTF-8`: how letters are folded.
    public var characterType: String

    /// Names a server's version and its database's encoding.
    public init(version: Int, encoding: String, characterType: String) {
        self.version = version
        self.encoding = encoding
        self.characterType = characterType
    }
}

/// A procedural language.
public struct CatalogLanguage: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// TRUSTED: what is written in it has no more rights than its caller's statements.
    public var isTrusted: Bool

    /// Builds a language.
    public init(_ name: String, isTrusted: Bool) {
        self.name = name
        self.isTrusted = isTrusted
    }
}
