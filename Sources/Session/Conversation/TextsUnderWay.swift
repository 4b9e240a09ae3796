// The texts of requests under way that change or use names in SQL, and the names that they may change.

/// A queue of texts. What a name may come to is known without a look at each of them.
struct TextsUnderWay {
    private var texts = Ring<Prepared?>(filler: nil)
    private var statements = CountedNames()
    private var prepared = CountedNames()
    private var portals = CountedNames()

    /// Whether there is none.
    var isEmpty: Bool { texts.isEmpty }
    /// How many there are.
    var count: Int { texts.count }
    /// The one whose request is answered first; nil when there is none.
    var first: Prepared? { texts.first ?? nil }

    /// Adds one at the end.
    mutating func append(_ text: Prepared) {
        texts.append(text)
        let marks = text.judgement.marks
        guard marks.concernsNames else { return }
        prepared.add(marks.prepares)
        statements.add(marks.prepares)
        statements.add(marks.deallocates)
        portals.add(marks.declares)
        portals.add(marks.closes)
    }

    /// Takes the first one away; nil when there is none.
    @discardableResult
    mutating func popFirst() -> Prepared? {
        guard let text = texts.popFirst() ?? nil else { return nil }
        let marks = text.judgement.marks
        guard marks.concernsNames else { return text }
        prepared.remove(marks.prepares)
        statements.remove(marks.prepares)
        statements.remove(marks.deallocates)
        portals.remove(marks.declares)
        portals.remove(marks.closes)
        return text
    }

    /// Whether a prepared statement's name may stand for something else once they have run.
    func change(statement name: String) -> Bool { statements.contains(name) }

    /// Whether a name may stand for a prepared statement of SQL once they have run, whatever it stands for now.
    func prepare(_ name: String) -> Bool { prepared.contains(name) }

    /// Whether a portal's name may stand for something else once they have run.
    func change(portal name: String) -> Bool { portals.contains(name) }
}

/// Names, each as often as it was added.
private struct CountedNames {
    private var counts: [String: Int] = [:]
    /// How often all names at once were added.
    private var all = 0

    mutating func add(_ uses: [Marks.NameUse]) {
        for use in uses {
            if let name = use.name { counts[name, default: 0] += 1 } else { all += 1 }
        }
    }

    mutating func remove(_ uses: [Marks.NameUse]) {
        for use in uses {
            guard let name = use.name else {
                all -= 1
                continue
            }
            let left = (counts[name] ?? 1) - 1
            counts[name] = left > 0 ? left : nil
        }
    }

    func contains(_ name: String) -> Bool { all > 0 || counts[name] != nil }
}
