// Patterns for names and objects, and how well they fit.

import SQLAnalysis
import Testing

@testable import Policy

@Test func `stars stand for any characters, also none`() {
    let matching: [(String, [String], [String])] = [
        ("abc", ["abc"], ["", "ab", "abcd", "ABC"]),
        ("*", ["", "a", "a.b"], []),
        ("a*", ["a", "ab"], ["", "ba"]),
        ("*a", ["a", "ba"], ["", "ab"]),
        ("a*a", ["aa", "aba"], ["a", "ab"]),
        ("a*b*c", ["abc", "axbxc", "abcbc"], ["ac", "acb", "abcd"]),
        ("*a*a*", ["aa", "xaya"], ["a", "b"]),
        ("**", ["", "x"], []),
        ("ä*", ["ä", "äx"], ["a", "\u{61}\u{308}"]),
    ]
    for (pattern, good, bad) in matching {
        for text in good { #expect(Glob(pattern).matches(text), "\(pattern) \(text)") }
        for text in bad { #expect(!Glob(pattern).matches(text), "\(pattern) \(text)") }
    }
    #expect(Glob("*").isAny && Glob("**").isAny && !Glob("a*").isAny && !Glob("").isAny)
    #expect(Glob("a").literal == "a" && Glob("a*").literal == nil && Glob(literal: "a*").literal == "a*")
    #expect(Glob(literal: "a*").matches("a*") && !Glob(literal: "a*").matches("ab"))
}

@Test func `names are folded and quoted as in SQL`() throws {
    func parts(_ text: String) -> [String]? { (try? NamePattern.parts(text))?.map(\.description) }
    #expect(parts("public.customer") == ["public", "customer"])
    #expect(parts("*.customer_*") == ["*", "customer_*"])
    #expect(parts("\"A.b\".\"say \"\"hi\"\"\"") == ["A.b", "say \"hi\""])
    #expect(parts("größe$1") == ["größe$1"])
    for bad in ["", ".", "a.", ".a", "a..b", "A", "a b", "a-b", "\"", "\"a", "\"\"", "\"a\"b", "a\"b\"", "a:b", "a;b"] {
        #expect(parts(bad) == nil, "\(bad)")
    }
    let quoted = try NamePattern.parts("\"a*\"")
    #expect(quoted.map(\.literal) == ["a*"])
    #expect(parts(String(repeating: "ä", count: 31)) != nil)
    #expect(parts(String(repeating: "ä", count: 32)) == nil)
}

@Test func `objects fit for certain, possibly, or not`() throws {
    let cases: [(pattern: String, certain: [String], possible: [String], no: [String])] = [
        (
            "public.customer",
            certain: ["public.customer", "view:public.customer", "index:public.customer", "type:public.customer"],
            // No schema; a database in front; a function of that name; the schema itself; parts of the table.
            possible: [
                "customer", "shop.public.customer", "function:public.customer", "schema:public",
                "trigger:public.customer.audit", "column:customer.email", "constraint:pk",
            ],
            no: [
                "public.customers", "billing.customer", "role:customer", "schema:billing",
                "trigger:public.orders.audit",
                "database:public", "setting:public.customer",
            ]
        ),
        (
            "*.customer", certain: ["public.customer", "customer", "view:customer"],
            possible: ["function:customer", "schema:anything", "a.b.customer"], no: ["orders", "role:customer"]
        ),
        (
            "billing.*", certain: ["billing.invoice", "sequence:billing.s"],
            possible: ["invoice", "schema:billing", "procedure:billing.p", "policy:billing.invoice.own"],
            no: ["public.invoice", "schema:public", "extension:billing"]
        ),
        (
            "view:public.v", certain: ["view:public.v"],
            possible: ["view:v", "public.v", "materialized view:public.v"],
            no: ["function:public.v", "schema:public", "type:public.v", "view:public.w"]
        ),
        (
            "function:public.f", certain: ["function:public.f"],
            possible: ["function:f", "procedure:public.f", "aggregate:public.f"], no: ["public.f", "function:other.f"]
        ),
        (
            "trigger:public.*.audit", certain: ["trigger:public.t.audit"],
            possible: ["trigger:t.audit", "trigger:audit"],
            no: ["trigger:billing.t.audit", "rule:public.t.audit", "public.audit"]
        ),
        ("setting:work_mem", certain: ["setting:work_mem"], possible: [], no: ["setting:work", "public.work_mem"]),
        ("setting:app.*", certain: ["setting:app.user"], possible: [], no: ["setting:appuser"]),
        ("role:\"Admin\"", certain: ["role:Admin"], possible: [], no: ["role:admin"]),
        ("file:/tmp/*", certain: ["file:/tmp/a"], possible: [], no: ["file:/etc/passwd", "program:/tmp/a"]),
    ]
    for (text, certain, possible, no) in cases {
        let pattern = try ObjectPattern(text)
        for name in certain { #expect(pattern.fit(object(name)) == .certain, "\(text) \(name)") }
        for name in possible { #expect(pattern.fit(object(name)) == .possible, "\(text) \(name)") }
        for name in no { #expect(!pattern.fit(object(name)).isPossible, "\(text) \(name)") }
    }
}

@Test func `a pattern never fits for certain what it does not possibly fit`() throws {
    let patterns = [
        "public.customer", "*.*", "*.c*", "type:*.*", "view:public.v", "trigger:*.*.*", "schema:*", "setting:a.b",
        "block:*",
    ].compactMap { try? ObjectPattern($0) }
    #expect(patterns.count == 9)
    for pattern in patterns {
        for kind in ObjectKind.allCases {
            for name in ["customer", "public.customer", "a.public.customer"] {
                let fit = pattern.fit(ObjectReference(kind, object(name).name))
                #expect(fit.isPossible || !fit.isCertain)
            }
        }
    }
}
