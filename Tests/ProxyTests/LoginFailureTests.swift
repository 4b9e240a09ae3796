// Failed logins by their origins: how many are too many, and what of it is kept.

import Foundation
import NIOCore
import Testing

@testable import Proxy

@Suite("Failed logins")
struct LoginFailureTests {
    private let second: UInt64 = 1_000_000_000
    private let bound = LoginFailures.Bound(most: 3, windowNanoseconds: 60_000_000_000)

    private func ipv4(_ number: UInt32) -> ClientOrigin { .ipv4(number) }

    @Test("so many at once are too many; then one more is possible in each share of the window")
    func shares() {
        let failures = LoginFailures()
        var now = 1000 * second
        #expect(!failures.isRefused(.local, bound, now: now))
        #expect((0..<3).map { _ in failures.failed(.local, bound, now: now) } == [false, false, true])
        #expect(failures.isRefused(.local, bound, now: now))
        #expect(!failures.isRefused(ipv4(1), bound, now: now))
        now += 20 * second - 1
        #expect(failures.isRefused(.local, bound, now: now))
        now += 1
        #expect(!failures.isRefused(.local, bound, now: now))
        #expect(failures.failed(.local, bound, now: now))
        #expect(failures.isRefused(.local, bound, now: now))
        now += 60 * second
        #expect((0..<3).map { _ in failures.failed(.local, bound, now: now) } == [false, false, true])
    }

    @Test("failures that were under way when it was too many do not make it longer than the window")
    func crowd() {
        let failures = LoginFailures()
        for _ in 0..<1000 { _ = failures.failed(.local, bound, now: second) }
        #expect(failures.isRefused(.local, bound, now: second))
        #expect(!failures.isRefused(.local, bound, now: 21 * second))
    }

    @Test("under another bound nothing is left of what was counted")
    func otherBound() {
        let failures = LoginFailures()
        for _ in 0..<3 { _ = failures.failed(.local, bound, now: second) }
        let other = LoginFailures.Bound(most: 2, windowNanoseconds: 60_000_000_000)
        #expect(!failures.isRefused(.local, other, now: second))
        #expect(!failures.failed(.local, other, now: second))
    }

    @Test("no more origins are kept than there is room for, and those that failed most stay")
    func room() {
        let failures = LoginFailures()
        for _ in 0..<3 { _ = failures.failed(ipv4(0), bound, now: second) }
        for number in 1...50_000 { _ = failures.failed(ipv4(UInt32(number)), bound, now: second) }
        #expect(failures.count <= LoginFailures.mostOrigins)
        #expect(failures.isRefused(ipv4(0), bound, now: second))
        // Everything is forgotten by then, and makes room.
        for number in 1...6000 { _ = failures.failed(ipv4(UInt32(number)), bound, now: 100 * second) }
        for number in 10_000...15_000 { _ = failures.failed(ipv4(UInt32(number)), bound, now: 100 * second) }
        #expect(failures.count <= LoginFailures.mostOrigins)
    }

    @Test("an origin is an IPv4 address, half of an IPv6 address, or a Unix socket")
    func origins() throws {
        func origin(_ text: String) throws -> ClientOrigin {
            ClientOrigin(try SocketAddress(ipAddress: text, port: 1))
        }
        #expect(try origin("192.0.2.7") == .ipv4(0xC000_0207))
        #expect(try origin("::ffff:192.0.2.7") == .ipv4(0xC000_0207))
        #expect(try origin("2001:db8:0:7::1") == origin("2001:db8:0:7:ffff::2"))
        #expect(try origin("2001:db8:0:7::1") != origin("2001:db8:0:8::1"))
        #expect(try origin("::1") != origin("127.0.0.1"))
        #expect(ClientOrigin(nil) == .local)
        #expect(ClientOrigin(try SocketAddress(unixDomainSocketPath: "/tmp/s")) == .local)
        #expect(
            try [.local, origin("192.0.2.7"), origin("2001:db8:0:7::1")].map(\.description) == [
                "local", "192.0.2.7", "2001:db8:0:7::/64",
            ]
        )
    }

    @Test("who guesses at a running gateway is shut out, with the right password too, and so is who guesses beside it")
    func guessing() throws {
        let server = try PostgreSQL.shared.get()
        let gateway = try Gateway(
            Policies.withDatabase(
                "{socket: UPSTREAM, database: postgres, role: app, credential: {file: FOLDER/password}}",
                limits: "{max_login_failures: 3, login_failure_window: 1h}"
            ),
            upstream: server.socket
        )
        let logged = try Wire(path: gateway.socket)
        try logged.login()
        let beside = try Wire(path: gateway.socket)
        beside.send(Bytes.startup(["user": "ada", "database": "shop"]))
        #expect(try beside.message().type == UInt8(ascii: "R"))
        for user in ["ada", "nobody", "ada"] {
            let wire = try Wire(path: gateway.socket)
            wire.send(Bytes.startup(["user": user, "database": "shop"]))
            #expect(throws: Wire.Silence.self) { try wire.authenticate("wrong") }
        }
        #expect(try beside.reply().description == "E(28000)")
        #expect(try beside.rest() == [])
        let next = try Wire(path: gateway.socket)
        next.send(Bytes.startup(["user": "ada", "database": "shop"]))
        let answer = try next.reply()
        #expect(answer.description == "E(28000)")
        #expect(answer.field("D") == "SG1033")
        #expect(try next.rest() == [])
        // Whoever was let in before stays.
        logged.send("Q", Bytes.text("SELECT 1"))
        #expect(try logged.replies(upTo: "Z").last?.description == "Z(I)")
        try gateway.waitForLog("logins from an address are refused for a while address=local")
        for _ in 0..<20 {
            let again = try Wire(path: gateway.socket)
            again.send(Bytes.startup(["user": "ada", "database": "shop"]))
            #expect(try again.reply().description == "E(28000)")
        }
        #expect(try gateway.records().count { $0["code"] as? String == "SG1010" } == 3)
        // One that is refused comes again as often as it likes, and does not fill the disk.
        #expect(try gateway.records().count { $0["code"] as? String == "SG1033" } == 1)
    }

    @Test("of an origin that is refused one refusal a minute is recorded, with the number of those that were not")
    func recorded() {
        let failures = LoginFailures()
        #expect(failures.refused(.local, now: 0) == 0)
        for _ in 0..<3 { _ = failures.failed(.local, bound, now: 0) }
        for _ in 0..<3 { _ = failures.failed(ipv4(1), bound, now: 0) }
        #expect(failures.refused(.local, now: second) == 0)
        for _ in 0..<41 { #expect(failures.refused(.local, now: 60 * second) == nil) }
        #expect(failures.refused(ipv4(1), now: 60 * second) == 0)
        #expect(failures.refused(.local, now: 61 * second) == 41)
        #expect(failures.refused(.local, now: 62 * second) == nil)
    }
}
