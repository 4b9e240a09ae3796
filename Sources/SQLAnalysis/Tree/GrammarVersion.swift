// Which PostgreSQL's grammar the texts are read with.

/// The grammar of the linked libpg_query, for people and for the check against a server.
public enum GrammarVersion {
    /// The major version of PostgreSQL that it was taken from, such as 15.
    public static var major: Int { Grammar.versionNumber / 10000 }
}
