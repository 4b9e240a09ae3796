// All cases of utility statements, in the order of docs/classes.md.

/// Statements with their expected lowering.
enum UtilityCases {
    /// Headings of docs/classes.md, and the cases under them.
    static let sections: [(title: String, cases: [UtilityCase])] = [
        ("Queries and writes", queries), ("Tables, views, indexes, sequences, schemas", tables),
        ("ALTER TABLE and its siblings", alterTable), ("DROP, COMMENT, RENAME, OWNER, SET SCHEMA", objects),
        ("Roles, grants, policies", privileges), ("Functions, triggers, operators, types, extensions", code),
        ("Settings, transactions, cursors, EXPLAIN, COPY, maintenance", session),
        ("Databases, tablespaces, foreign data, replication", server),
    ]

    static var all: [UtilityCase] { sections.flatMap(\.cases) }
}
