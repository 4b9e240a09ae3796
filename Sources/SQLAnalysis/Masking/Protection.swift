// Everything that is protected of a database for one principal, with what follows from it.

/// The protected columns of a database: those that are named, and those that follow from them.
///
/// A class, because one is shared by everything that is decided under it.
public final class Protection: Sendable, Equatable {
    /// What was asked for.
    public let columns: [ProtectedColumn]

    /// Protects columns of a database; without a catalog nothing is known of it, and every relation may show them.
    public init(_ columns: [ProtectedColumn], in catalog: CatalogSnapshot?) {
        self.columns = columns
    }

    /// Whether nothing is protected.
    public var isEmpty: Bool { columns.isEmpty }

    /// Whether a result's column comes straight from a protected one, as the server's RowDescription tells: column 0 is
    /// the whole row.
    public func isProtected(table: OID, column: Int16) -> Bool { false }

    /// Whether two protect the same.
    public static func == (left: Protection, right: Protection) -> Bool { left === right }
}
