// Everything that is protected of a database for one principal, with what follows from it.

/// The protected columns of a database: those that are named, and those that follow from them.
///
/// A class, because one is shared by everything that is decided under it.
public final class Protection: Sendable, Equatable {
    /// What was asked for.
    public let columns: [ProtectedColumn]
    /// The numbers of the named ones, by the numbers of their tables, as far as the catalog knows them.
    private let numbers: [OID: Set<Int16>]

    /// Protects columns of a database; without a catalog nothing is known of it, and every relation may show them.
    public init(_ columns: [ProtectedColumn], in catalog: CatalogSnapshot?) {
        self.columns = columns
        var numbers: [OID: Set<Int16>] = [:]
        for protected in columns {
            guard let relation = catalog?.relations[protected.column.relation], let table = relation.oid,
                let number = relation.column(protected.column.column)?.number
            else { continue }
            numbers[table, default: []].insert(number)
        }
        self.numbers = numbers
    }

    /// Whether nothing is protected.
    public var isEmpty: Bool { columns.isEmpty }

    /// Whether a result's column comes straight from a protected one, as the server's RowDescription tells: column 0 is
    /// the whole row.
    public func isProtected(table: OID, column: Int16) -> Bool {
        guard let protected = numbers[table] else { return false }
        return column == 0 || protected.contains(column)
    }

    /// Whether two protect the same.
    public static func == (left: Protection, right: Protection) -> Bool { left === right }
}
