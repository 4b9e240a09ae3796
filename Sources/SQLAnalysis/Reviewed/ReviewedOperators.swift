// The names of PostgreSQL 15's own operators.

/// Every name in `pg_operator` of schema `pg_catalog` in PostgreSQL 15; an operator with another name is somebody's own.
public enum ReviewedOperators {
    /// Whether `pg_catalog` has operators of this name; they all only compute with their operands.
    ///
    /// `<>` is meant also where the text says `!=`: the lexer makes it one.
    public static func contains(_ name: some StringProtocol) -> Bool { table[name] != nil }

    /// The names, by what they are used for.
    static let groups: [NameGroup<Bool>] = [
        // Comparison; *= and its kin compare the images of rows, ~<~ and its kin text byte by byte.
        NameGroup(true, "*< *<= *<> *= *> *>= < <= <> = > >= ~<=~ ~<~ ~>=~ ~>~"),
        // Arithmetic, bits, roots.
        NameGroup(true, "# % & * + - / << >> @ ^ | |/ ||/ ~"),
        // Text: concatenation, prefix, LIKE and regular expressions with their negations.
        NameGroup(true, "!~ !~* !~~ !~~* ^@ || ~* ~~ ~~*"),
        // Text search; !! negates a query.
        NameGroup(true, "!! && @@ @@@"),
        // Ranges, arrays, network addresses.
        NameGroup(true, "&< &> -|- <<= <@ >>= @>"),
        // JSON.
        NameGroup(true, "#- #> #>> -> ->> ? ?& ?| @?"),
        // Geometry: positions, distances, intersections.
        NameGroup(true, "## &<| <-> <<| <^ >^ ?# ?- ?-| ?|| @-@ |&> |>> ~="),
    ]

    private static let table = NameTable(groups)
}
