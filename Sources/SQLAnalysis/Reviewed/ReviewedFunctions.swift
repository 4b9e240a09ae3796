// The functions of PostgreSQL 15's pg_catalog, each reviewed once for what calling it does.

/// Every name in `pg_proc` of schema `pg_catalog` in PostgreSQL 15, with the worst class of its overloads.
///
/// Volatility played no part in the review: `table_to_xml` is STABLE and reads whole tables. What a type's own functions
/// do is not a matter of this list: `to_json` may call a cast and `max` a comparison that belong to a user's type.
public enum ReviewedFunctions {
    /// What calling the function, aggregate or window function does; nil when the name was not reviewed.
    ///
    /// Only for names that are unqualified or qualified with `pg_catalog`, folded as PostgreSQL folds them.
    public static func classOf(_ name: some StringProtocol) -> FunctionClass? { table[name] }

    /// The review as written, the classes that act before the harmless ones.
    static var groups: [NameGroup<FunctionClass>] {
        acting + catalog + machinery + typeMachinery + everyday + operators
    }

    private static let table = NameTable(groups)
}
