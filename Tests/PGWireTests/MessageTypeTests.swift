// Message types are told apart by one byte.

import PGWire
import Testing

@Suite("Message types")
struct MessageTypeTests {
    @Test("each type is the letter that the protocol gives it")
    func letters() {
        let frontend = String(decoding: FrontendMessageType.allCases.map(\.rawValue), as: UTF8.self)
        #expect(frontend == "QPBDECHSFdcfXp")
        let backend = String(decoding: BackendMessageType.allCases.map(\.rawValue), as: UTF8.self)
        #expect(backend == "RvKSZTDCIs123ntENAGHWdcV")
    }
}
