// `sqlguard user hash` makes verifiers that the policy reads and that a login succeeds with.

import Policy
import Testing

@testable import PGWire

@Suite("sqlguard user hash")
struct UserHashTests {
    private func hash(_ input: String, _ options: [String] = []) throws -> Run {
        try run([Gateway.program, "user", "hash"] + options, input: input)
    }

    @Test("the first line is the password, and the salt is another each time")
    func verifier() throws {
        let first = try hash("secret\nand a note\n")
        #expect(first.status == 0 && first.errors.isEmpty)
        let text = String(first.output.dropLast())
        let verifier = try #require(SCRAMVerifier(text))
        let again = SCRAMSecret(password: Array("secret".utf8), salt: verifier.salt, iterations: verifier.iterations)
        #expect(again?.storedKey == verifier.storedKey && again?.serverKey == verifier.serverKey)
        #expect(verifier.iterations == 4096)
        #expect(try hash("secret").output != first.output)
        #expect(
            try SCRAMVerifier(String(hash("secret\r\n", ["--iterations", "5000"]).output.dropLast()))?.iterations
                == 5000
        )
    }

    @Test("what is no password is said to be none, and is not shown")
    func refused() throws {
        for (input, options) in [
            ("", []), ("\nsecret", []), ("sec\u{0}ret\n", []), ("secret\n", ["--iterations", "4095"]),
            ("secret\n", ["--iterations", "1000001"]), (String(repeating: "secret", count: 500), []),
        ] as [(String, [String])] {
            let answer = try hash(input, options)
            #expect(answer.status == 2 && answer.output.isEmpty && !answer.errors.isEmpty)
            #expect(!answer.errors.contains("secret"))
        }
    }
}
