// What a bare word looks like to readers of YAML.

import Testing

@testable import Policy

@Test func `bare words mean what the strictest reader of YAML takes them for`() {
    let meanings: [PlainMeaning: [String]] = [
        .null: ["", "~", "null", "Null", "NULL"],
        .boolean: ["y", "Y", "yes", "YES", "n", "No", "true", "False", "on", "On", "OFF", "tRue"],
        .number: [
            "0", "7", "-1", "+1", "007", "08", "1_000", "0x1F", "0xff", "0b101", "0o17", "1.5", "1.", ".5", "-.5",
            "1e3",
            "1.5e-3", "1E9", ".inf", "-.INF", ".NaN", "1:30", "190:20:30", "190:20:30.15", "685_230.15",
        ],
        .timestamp: ["2001-12-14", "2001-1-1", "2001-12-14T21:59:43.10-05:00", "2001-12-14 21:59:43"],
        .text: [
            "a", "yess", "nullify", "nul", "-", "+", ".", "..", "_1", "1a", "a1", "0x", "0xg", "1-2", "10.0.0.1",
            "1:300",
            "1:2a", "::1", "v1", "e3", "1e", "1e+", "2001-12", "2001-12-141", "20011-1-1", "2001-12-14x", "in f", "10m",
            "no-op", "on-call", "oui", "ＯＮ",
        ],
    ]
    for (meaning, words) in meanings {
        for word in words { #expect(PlainMeaning(word) == meaning, "\(word)") }
    }
}

@Test func `edit distance counts insertions, removals, replacements and swaps`() {
    func distance(_ left: String, _ right: String) -> Int {
        editDistance(Array(left.unicodeScalars), Array(right.unicodeScalars))
    }
    #expect(distance("", "") == 0)
    #expect(distance("", "abc") == 3)
    #expect(distance("match", "mtach") == 1)
    #expect(distance("deny", "denny") == 1)
    #expect(distance("permit", "prmit") == 1)
    #expect(distance("kitten", "sitting") == 3)
    #expect(nearestWord(to: "exmept", among: ["kind", "exempt"]) == "exempt")
    #expect(nearestWord(to: "Match", among: ["match"]) == "match")
    #expect(nearestWord(to: "xyz", among: ["kind", "exempt"]) == nil)
    #expect(nearestWord(to: "x", among: ["y"]) == "y")
    #expect(nearestWord(to: String(repeating: "x", count: 65), among: ["x"]) == nil)
}
