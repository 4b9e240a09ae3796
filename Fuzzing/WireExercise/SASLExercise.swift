// SCRAM between a client and a server, with somebody in the middle who changes what they say.

import PGWire

/// Exercises both sides of SCRAM.
///
/// An input is a byte of flags, then four edits: of the client's first message, the server's first, the client's last and
/// the server's last. What is behind them is read as Base64.
struct SASLExercise {
    /// Bits of the first byte.
    enum Flag {
        /// The user does not exist.
        static let doomed: UInt8 = 1
        /// The client has another password.
        static let stranger: UInt8 = 2
        /// The server has a certificate that a login can be bound to.
        static let serverBinds: UInt8 = 4
        /// The client binds its login: to the certificate, or with `elsewhere` to another one.
        static let clientBinds: UInt8 = 8
        static let elsewhere: UInt8 = 16
        /// The client could bind its login, and was offered nothing.
        static let notOffered: UInt8 = 32
        /// The mechanism that the client names is the other one.
        static let otherMechanism: UInt8 = 64
    }

    private static let salt = Array("salt of a server".utf8)
    private static let keys = SCRAMKeys(password: Array("correct horse".utf8), salt: salt, iterations: 4096)
    private static let otherKeys = SCRAMKeys(password: Array("battery".utf8), salt: salt, iterations: 4096)
    private static let secret = SCRAMSecret(password: Array("correct horse".utf8), salt: salt, iterations: 4096)
    private static let endPoint = Array("end point of the server".utf8)
    private static let otherEndPoint = Array("end point of another".utf8)

    /// What happened to the messages of one login.
    private struct Transcript {
        var isUnchanged = true

        /// Somebody changes a message on its way.
        mutating func deliver(_ message: [UInt8], _ edit: Edit) -> [UInt8] {
            let delivered = edit.apply(to: message)
            if delivered != message { isUnchanged = false }
            return delivered
        }
    }

    /// Exercises one input.
    static func run(_ input: [UInt8]) -> WireReport {
        var promises = Promises()
        guard let keys, let otherKeys, let secret else { return promises.report("no-cryptography") }
        var reader = InputReader(input)
        let flags = reader.byte()
        let edits = (0..<4).map { _ in Edit(&reader) }
        base64(reader.rest(), &promises)
        let endPoint = flags & Flag.serverBinds != 0 ? Self.endPoint : nil
        var server = SCRAMServer(secret, doomed: flags & Flag.doomed != 0, endPoint: endPoint)
        let binding = binding(flags)
        var client = SCRAMClient(random: Array(repeating: 1, count: SCRAM.nonceBytes), binding: binding)
        var transcript = Transcript()
        var mechanism = binding.mechanism
        if flags & Flag.otherMechanism != 0 {
            mechanism = mechanism == SCRAM.mechanism ? SCRAM.mechanismPlus : SCRAM.mechanism
        }
        let first: [UInt8]
        do throws(SCRAMFailure) {
            let random = [UInt8](repeating: 2, count: SCRAM.nonceBytes)
            first = try server.first(transcript.deliver(client.first, edits[0]), of: mechanism, random: random)
        } catch {
            isOver(&server, &promises)
            return promises.report("first-refused")
        }
        promises.that(first.count <= input.count + 256, "the server's first message has \(first.count) bytes")
        let last: [UInt8]
        do throws(SCRAMFailure) {
            let challenge = try client.challenged(transcript.deliver(first, edits[1]))
            promises.that(
                (4096...1_000_000).contains(challenge.iterations),
                "the client does \(challenge.iterations) rounds"
            )
            promises.that(
                (1...1024).contains(challenge.salt.count),
                "the client takes a salt of \(challenge.salt.count)"
            )
            // Keys for another salt would be other keys, and take long to make.
            let isSame = challenge.salt == salt && challenge.iterations == secret.iterations
            last = try client.final(isSame && flags & Flag.stranger == 0 ? keys : otherKeys)
        } catch {
            isOver(&client, &promises)
            return promises.report("challenge-refused")
        }
        let answer: [UInt8]
        do throws(SCRAMFailure) {
            answer = try server.final(transcript.deliver(last, edits[2]))
            isOver(&server, &promises)
            promises.that(transcript.isUnchanged, "a login succeeds although its messages were changed")
            promises.that(flags & Flag.doomed == 0, "a user logs in that does not exist")
            promises.that(flags & Flag.stranger == 0, "somebody logs in with a wrong password")
            promises.that(mayBind(flags, mechanism), "a login over another channel succeeds")
        } catch {
            isOver(&server, &promises)
            // The one in the middle says what it likes.
            if (try? client.verify(edits[3].apply(to: Array("v=".utf8)))) != nil {
                promises.that(false, "a server is believed that let nobody in")
            }
            isOver(&client, &promises)
            return promises.report("proof-refused")
        }
        let delivered = edits[3].apply(to: answer)
        let isBelieved = (try? client.verify(delivered)) != nil
        promises.that(
            isBelieved == (delivered == answer),
            "a server is believed \(isBelieved) that said something else"
        )
        isOver(&client, &promises)
        return promises.report(isBelieved ? "logged-in" : "server-refused")
    }

