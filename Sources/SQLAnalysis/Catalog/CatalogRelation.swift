// Relations: tables, views, sequences and what belongs to them.

/// How long a relation lasts.
public enum CatalogPersistence: String, Sendable, CaseIterable {
    case permanent
    /// Not in the write-ahead log.
    case unlogged
    /// For one session.
    case temporary
}

/// What a view is beside its query.
public struct CatalogViewOptions: Sendable, Equatable {
    /// WITH CHECK OPTION.
    public enum Check: String, Sendable, CaseIterable {
        case local, cascaded
    }
    /// `security_barrier`: nothing of the outer query is computed before the view's own conditions.
    public var isSecurityBarrier = false
    /// `security_invoker`: the rights of the caller count, not those of the view's owner.
    public var isSecurityInvoker = false
    /// WITH CHECK OPTION; nil without.
    public var check: Check?

    /// No options.
    public init() {}
}

/// The column that a sequence belongs to and goes with.
public struct CatalogSequenceOwner: Sendable, Equatable {
    /// The table.
    public var table: QualifiedName
    /// The column.
    public var column: String

    /// Names a column.
    public init(table: QualifiedName, column: String) {
        self.table = table
        self.column = column
    }
}

/// Columns of one relation that a view's query reads.
public struct CatalogColumnRead: Sendable, Equatable {
    /// The relation.
    public var relation: QualifiedName
    /// Its columns; `.none` when only rows count, as in `count(*)`.
    public var columns: Columns

    /// Names columns of a relation.
    public init(_ columns: Columns, of relation: QualifiedName) {
        self.columns = columns
        self.relation = relation
    }
}

/// A relation: table, view, materialized view, foreign table, sequence, or partitioned table.
public struct CatalogRelation: Sendable, Equatable {
    /// Schema and name.
    public var name: QualifiedName
    /// `table`, `view`, `materializedView`, `foreignTable` or `sequence`.
    public var kind: ObjectKind
    /// Columns in order.
    public var columns: [CatalogColumn]
    /// False when there may be columns that are not listed, such as those of a view's `*` over a table that is not known.
    public var columnsAreKnown = true
    /// How long it lasts.
    public var persistence = CatalogPersistence.permanent
    /// Its indexes, with primary key, unique and exclusion constraints.
    public var indexes: [CatalogIndex] = []
    /// Its CHECK constraints; those of inherited tables hold too and are not repeated.
    public var checks: [CatalogCheck] = []
    /// Foreign keys of this table.
    public var foreignKeys: [CatalogForeignKey] = []
    /// Its triggers.
    public var triggers: [CatalogTrigger] = []
    /// Its rules.
    public var rules: [CatalogRule] = []
    /// Whether row security is on.
    public var rowSecurity = CatalogRowSecurity()
    /// Its policies.
    public var policies: [CatalogPolicy] = []
    /// Its extended statistics.
    public var statistics: [CatalogStatistics] = []
    /// Tables it inherits from; the one that it is a partition of.
    public var parents: [QualifiedName] = []
    /// PARTITION BY; set for partitioned tables.
    public var partitionKey: CatalogPartitionKey?
    /// Set for partitions.
    public var partitionBound: CatalogPartitionBound?
    /// OF: the composite type that gives the columns.
    public var rowType: QualifiedName?
    /// For views and materialized views: what the query mentions; nil for views whose query is not known.
    public var query: CatalogExpression?
    /// For views.
    public var viewOptions = CatalogViewOptions()
    /// For sequences: the column that it belongs to.
    public var ownedBy: CatalogSequenceOwner?
    /// For foreign tables: the server.
    public var server: String?
    /// Its number; nil when it is not known.
    public var oid: OID?
    /// The number of its row type; nil when it is not known or the relation has none.
    public var rowTypeOID: OID?
    /// The role that owns it; nil when it is not known. A view reads with its owner's rights.
    public var owner: String?
    /// Numbers of columns that were dropped, in order: no column has them again. Nil when they are not known.
    public var droppedColumns: [Int16]?
    /// How many rows it had when that was last counted (`reltuples`); nil when it is not known, which is never 0.
    public var rowEstimate: Int?
    /// For views and materialized views: the query as `pg_get_viewdef` prints it with an empty search path; nil when it is
    /// not known. It may hold values of literals.
    public var definition: String?
    /// For views and materialized views: the columns that the query reads of each relation (`pg_depend`); nil when that
    /// is not known, and then it may be every column of what `query` lists.
    public var columnReads: [CatalogColumnRead]?

    /// Builds a relation.
    public init(_ name: QualifiedName, kind: ObjectKind, columns: [CatalogColumn] = []) {
        self.name = name
        self.kind = kind
        self.columns = columns
    }

    /// The column of that name.
    public func column(_ name: String) -> CatalogColumn? { columns.first { $0.name == name } }

    /// Relations that a view or materialized view reads, resolved where the snapshot knows them.
    public var reads: [QualifiedName] { query?.relations ?? [] }

    /// The primary key.
    public var primaryKey: CatalogIndex? { indexes.first { $0.role == .primaryKey } }

    /// Column sets, each sorted, in which no two rows of this table have equal values: of the primary key, unique
    /// constraints and unique indexes that cover every row. They say nothing about tables that inherit from this one.
    public var uniqueKeys: [[String]] { indexes.filter(\.isKey).map { $0.columns.sorted() } }

    /// Whether it is a partition.
    public var isPartition: Bool { partitionBound != nil }

    /// The name of a part of this relation: constraint, index, trigger, rule, policy or column.
    public func part(_ part: String) -> QualifiedName {
        QualifiedName(catalog: name.schema, schema: name.name, part)
    }
}
