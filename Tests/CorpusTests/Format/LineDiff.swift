// The difference of two lists of lines, for people.

/// A difference by lines: `-` what was expected, `+` what came, two spaces what is the same.
enum LineDiff {
    /// The difference, one string a line; empty when there is none.
    static func lines(expected: [String], actual: [String]) -> [String] {
        if expected == actual { return [] }
        // The longest common subsequence; expectations are short, so the square of their length is small.
        var length = Array(repeating: Array(repeating: 0, count: actual.count + 1), count: expected.count + 1)
        for i in expected.indices.reversed() {
            for j in actual.indices.reversed() {
                length[i][j] =
                    expected[i] == actual[j]
                    ? length[i + 1][j + 1] + 1 : max(length[i + 1][j], length[i][j + 1])
            }
        }
        var (i, j, result) = (0, 0, [String]())
        while i < expected.count || j < actual.count {
            if i < expected.count, j < actual.count, expected[i] == actual[j] {
                result.append("    \(expected[i])")
                (i, j) = (i + 1, j + 1)
            } else if j == actual.count || (i < expected.count && length[i + 1][j] >= length[i][j + 1]) {
                result.append("  - \(expected[i])")
                i += 1
            } else {
                result.append("  + \(actual[j])")
                j += 1
            }
        }
        return result
    }
}
