// A secret does not show itself.

import Testing

@testable import Proxy

@Suite("Secret")
struct SecretTests {
    @Test("neither printing nor dumping a secret shows it")
    func hidden() throws {
        var bytes = Array("hunter2".utf8)
        let secret = try Secret(taking: &bytes)
        #expect(bytes.isEmpty)
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped] { #expect(!text.contains("hunter2")) }
        #expect(!dumped.contains("104"))
    }
}
