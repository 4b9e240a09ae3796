// The lists of operators and types, and the table that all reviewed lists are looked up in.

import Testing

@testable import SQLAnalysis

@Suite("Reviewed names")
struct ReviewedNamesTests {
    @Test("every operator, type, keyword and function of a kind stands once, in its sorted place, and is found")
    func once() {
        for (groups, found, count) in [
            (ReviewedOperators.groups, { ReviewedOperators.contains($0) }, 74),
            (ReviewedTypes.groups, { (name: String) in ReviewedTypes.contains(name) }, 191),
            (ReviewedKeywords.groups, { (name: String) in ReviewedKeywords.contains(name) }, 151),
            (SetReturningFunctions.groups, { SetReturningFunctions.contains($0) }, 79),
            (VolatileFunctions.groups, { VolatileFunctions.contains($0) }, 4),
        ] {
            for group in groups {
                #expect(group.names == group.names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
            }
            let names = groups.flatMap(\.names)
            #expect(Set(names).count == names.count)
            #expect(names.count == count)
            #expect(names.filter { !found($0) } == [])
        }
    }

    @Test("what is said of a function is said of one that is reviewed")
    func functions() {
        let names = (SetReturningFunctions.groups + VolatileFunctions.groups).flatMap(\.names)
        #expect(names.filter { ReviewedFunctions.classOf($0) == nil } == [])
        #expect(VolatileFunctions.groups.flatMap(\.names).filter { ReviewedFunctions.classOf($0) != .harmless } == [])
    }

    @Test("operators of the language are known")
    func operators() {
        let used = ["=", "<>", "<", "<=", "||", "+", "~~", "!~~*", "->>", "@>", "&&", "@@", "|/", "-|-", "?|", "~<=~"]
        #expect(used.filter { !ReviewedOperators.contains($0) } == [])
    }

    @Test("any other operator is somebody's own")
    func otherOperators() {
        let other = ["", "!=", "<<<", "==", "===", "=>", "<%", "%>", "<->>", "~~~", "\u{1FEF}", "||=", "!", "@#@"]
        #expect(other.filter { ReviewedOperators.contains($0) } == [])
    }

    @Test("types that the grammar and people write are known")
    func types() {
        let used = """
            bit bool bpchar char float4 float8 int2 int4 int8 interval numeric time timestamp timestamptz timetz varbit
            varchar bytea cstring date inet json jsonb money name oid record refcursor regclass serial text tsvector
            unknown uuid void xml bigserial int4range anyelement _int4 _text
            """
        #expect(used.split(whereSeparator: \.isWhitespace).filter { !ReviewedTypes.contains($0) } == [])
    }

    @Test("any other type is somebody's own")
    func otherTypes() {
        let other = ["", "INT4", "integer", "patient", "hstore", "geometry", "citext", "pg_class", "_patient", "text "]
        #expect(other.filter { ReviewedTypes.contains($0) } == [])
    }

    @Test("a name that comes twice keeps its first value")
    func first() {
        let table = NameTable([NameGroup(1, "a  b\nc"), NameGroup(2, "b d")])
        #expect(["a", "b", "c", "d", "e", "", " "].map { table[$0] } == [1, 1, 1, 2, nil, nil, nil])
    }

    @Test("an empty table has no names")
    func empty() {
        #expect(NameTable<Int>([])["a"] == nil)
        #expect(NameGroup(1, "").names == [])
        #expect(NameGroup(1, "\n one ").names == ["one"])
    }
}
