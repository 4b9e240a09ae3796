// Names in layers are what a dictionary of them would be, and their versions share what they have in common.

import Testing

@testable import SQLAnalysis

@Suite("Names in layers")
struct NameLayersTests {
    @Test("they hold what a dictionary would, whatever is put in and taken away", arguments: 1...20)
    func same(seed: UInt64) {
        // Knuth, TAOCP 3.3.4: a linear congruential generator, of which the upper bits are used.
        var state = seed
        func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var layers = NameLayers<Int>()
        var plain: [String: Int] = [:]
        var former = (layers, plain)
        for turn in 0..<400 {
            let name = "n\(below(40))"
            let value: Int? = below(3) == 0 ? nil : turn / 50
            layers[name] = value
            plain[name] = value
            #expect(layers.count == plain.count)
            #expect(layers.isEmpty == plain.isEmpty)
            #expect(layers.names == Set(plain.keys))
            #expect((0..<40).allSatisfy { layers["n\($0)"] == plain["n\($0)"] })
            #expect((layers == former.0) == (plain == former.1))
            if turn % 7 == 0 { former = (layers, plain) }
        }
        // In another order it is the same.
        var again = NameLayers<Int>()
        for (name, value) in plain.sorted(by: { $0.key > $1.key }) { again[name] = value }
        #expect(again == layers)
    }

    @Test("what was taken away does not stay")
    func forgets() {
        var layers = NameLayers<Int>()
        layers["stays"] = 1
        for turn in 0..<10_000 {
            layers["n\(turn)"] = turn
            layers["n\(turn)"] = nil
            #expect(layers.layers.reduce(0) { $0 + $1.count } < 8)
        }
        layers["stays"] = nil
        #expect(layers.layers.isEmpty)
    }

    @Test("all versions of ten thousand names together keep a few names for each")
    func shared() {
        var layers = NameLayers<Int>()
        var versions: [NameLayers<Int>] = []
        for turn in 0..<10_000 {
            layers["n\(turn)"] = turn
            versions.append(layers)
            #expect(layers.layers.count <= 14)
        }
        var kept: [ObjectIdentifier: Int] = [:]
        for version in versions {
            for layer in version.layers { kept[ObjectIdentifier(layer)] = layer.count }
        }
        #expect(kept.values.reduce(0, +) <= 10_000 * 15)
        #expect(versions[5_000].count == 5_001)
        #expect(versions[5_000]["n5001"] == nil)
    }
}
