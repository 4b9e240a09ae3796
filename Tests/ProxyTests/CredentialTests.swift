// Credentials come from where the policy says, and show themselves nowhere.

import Foundation
import Glibc
import Policy
import Testing

@testable import Proxy

@Suite("Credentials", .serialized)
struct CredentialTests {
    private func text(_ secret: Secret) -> String { secret.withBytes { String(decoding: $0, as: UTF8.self) } }

    private func problem(_ source: CredentialSource, _ store: CredentialStore = CredentialStore()) -> String? {
        do throws(ConfigurationProblem) {
            _ = try store.read(source)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("a file's first line, without its end")
    func file() throws {
        let folder = try Folder()
        for (content, password) in [
            ("secret\n", "secret"), ("secret", "secret"), ("secret\r\nnote", "secret"),
            (" with spaces \n", " with spaces "),
        ] {
            try folder.write("p", content)
            #expect(text(try CredentialStore().read(.file(path: folder.file("p")))) == password)
        }
        for (content, why) in [("", "is empty"), ("\nsecret", "is empty"), ("a\u{0}b\n", "a byte of zero")] {
            try folder.write("p", content)
            let said = try #require(problem(.file(path: folder.file("p"))))
            #expect(said.contains("SG9020") && said.contains(why) && !said.contains("secret"))
        }
        #expect(problem(.file(path: folder.file("gone")))?.contains("no such file") == true)
        #expect(problem(.file(path: folder.path))?.contains("is a directory") == true)
    }

    @Test("a variable of the environment is read once and is then nowhere in it")
    func environment() throws {
        let canary = "canary-\(UUID().uuidString)"
        setenv("SQLGUARD_TEST_CREDENTIAL", canary, 1)
        let store = CredentialStore()
        #expect(text(try store.read(.environment(name: "SQLGUARD_TEST_CREDENTIAL"))) == canary)
        #expect(getenv("SQLGUARD_TEST_CREDENTIAL") == nil)
        #expect(try run(["env"]).output.contains(canary) == false)
        #expect(text(try store.read(.environment(name: "SQLGUARD_TEST_CREDENTIAL"))) == canary)
        #expect(problem(.environment(name: "SQLGUARD_TEST_CREDENTIAL"))?.contains("it is not set") == true)
        setenv("SQLGUARD_TEST_CREDENTIAL", "", 1)
        #expect(problem(.environment(name: "SQLGUARD_TEST_CREDENTIAL"))?.contains("it is empty") == true)
        unsetenv("SQLGUARD_TEST_CREDENTIAL")
    }

    @Test("a credential of the systemd unit, and nothing outside of its folder")
    func systemd() throws {
        let folder = try Folder()
        try folder.write("shop", "from systemd\n")
        #expect(problem(.systemd(name: "shop"))?.contains("CREDENTIALS_DIRECTORY is not set") == true)
        setenv("CREDENTIALS_DIRECTORY", folder.path, 1)
        defer { unsetenv("CREDENTIALS_DIRECTORY") }
        #expect(text(try CredentialStore().read(.systemd(name: "shop"))) == "from systemd")
        for name in ["../shop", "..", ".", "a/b"] {
            #expect(problem(.systemd(name: name))?.contains("no file name") == true)
        }
    }
}
