// Parameters read from the bytes of a Bind message.

import Testing

@testable import Audit

@Suite("Parameters of Bind")
struct BindTests {
    func read(_ bytes: [UInt8]) -> [Parameter] {
        var parameters = [Parameter(.text, nil)]
        let count = BoundParameters.read(bytes.span.bytes, total: bytes.count, into: &parameters)
        #expect(parameters.count <= count ?? 0)
        return parameters
    }

    @Test("no format code, one for all, or one for each")
    func formats() {
        let values: [UInt8] = [0, 2, 0, 0, 0, 1, 0x37, 0xFF, 0xFF, 0xFF, 0xFF]
        #expect(read([0, 0] + values) == [Parameter(.text, 8..<9), Parameter(.text, nil)])
        #expect(read([0, 1, 0, 1] + values) == [Parameter(.binary, 10..<11), Parameter(.binary, nil)])
        #expect(read([0, 2, 0, 1, 0, 0] + values) == [Parameter(.binary, 12..<13), Parameter(.text, nil)])
        #expect(read([0, 0, 0, 0]) == [])
        #expect(read([0, 1, 0, 1, 0, 0]) == [])
    }

    @Test(
        "nothing is made up where the bytes are no Bind",
        arguments: [
            [], [0], [0, 0], [0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 1, 0, 0, 0, 1], [0, 0, 0, 1, 0, 0, 0, 1, 0x61, 0],
            [0, 0, 0, 1, 0xFF, 0xFF, 0xFF, 0xFE], [0, 0, 0, 1, 0x7F, 0xFF, 0xFF, 0xFF], [0, 1, 0, 2, 0, 1, 0, 0, 0, 0],
            [0, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0], [0, 1, 0, 2, 0, 0, 0], [0xFF, 0xFF, 0, 0], [0, 0, 0, 0, 0],
        ] as [[UInt8]]
    )
    func refused(bytes: [UInt8]) {
        #expect(read(bytes).allSatisfy { $0.range == 8..<9 })
    }

    @Test("no bytes make it trap, and what is read lies in them")
    func anyBytes() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<20000 {
            let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in
                [0, 0, 0, 1, 2, 4, 0xFF].randomElement(using: &random) ?? UInt8.random(in: 0...255, using: &random)
            }
            for parameter in read(bytes) {
                if let range = parameter.range { #expect(range.upperBound <= bytes.count) }
            }
        }
    }
}
