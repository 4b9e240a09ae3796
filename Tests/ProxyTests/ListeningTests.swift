// Addresses are bound before anything is served, and a taken one is an error that names it.

import Foundation
import Glibc
import SQLAnalysis
import Testing

@testable import Policy
@testable import Proxy

@Suite("Listening")
struct ListeningTests {
    private func problem(_ body: () throws(ConfigurationProblem) -> Void) -> ConfigurationProblem? {
        do throws(ConfigurationProblem) {
            try body()
            return nil
        } catch {
            return error
        }
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    @Test("a socket has the permissions that the policy gives it, and goes when it is closed")
    func permissions() throws {
        let folder = try Folder()
        for (name, permissions) in [("a", mode_t(0o600)), ("b", 0o660)] {
            let socket = try ListeningSocket.bind(path: folder.file(name), permissions: permissions)
            #expect(mode(folder.file(name)) == permissions)
            socket.file?.remove()
            close(socket.descriptor)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test("a socket that a dead process left is replaced, one on which somebody answers is not")
    func stale() throws {
        let folder = try Folder()
        let path = folder.file("s")
        let first = try ListeningSocket.bind(path: path, permissions: 0o600)
        let taken = problem { () throws(ConfigurationProblem) in
            _ = try ListeningSocket.bind(path: path, permissions: 0o600)
        }
        #expect(taken == ConfigurationProblem(.addressUnavailable, "cannot listen on \(path): address already in use"))
        close(first.descriptor)
        let second = try ListeningSocket.bind(path: path, permissions: 0o600)
        // The one that is gone must not take the file of its successor with it.
        first.file?.remove()
        #expect(mode(path) == 0o600)
        close(second.descriptor)
    }

    @Test("what is no socket is left alone")
    func other() throws {
        let folder = try Folder()
        try folder.write("s", "precious")
        let refused = problem { () throws(ConfigurationProblem) in
            _ = try ListeningSocket.bind(path: folder.file("s"), permissions: 0o600)
        }
        #expect(refused?.code == .addressUnavailable)
        #expect(try folder.read("s") == "precious")
    }

    @Test("a name is bound at each of its addresses, and :: leaves IPv4's port free")
    func addresses() throws {
        let any = try ListeningSocket.bind(listener("::", 0))
        #expect(any.count == 1)
        let port = try #require(boundPort(any[0].descriptor))
        let plain = try ListeningSocket.bind(listener("0.0.0.0", port))
        #expect(plain.count == 1)
        let taken = problem { () throws(ConfigurationProblem) in
            _ = try ListeningSocket.bind(listener("127.0.0.1", port))
        }
        #expect(
            taken
                == ConfigurationProblem(
                    .addressUnavailable,
                    "cannot listen on 127.0.0.1:\(port): address already in use"
                )
        )
        for socket in any + plain { close(socket.descriptor) }
    }

    private func listener(_ host: String, _ port: Int) -> Listener {
        Listener(address: .tcp(host: host, port: port), tls: nil, permissions: .owner)
    }

    private func boundPort(_ descriptor: Int32) -> Int? { try? Loopback.port(of: descriptor) }
}