    private static func binding(_ flags: UInt8) -> SCRAMClient.Binding {
        if flags & Flag.clientBinds != 0 {
            return .endPoint(flags & Flag.elsewhere != 0 ? otherEndPoint : endPoint)
        }
        return flags & Flag.notOffered != 0 ? .notOffered : .impossible
    }

    /// Whether a login with this mechanism and these ends may succeed.
    private static func mayBind(_ flags: UInt8, _ mechanism: String) -> Bool {
        guard flags & Flag.otherMechanism == 0 else { return false }
        if flags & Flag.clientBinds != 0 { return flags & Flag.serverBinds != 0 && flags & Flag.elsewhere == 0 }
        return flags & Flag.notOffered == 0 || flags & Flag.serverBinds == 0
    }

    /// After the end every call throws.
    private static func isOver(_ server: inout SCRAMServer, _ promises: inout Promises) {
        let first = try? server.first(Array("n,,n=,r=a".utf8), random: Array(repeating: 3, count: SCRAM.nonceBytes))
        promises.that(
            first == nil && (try? server.final(Array("c=biws,r=a,p=".utf8))) == nil,
            "a login goes on after its end"
        )
    }

    private static func isOver(_ client: inout SCRAMClient, _ promises: inout Promises) {
        let challenge = try? client.challenged(Array("r=a,s=c2FsdA==,i=4096".utf8))
        let proof = otherKeys.flatMap { try? client.final($0) }
        promises.that(challenge == nil && proof == nil, "a client goes on after its end")
        promises.that((try? client.verify(Array("v=".utf8))) == nil, "a client believes after its end")
    }

    private static func base64(_ text: [UInt8], _ promises: inout Promises) {
        promises.that(Base64.decode(Base64.encode(text)) == text, "bytes come back from Base64 as others")
        guard let bytes = Base64.decode(text) else { return }
        promises.that(Base64.encode(bytes) == text, "two texts of Base64 mean the same bytes")
    }
}

/// A change of a message on its way.
struct Edit: Equatable {
    /// What is done.
    enum Kind: UInt8, CaseIterable {
        case none
        /// Something else comes in its place.
        case replace
        /// Bytes at a place are overwritten.
        case overwrite
        /// Bytes are put in at a place.
        case insert
        /// So many bytes at a place are taken out.
        case remove
        /// Bytes are put at the end.
        case append
    }
    var kind = Kind.none
    var place = 0
    var bytes: [UInt8] = []

    /// An edit; none unless another one is given.
    init(_ kind: Kind = .none, at place: Int = 0, _ bytes: [UInt8] = []) {
        self.kind = kind
        self.place = place
        self.bytes = bytes
    }

    /// Reads an edit.
    init(_ reader: inout InputReader) {
        kind = Kind.allCases[Int(reader.byte()) % Kind.allCases.count]
        guard kind != .none else { return }
        place = Int(reader.byte())
        bytes = reader.chunk()
    }

    /// The input that is read as this edit.
    var encoded: [UInt8] {
        guard kind != .none else { return [0] }
        return [kind.rawValue, UInt8(truncatingIfNeeded: place)] + InputReader.chunk(bytes)
    }

    /// The message as it arrives.
    func apply(to message: [UInt8]) -> [UInt8] {
        let start = min(place, message.count)
        var result = message
        switch kind {
        case .none: break
        case .replace: result = bytes
        case .overwrite: result.replaceSubrange(start..<min(message.count, start + bytes.count), with: bytes)
        case .insert: result.insert(contentsOf: bytes, at: start)
        case .remove: result.removeSubrange(start..<min(message.count, start + max(1, bytes.count)))
        case .append: result += bytes
        }
        return result
    }
}
