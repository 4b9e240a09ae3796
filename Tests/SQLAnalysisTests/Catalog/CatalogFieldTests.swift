// No field can be forgotten: reflection finds the fields of every type of the catalog, the file has to have them.

import Testing

@testable import SQLAnalysis

@Suite("Catalog fields")
struct CatalogFieldTests {
    /// What reflection sees of a value: names and contents of its stored properties.
    private func fields(_ value: Any) -> [String: String] {
        var found: [String: String] = [:]
        for child in Mirror(reflecting: value).children { found[child.label ?? "?"] = String(describing: child.value) }
        return found
    }

    /// Looks whether every field of `filled` differs from that of a blank value, and has a key of its own in the file.
    ///
    /// `hidden` are fields that hold others, `more` the keys that one field has beside its own.
    private func check<Record: CatalogRecord>(
        _ filled: Record,
        apart: [(Any, Any)] = [],
        hidden: Set<String> = [],
        more: Int = 0
    ) {
        var count = 0
        for (value, blank) in [(filled as Any, Record.blank as Any)] + apart {
            let (set, unset) = (fields(value), fields(blank))
            #expect(set.keys == unset.keys)
            for (name, content) in set where !hidden.contains(name) {
                #expect(content != unset[name], "\(Record.self).\(name) is not set in FilledCatalog")
                count += 1
            }
        }
        guard case .object(let members) = RecordWriter.json(filled) else { return }
        #expect(members.count == count + more, "\(Record.self): fields and keys of the file do not agree")
        #expect(Set(members.map(\.name)).count == members.count)
    }

    @Test("every field of every type is set in the filled catalog and has a key in the file")
    func all() {
        check(FilledCatalog.relation)
        check(
            FilledCatalog.column,
            apart: [(FilledCatalog.column.details, CatalogColumn.blank.details)],
            hidden: ["shared"]
        )
        check(FilledCatalog.field)
        check(FilledCatalog.expression)
        check(FilledCatalog.index)
        check(FilledCatalog.partitionKey)
        check(FilledCatalog.sequenceOwner)
        check(FilledCatalog.columnRead)
        check(FilledCatalog.viewOptions)
        check(FilledCatalog.statistics)
        check(FilledCatalog.check)
        check(FilledCatalog.foreignKey)
        check(FilledCatalog.trigger)
        check(FilledCatalog.rule)
        check(FilledCatalog.rowSecurity)
        check(FilledCatalog.policy)
        check(FilledCatalog.type)
        check(FilledCatalog.routine)
        check(FilledCatalog.operator)
        // The method and its function.
        check(FilledCatalog.cast, more: 1)
        check(FilledCatalog.language)
        check(FilledCatalog.server)
    }

    @Test("every field of the snapshot itself is written, and makes a difference")
    func snapshot() throws {
        let whole = FilledCatalog.snapshot()
        // Indexes over what is listed.
        let names = Set(fields(whole).keys).subtracting(["lazyLinks"])
        guard case .object(let members) = RecordWriter.json(CatalogParts(whole)) else { return }
        #expect(Set(members.map(\.name)).subtracting(["format", "version"]) == names)
        for name in names { #expect(FilledCatalog.snapshot(without: name) != whole, "\(name)") }
        #expect(FilledCatalog.snapshot(without: "no such field") == whole)
    }
}
