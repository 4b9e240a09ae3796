// What a query or an item of FROM gives out, and which protected columns that comes from.

/// The protected columns that a value is computed from, by their places in `Protection.all`.
struct Taint: Equatable, Sendable {
    private(set) var places: Set<Int> = []

    /// Of nothing protected.
    static let none = Taint()

    var isEmpty: Bool { places.isEmpty }

    /// Of one column.
    init(_ place: Int) { places = [place] }

    init() {}

    mutating func add(_ other: Taint) {
        if other.isEmpty { return }
        places.formUnion(other.places)
    }

    func union(_ other: Taint) -> Taint {
        var both = self
        both.add(other)
        return both
    }
}

/// A column that is given out.
struct MaskOutput: Equatable, Sendable {
    /// Its name; nil when it is not known what PostgreSQL calls it.
    let name: String?
    let taint: Taint
    /// Whether it is a column that may not be named, under whatever name it has here.
    var isDenied = false
}

/// The columns that a query or an item of FROM gives out.
struct MaskOutputs: Equatable, Sendable {
    /// In order, as far as they are known.
    var columns: [MaskOutput] = []
    /// There may be others, and these come from what is told here; nil when there are none.
    var others: Taint?

    /// Something of which only is known where it comes from.
    static func unknown(_ taint: Taint) -> MaskOutputs { MaskOutputs(others: taint) }

    /// All of them together, as a whole row has them.
    var whole: Taint { columns.reduce(others ?? .none) { $0.union($1.taint) } }

    /// What columns of this name come from; nil when there is none for certain.
    func column(_ name: String) -> Taint? {
        var found: Taint?
        for column in columns where column.name == nil || column.name == name {
            // One without a known name may be it.
            if column.name == nil, column.taint.isEmpty { continue }
            found = (found ?? .none).union(column.taint)
        }
        return found
    }

    /// Whether a column of this name may not be named.
    func denies(_ name: String) -> Bool { columns.contains { $0.isDenied && $0.name == name } }

    /// What the column at a place, from 1, comes from.
    func column(at number: Int) -> Taint {
        others == nil && columns.indices.contains(number - 1) ? columns[number - 1].taint : whole
    }

    /// The same under other names, by position; the names behind these stay.
    func renamed(_ names: [String]) -> MaskOutputs {
        guard !names.isEmpty else { return self }
        guard others == nil else {
            let taint = whole
            return MaskOutputs(columns: names.map { MaskOutput(name: $0, taint: taint) }, others: taint)
        }
        var renamed = self
        for (place, name) in names.enumerated() where renamed.columns.indices.contains(place) {
            renamed.columns[place] = MaskOutput(
                name: name,
                taint: columns[place].taint,
                isDenied: columns[place].isDenied
            )
        }
        return renamed
    }

    /// Those of two queries whose rows are put together, under the names of the first.
    func merged(_ other: MaskOutputs) -> MaskOutputs {
        guard others == nil, other.others == nil, columns.count == other.columns.count else {
            let taint = whole.union(other.whole)
            return MaskOutputs(columns: columns.map { MaskOutput(name: $0.name, taint: taint) }, others: taint)
        }
        return MaskOutputs(
            columns: zip(columns, other.columns).map {
                MaskOutput(name: $0.name, taint: $0.taint.union($1.taint), isDenied: $0.isDenied || $1.isDenied)
            }
        )
    }

    /// Those of two items side by side.
    func beside(_ other: MaskOutputs) -> MaskOutputs {
        let unknown = others.map { $0.union(other.others ?? .none) } ?? other.others
        return MaskOutputs(columns: columns + other.columns, others: unknown)
    }
}
