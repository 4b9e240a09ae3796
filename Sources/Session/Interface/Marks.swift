// What a text does to the names of its session, and to the protocol.

import SQLAnalysis

/// What a text does to the names of its session and to the protocol, as its statements tell.
struct Marks: Sendable {
    /// A statement of the text that binds, takes away or uses a name, by its place.
    struct NameUse: Sendable, Equatable {
        let statement: Int
        /// The name; nil for all.
        let name: String?
    }
    /// How many statements the text has.
    var statements: Int32 = 0
    /// COPY may take over the conversation.
    var mayCopy = false
    /// What is left of the trust in the catalog afterwards.
    var catalogDoubt = CatalogDoubt.none
    /// A statement may do what earlier ones of its transaction have left to do: check constraints, run cursors.
    var concernsEarlier = false
    /// Names that PREPARE binds.
    var prepares: [NameUse] = []
    /// Prepared statements that DEALLOCATE and DISCARD ALL take away.
    var deallocates: [NameUse] = []
    /// Prepared statements that are executed.
    var executes: [String] = []
    /// Cursors that DECLARE makes.
    var declares: [NameUse] = []
    /// Cursors that FETCH and MOVE use.
    var fetches: [NameUse] = []
    /// Cursors that CLOSE and DISCARD ALL take away.
    var closes: [NameUse] = []
    /// What the text does, when it is one statement that PREPARE would take; nil otherwise.
    var preparable: [Effect]?

    private static let verbsForEarlier: Set<String> = [
        "COMMIT", "PREPARE TRANSACTION", "SET CONSTRAINTS", "CALL", "DO", "EXECUTE", "FETCH", "MOVE",
    ]

    /// Whether no name is bound, used or taken away.
    private(set) var isPlain = true
    /// Whether something is to be done when statements of the text complete.
    private(set) var concernsNames = false

    /// Reads the statements of a text.
    init(_ statements: [StatementOutcome]) {
        self.statements = Int32(clamping: statements.count)
        for (place, statement) in statements.enumerated() {
            guard case .analysed(let analysis) = statement else {
                // Should it run all the same, it may do anything.
                catalogDoubt = .byStatement
                mayCopy = true
                concernsEarlier = true
                continue
            }
            if analysis.verb == "COPY" { mayCopy = true }
            if Self.verbsForEarlier.contains(analysis.verb) { concernsEarlier = true }
            take(analysis.binding, at: place)
            executes += analysis.executes
            for effect in analysis.effects { catalogDoubt = max(catalogDoubt, effect.catalogDoubt) }
            if statements.count == 1, analysis.isPreparable { preparable = analysis.effects }
        }
        concernsNames = !(prepares.isEmpty && deallocates.isEmpty && declares.isEmpty && closes.isEmpty)
        isPlain = !concernsNames && fetches.isEmpty && executes.isEmpty
    }

    private mutating func take(_ binding: SessionBinding?, at place: Int) {
        switch binding {
        case .prepare(let name): prepares.append(NameUse(statement: place, name: name))
        case .deallocate(let name): deallocates.append(NameUse(statement: place, name: name))
        case .declareCursor(let name): declares.append(NameUse(statement: place, name: name))
        case .useCursor(let name): fetches.append(NameUse(statement: place, name: name))
        case .closeCursor(let name): closes.append(NameUse(statement: place, name: name))
        case .discardAll:
            deallocates.append(NameUse(statement: place, name: nil))
            closes.append(NameUse(statement: place, name: nil))
        case .execute, nil: return
        }
    }
}

extension [Marks.NameUse] {
    /// The uses of one statement; all of them stand in the order of the statements.
    func of(_ statement: Int) -> ArraySlice<Marks.NameUse> {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if self[middle].statement < statement { low = middle + 1 } else { high = middle }
        }
        return self[low...].prefix { $0.statement == statement }
    }
}
