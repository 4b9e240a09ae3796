// What is recorded of parameters whose message was too long to be kept whole.

import Audit
import Testing

@testable import Proxy

@Test func `of a message that was cut everything is read that is there, and nothing is made up`() {
    // One format for all (binary), three values: two bytes, NULL, eight bytes.
    let whole =
        Bytes.int16(1) + Bytes.int16(1) + Bytes.int16(3) + Bytes.int32(2) + [1, 2] + Bytes.int32(-1) + Bytes.int32(8)
        + [1, 2, 3, 4, 5, 6, 7, 8]
    let all = [Parameter(.binary, 10..<12), Parameter(.binary, nil), Parameter(.binary, 20..<28)]
    for cut in 0...whole.count {
        var read: [Parameter] = []
        let count = BoundParameters.read(Array(whole[..<cut]).span.bytes, total: whole.count, into: &read)
        #expect(count == (cut < 6 ? nil : 3))
        let complete = [10: 1, 16: 2, 20: 3].filter { $0.key <= cut }.map(\.value).max() ?? 0
        #expect(read.count == complete, "cut at \(cut)")
        #expect(read.map(\.length) == all.prefix(complete).map(\.length))
        for parameter in read { #expect((parameter.range?.upperBound ?? 0) <= cut) }
    }
}

@Test func `lengths that lead beyond the message are not believed`() {
    for length in [5, 0x7FFF_FFFF, -2, -0x8000_0000] {
        let bytes = Bytes.int16(0) + Bytes.int16(1) + Bytes.int32(length) + [1, 2, 3, 4]
        var read: [Parameter] = []
        BoundParameters.read(bytes.span.bytes, total: bytes.count, into: &read)
        #expect(read.allSatisfy { $0.length <= 4 }, "\(length)")
    }
    var read: [Parameter] = []
    BoundParameters.read((Bytes.int16(7) + Bytes.int16(0)).span.bytes, total: 4, into: &read)
    #expect(read == [])
}

@Test func `how many values there are is known by their formats, where those are all that is there`() {
    var read: [Parameter] = []
    let whole = Bytes.int16(300) + [UInt8](repeating: 0, count: 600) + Bytes.int16(300)
    for cut in 2..<whole.count {
        #expect(BoundParameters.read(Array(whole[..<cut]).span.bytes, total: 100_000, into: &read) == 300)
    }
    #expect(BoundParameters.read((Bytes.int16(2) + [0, 0, 0, 0, 0, 3]).span.bytes, total: 8, into: &read) == nil)
}
