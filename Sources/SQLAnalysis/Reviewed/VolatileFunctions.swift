// The harmless functions of PostgreSQL 15 that give another value at each call.

/// The names in `pg_proc` of schema `pg_catalog` that are volatile and reviewed as harmless.
enum VolatileFunctions {
    /// Whether a harmless function of this name may give another value at each call.
    static func contains(_ name: some StringProtocol) -> Bool { table[name] != nil }

    /// The names.
    static let groups: [NameGroup<Bool>] = [
        NameGroup(true, "clock_timestamp gen_random_uuid random timeofday")
    ]

    private static let table = NameTable(groups)
}
