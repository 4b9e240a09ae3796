// A secret does not show itself.

import Testing

@testable import Proxy

@Suite("Secret")
struct SecretTests {
    @Test("neither printing nor dumping a secret shows it")
    func hidden() {
        let secret = Secret(Array("hunter2".utf8))
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped] { #expect(!text.contains("hunter2")) }
        #expect(!dumped.contains("104"))
    }
}
