// Catalog files with something changed somewhere; corpus/catalog/problems.test has the single mistakes, with their places.

import Testing

@testable import SQLAnalysis

@Suite("Catalog file problems")
struct CatalogFileProblemTests {
    private func refusal(_ bytes: [UInt8]) -> Refusal? {
        do throws(Refusal) {
            _ = try CatalogFile.read(bytes)
            return nil
        } catch { return error }
    }

    @Test("a file that is cut anywhere is refused, never read in part")
    func cut() throws {
        let text = Array(try CatalogFile.text(of: FilledCatalog.snapshot()).utf8)
        for end in 0..<text.count - 2 { #expect(refusal(Array(text[..<end])) != nil) }
        #expect(refusal(Array(text.dropLast(1))) == nil)
    }

    @Test("a file with one byte changed is refused, or says something else, or the same in other words")
    func changed() throws {
        let snapshot = FilledCatalog.snapshot()
        let text = Array(try CatalogFile.text(of: snapshot).utf8)
        var different = 0
        for place in text.indices {
            for byte in [0x20, 0x22, 0x30, 0x5D] as [UInt8] where text[place] != byte {
                var changed = text
                changed[place] = byte
                guard let read = try? CatalogFile.read(changed) else { continue }
                let isSpace = byte == 0x20 && [0x0A, 0x20].contains(text[place])
                if read == snapshot { #expect(isSpace, "\(place) \(byte)") } else { different += 1 }
            }
        }
        #expect(different > 20)
    }

    @Test("a member left out or put in is noticed at every place")
    func members() throws {
        let whole = RecordWriter.json(CatalogParts(FilledCatalog.snapshot()))
        var put = 0
        for (changed, left) in whole.changedOnce() {
            let read = try? CatalogFile.read(Array(changed.text.utf8))
            if let left {
                // Without an optional member it is another snapshot, unless it is refused.
                #expect(read != FilledCatalog.snapshot(), "\(left)")
                if ["format", "epoch", "origin", "kind", "strategy"].contains(left) { #expect(read == nil, "\(left)") }
            } else {
                #expect(read == nil)
                put += 1
            }
        }
        #expect(put > 40)
    }
}

extension JSON {
    /// The value with one member too many in one of its objects, or one too few, whose name stands beside it.
    fileprivate func changedOnce() -> [(JSON, String?)] {
        switch self {
        case .null, .bool, .integer, .string: return []
        case .array(let elements):
            return elements.indices.flatMap { index in
                elements[index].changedOnce().map { changed, left in
                    var elements = elements
                    elements[index] = changed
                    return (.array(elements), left)
                }
            }
        case .object(let members):
            var results: [(JSON, String?)] = [(.object(members + [Member(name: "more", value: .null)]), nil)]
            for index in members.indices {
                var less = members
                less.remove(at: index)
                results.append((.object(less), members[index].name))
                results += members[index].value.changedOnce().map { changed, left in
                    var members = members
                    members[index] = Member(name: members[index].name, value: changed)
                    return (.object(members), left)
                }
            }
            return results
        }
    }
}
