// Names in layers are what a dictionary of them would be, and their versions share what they have in common.

import Testing

@testable import SQLAnalysis

@Suite("Names in layers")
struct NameLayersTests {
    @Test("they hold what a dictionary would, whatever is put in and taken away", arguments: 1...20)
    func same(seed: UInt64) {
        var random = Dice(state: seed)
        var layers = NameLayers<Int>()
        var plain: [String: Int] = [:]
        var former = (layers, plain)
        for turn in 0..<400 {
            let name = "n\(Int.random(in: 0..<40, using: &random))"
            let value: Int? = Int.random(in: 0..<3, using: &random) == 0 ? nil : turn / 50
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

/// Numbers that are the same in every run.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    // Steele, Lea, Flood: SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
