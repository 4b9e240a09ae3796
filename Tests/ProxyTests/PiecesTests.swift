// However bytes arrive at a running gateway, the same comes back.

import Foundation
import Glibc
import Testing

@Suite("Pieces", .serialized)
struct PiecesTests {
    static func message(_ type: Character, _ body: [UInt8] = []) -> [UInt8] {
        [type.asciiValue ?? 0] + Bytes.int32(body.count + 4) + body
    }

    /// Seven answers that leave nothing behind: both protocols, denials, a COPY that is given up, a call that is refused.
    private static let stream: [UInt8] = [
        message("Q", Bytes.text("SELECT 1 /* é */; SELECT 2")),
        message("P", Bytes.text("") + Bytes.text("SELECT $1::text") + Bytes.int16(0)),
        message("B", [0, 0] + Bytes.int16(0) + Bytes.int16(1) + Bytes.int32(3) + Array("abc".utf8) + Bytes.int16(0)),
        message("D", Array("P".utf8) + [0]), message("E", [0] + Bytes.int32(0)), message("S"),
        message("P", Bytes.text("") + Bytes.text("DROP TABLE item") + Bytes.int16(0)), message("S"),
        message("Q", Bytes.text("DROP TABLE item")), message("Q", Bytes.text("COPY item FROM STDIN")),
        message("d", Array("1\tx\n".utf8)), message("f", Bytes.text("no")),
        message("F", Bytes.int32(17) + [0, 0, 0, 0, 0, 0]), message("S"),
    ].flatMap(\.self)

    /// The answers; of errors the code alone, since denials number the request.
    private func answers(_ wire: Wire) throws -> [BackendMessage] {
        var all: [BackendMessage] = []
        for _ in 0..<7 { all += try wire.replies(upTo: "Z") }
        return all.map { message in
            guard message.type == UInt8(ascii: "E") else { return message }
            return BackendMessage(type: message.type, body: Array((message.field("C") ?? "").utf8))
        }
    }

    @Test("a client's stream that is cut in two, anywhere")
    func client() throws {
        let server = try PostgreSQL.shared.get()
        let gateway = try Gateway(Policies.plain, upstream: server.socket)
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        wire.send(Self.stream)
        let expected = try answers(wire)
        #expect(expected.contains { $0.body == Array("42501".utf8) } && expected.contains { $0.description == "G" })
        for offset in 1..<Self.stream.count {
            wire.send(Array(Self.stream[..<offset]))
            usleep(500)
            wire.send(Array(Self.stream[offset...]))
            #expect(try answers(wire) == expected, "cut at \(offset)")
        }
    }

    @Test("a server's answers that come byte by byte")
    func server() throws {
        let server = try FakeServer { wire in
            try wire.welcome()
            while try wire.message().type == UInt8(ascii: "Q") {
                let reply =
                    Self.message("N", Array("SNOTICE\0C00000\0Mhm\0\0".utf8))
                    + Self.message("T", Bytes.int16(1) + Bytes.text("a") + [UInt8](repeating: 0, count: 18))
                    + Self.message("D", Bytes.int16(1) + Bytes.int32(1) + [0x37])
                    + Self.message("C", Bytes.text("SELECT 1")) + Self.message("Z", [UInt8(ascii: "I")])
                for byte in reply {
                    wire.send([byte])
                    usleep(200)
                }
            }
        }
        let gateway = try Gateway(Policies.trusting, upstream: server.socket)
        let wire = try Wire(path: gateway.socket)
        try wire.login()
        for _ in 0..<3 {
            wire.send("Q", Bytes.text("SELECT 1"))
            #expect(try wire.replies(upTo: "Z").map(\.description) == ["T", "D", "C", "Z(I)"])
        }
    }
}
