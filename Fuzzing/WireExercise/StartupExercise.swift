// First packets: read, written again, and given to a session that knows nothing of its client yet.

import PGWire
import Session

/// Exercises the beginning of a connection.
///
/// The first byte of an input says what the rest is: with `options` set it is the text of a parameter; otherwise it is what
/// the client sends, with `counted` the body of a packet whose length is put in front of it. The lowest two bits are the
/// listener.
struct StartupExercise {
    /// Bits of the first byte.
    enum Flag {
        static let options: UInt8 = 4
        static let counted: UInt8 = 8
    }
    private let stage: Stage

    init(_ stage: Stage) { self.stage = stage }

    /// Exercises one input.
    func run(_ input: [UInt8]) -> WireReport {
        var promises = Promises()
        guard let flags = input.first else { return promises.report("empty") }
        let rest = Array(input.dropFirst())
        if flags & Flag.options != 0 {
            // Not in one expression: the report would be of the promises as they were before.
            let ending = options(rest, &promises)
            return promises.report(ending)
        }
        var bytes: [UInt8] = []
        if flags & Flag.counted != 0 { bytes.append(uint32: UInt32(rest.count + 4)) }
        bytes += rest
        let ending = packet(bytes, &promises)
        // What stands behind a request for encryption in the clear may arrive before or after the answer.
        let isOrdered = ending != "tls" && ending != "gss"
        login(bytes, Self.listeners[Int(flags & 3)], isOrdered: isOrdered, &promises)
        return promises.report(ending)
    }

    private static let listeners: [ListenerKind] = [
        .socket, .plain, .tls(isRequired: false), .tls(isRequired: true),
    ]

    // MARK: packets

    private func packet(_ bytes: [UInt8], _ promises: inout Promises) -> String {
        let length: Int?
        do throws(ProtocolViolation) {
            length = try StartupPacket.length(bytes.span.bytes)
        } catch {
            if (try? StartupPacket(bytes.span.bytes)) != nil { promises.that(false, "a packet of no length is read") }
            return "length"
        }
        guard let length else { return "short" }
        promises.that((8...10_004).contains(length), "a first packet has \(length) bytes")
        guard bytes.count >= length else {
            if (try? StartupPacket(bytes.span.bytes)) != nil {
                promises.that(false, "a packet is read that is not all there")
            }
            return "short"
        }
        let whole = Array(bytes.prefix(length))
        do throws(ProtocolViolation) {
            let packet = try StartupPacket(bytes.span.bytes)
            promises.that((try? StartupPacket(whole.span.bytes)) == packet, "what stands behind a packet changes it")
            return try check(packet, whole, &promises)
        } catch {
            promises.that((try? StartupPacket(whole.span.bytes)) == nil, "what stands behind a packet makes it one")
            return "refused"
        }
    }

    /// What was read, written again, is what came.
    private func check(
        _ packet: StartupPacket,
        _ whole: [UInt8],
        _ promises: inout Promises
    ) throws(ProtocolViolation) -> String {
        var written: [UInt8] = []
        switch packet {
        case .tls:
            FrontendWriter.tlsRequest(into: &written)
            promises.that(written == whole, "a request for TLS is written in another way")
            return "tls"
        case .gss:
            promises.that(whole.count == 8, "a request for GSSAPI has a body")
            return "gss"
        case .cancel(let process, let key):
            try FrontendWriter.cancel(process: process, key: key, into: &written)
            promises.that(written == whole, "a cancel request is written in another way")
            return "cancel"
        case .startup(let message):
            try FrontendWriter.startup(message.parameters, minor: message.minor, into: &written)
            promises.that(written == whole, "a startup packet is written in another way")
            check(message, &promises)
            return "startup"
        }
    }

    private func check(_ message: StartupMessage, _ promises: inout Promises) {
        var names: Set<[UInt8]> = []
        for parameter in message.parameters {
            let name = parameter.name.utf8.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
            promises.that(names.insert(name).inserted, "a parameter stands twice in a startup packet")
            let texts = Array(parameter.name.utf8) + Array(parameter.value.utf8)
            promises.that(
                !texts.contains(0) && !name.isEmpty,
                "a parameter of a startup packet holds NUL, or has no name"
            )
        }
        promises.that(!message.user.isEmpty && !message.database.isEmpty, "nobody logs in, or nowhere")
        let longest = max(message.user.utf8.count, message.database.utf8.count)
        promises.that(longest <= StartupMessage.longestName, "a name is longer than a server keeps")
    }

    private func options(_ bytes: [UInt8], _ promises: inout Promises) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { return "no-text" }
        do throws(ProtocolViolation) {
            let settings = try StartupOptions.settings(text)
            promises.that(settings.count <= bytes.count / 3 + 1, "options have more settings than room for them")
            for setting in settings {
                promises.that(!setting.name.isEmpty && !setting.name.utf8.contains(0x3D), "a setting's name holds `=`")
                promises.that(!setting.name.utf8.contains(0x2D), "a setting's name holds `-`")
            }
            let again = try StartupOptions.settings(settings.map(Self.written).joined(separator: " "))
            promises.that(again == settings, "options that are written again mean something else")
            return "options"
        } catch {
            promises.that(error == .invalidParameter("options"), "options are refused as \(error)")
            return "options-refused"
        }
    }

    private static func written(_ setting: StartupMessage.Parameter) -> String {
        var bytes = Array("-c".utf8)
        for byte in "\(setting.name)=\(setting.value)".utf8 {
            if (9...13).contains(byte) || byte == 0x20 || byte == 0x5C { bytes.append(0x5C) }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: logins

    /// A session that gets the bytes lets nobody in who does not know the password, and ends alike however they arrive.
    private func login(_ bytes: [UInt8], _ listener: ListenerKind, isOrdered: Bool, _ promises: inout Promises) {
        let whole = DrivenSession(stage, listener: listener)
        whole.client(bytes)
        let parts = DrivenSession(stage, listener: listener)
        for byte in bytes { parts.client([byte]) }
        for (session, how) in [(whole, "at once"), (parts, "byte by byte")] {
            promises.take(session.faults.map { "\($0), \(how)" })
            promises.that(
                session.madeBytes <= 4096 + 4 * bytes.count,
                "a login makes \(session.madeBytes) bytes, \(how)"
            )
            let isKnown = session.session.client.principal != nil
            promises.that(!isKnown || stage.holdsProof(bytes), "somebody is let in without the password, \(how)")
            promises.that(isKnown || !session.hasConnected, "a server is asked for nobody, \(how)")
        }
        guard isOrdered, !whole.asksForEncryption else { return }
        promises.that(whole.toClient == parts.toClient, "the client hears something else byte by byte")
        promises.that(whole.isOver == parts.isOver, "a login ends only in one way of arriving")
    }
}
