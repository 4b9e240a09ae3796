// The valid word that a misspelt one was most likely meant to be.

/// The candidate with the smallest edit distance from a word, when it is near enough to be meant; the first of equals.
func nearestWord(to word: String, among candidates: [String]) -> String? {
    // Longer words are not misspelt keys, and the distance costs the product of the lengths.
    guard word.utf8.count <= 64 else { return nil }
    let given = Array(word.lowercased().unicodeScalars)
    var best: (word: String, distance: Int)?
    for candidate in candidates {
        let distance = editDistance(given, Array(candidate.lowercased().unicodeScalars))
        let limit = max(1, min(given.count, candidate.count) / 3)
        if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
}

/// How many characters must be inserted, removed, replaced or swapped with their neighbour to get from one to the
/// other.
func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, leftScalar) in left.enumerated() {
        var current = [row + 1]
        for (column, rightScalar) in right.enumerated() {
            var cost = min(
                current[column] + 1,
                last[column + 1] + 1,
                last[column] + (leftScalar == rightScalar ? 0 : 1)
            )
            if row > 0, column > 0, leftScalar == right[column - 1], left[row - 1] == rightScalar {
                cost = min(cost, beforeLast[column - 1] + 1)
            }
            current.append(cost)
        }
        (beforeLast, last) = (last, current)
    }
    return last[right.count]
}
