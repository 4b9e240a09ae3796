// The way to a session that is ready: the client logs in here, then we log in to the server.

import PGWire
import Policy
import SQLAnalysis

extension Session {
    // MARK: the client

    mutating func clientConnected(_ now: UInt64, _ effects: inout Effects) {
        guard stage == .login, case .first = login.phase else { return unexpected(now, &effects) }
        effects.append(.startTimer(.login, nanoseconds: limits.loginNanoseconds))
    }

    /// Takes what the client sends before it is known.
    mutating func clientLogsIn(_ bytes: RawSpan, _ now: UInt64, _ effects: inout Effects) -> Int {
        var at = 0
        while stage == .login, at < bytes.byteCount {
            let rest = bytes.extracting(at..<bytes.byteCount)
            let taken: Int
            do throws(ProtocolViolation) {
                switch login.phase {
                case .first, .packet: taken = try takePacket(rest, offset: at, now, &effects)
                case .scram, .proof: taken = try takeProof(rest, now, &effects)
                case .handshake, .done: return at
                }
            } catch {
                effects.append(.log(.clientBrokeProtocol(error)))
                refuseLogin(error.code, error.description, now, &effects)
                return bytes.byteCount
            }
            guard taken > 0 else { break }
            at += taken
        }
        return stage == .over ? bytes.byteCount : at
    }

    // PostgreSQL: backend_startup.c, ProcessSSLStartup and ProcessStartupPacket.
    private mutating func takePacket(
        _ bytes: RawSpan,
        offset: Int,
        _ now: UInt64,
        _ effects: inout Effects
    ) throws(ProtocolViolation) -> Int {
        if case .first = login.phase, login.offersTLS, bytes.unsafeLoad(fromByteOffset: 0, as: UInt8.self) == 0x16 {
            login.isDirect = true
            login.phase = .handshake
            effects.append(.startClientTLS(direct: true))
            return 0
        }
        guard let length = try StartupPacket.length(bytes), length <= bytes.byteCount else { return 0 }
        let packet = try StartupPacket(bytes)
        login.phase = .packet
        switch packet {
        case .tls, .gss:
            // Whatever stands behind the request in the clear may be anybody's.
            guard length == bytes.byteCount else {
                brokenTLS(now, &effects)
                return length
            }
            if packet == .gss { answerGSS(now, &effects) } else { answerTLS(now, &effects) }
        case .cancel(let process, let key):
            let start = offset + length - key.count
            effects.append(.cancelSession(processID: process, key: Slice(.received, start, offset + length)))
            effects.append(.stopTimer(.login))
            effects.append(.closeClient)
            stage = .over
        case .startup(let message): try begin(message, now, &effects)
        }
        return length
    }

    private mutating func answerTLS(_ now: UInt64, _ effects: inout Effects) {
        guard !login.askedForTLS else { return brokenTLS(now, &effects) }
        login.askedForTLS = true
        guard login.offersTLS, !login.isDirect else { return effects.toClient(effects.make { $0.append(0x4E) }) }  // N
        effects.toClient(effects.make { $0.append(0x53) })  // S
        effects.append(.startClientTLS(direct: false))
        login.phase = .handshake
    }

    private mutating func answerGSS(_ now: UInt64, _ effects: inout Effects) {
        guard !login.askedForGSS else { return brokenTLS(now, &effects) }
        login.askedForGSS = true
        effects.toClient(effects.make { $0.append(0x4E) })  // N
    }

    private mutating func brokenTLS(_ now: UInt64, _ effects: inout Effects) {
        effects.append(.log(.clientBrokeTLS))
        refuseLogin(.tlsBoundary, "encryption was not begun properly", now, &effects)
    }

    /// The handshake is done. ALPN is a must only where no packet said which protocol is meant.
    mutating func clientSecured(_ negotiated: NegotiatedProtocol, _ now: UInt64, _ effects: inout Effects) {
        guard stage == .login, case .handshake = login.phase else { return unexpected(now, &effects) }
        login.phase = .packet
        client.isSecure = true
        switch negotiated {
        case .postgresql: return
        case .none: if login.isDirect { brokenTLS(now, &effects) }
        case .other: brokenTLS(now, &effects)
        }
    }

    /// A session is asked for.
    private mutating func begin(
        _ message: StartupMessage,
        _ now: UInt64,
        _ effects: inout Effects
    ) throws(ProtocolViolation) {
        client.user = message.user
        client.database = message.database
        client.applicationName = message.value("application_name") ?? ""
        if login.requiresTLS, !client.isSecure {
            return refuseLogin(.tlsRequired, "this listener takes connections with TLS only", now, &effects)
        }
        if StartupSettings.isReplication(message) {
            return refuseLogin(.replication, "replication connections are not accepted", now, &effects)
        }
        if login.isRefused { return end(.tooManyFailedLogins, now, &effects) }
        if login.isExcess { return end(.tooManySessions(.process), now, &effects) }
        login.settings = try StartupSettings.read(message)
        let options = StartupSettings.protocolOptions(message)
        // 3.1 is reserved, so whoever asks for it gets 3.0.
        let minor = message.minor >= StartupPacket.newestMinor ? StartupPacket.newestMinor : 0
        if minor > 0 {
            cancelKey = CancelKey(processID: cancelKey.processID, secret: login.seeds.cancelSecret)
        }
        if message.minor != minor || !options.isEmpty {
            let version = StartupPacket.version3 | UInt32(minor)
            tell(now, &effects) { bytes throws(ProtocolViolation) in
                try BackendWriter.negotiateProtocolVersion(version, unknown: options, into: &bytes)
            }
        }
        guard let scram = login.scram(for: client.user, isSecure: client.isSecure, inForce.policy) else {
            return end(.internalFault, now, &effects)
        }
        login.phase = .scram(scram)
        tell(now, &effects) { bytes throws(ProtocolViolation) in
            try BackendWriter.authenticationSASL(scram.mechanisms, into: &bytes)
        }
    }

    private mutating func takeProof(
        _ bytes: RawSpan,
        _ now: UInt64,
        _ effects: inout Effects
    ) throws(ProtocolViolation) -> Int {
        let first = bytes.unsafeLoad(fromByteOffset: 0, as: UInt8.self)
        switch FrontendMessageType(rawValue: first) {
        case .authentication: break
        case .terminate:
            end(.clientLeft, now, &effects)
            return 0
        case .query, .parse, .bind, .describe, .execute, .close, .flush, .sync, .functionCall, .copyData, .copyDone,
            .copyFail, nil:
            throw .unknownType(first)
        }
        guard let header = try MessageHeader.read(bytes, at: 0, most: messageLimits.authentication),
            header.end <= bytes.byteCount
        else { return 0 }
        var initial: SASLInitialResponse?
        if case .scram = login.phase { initial = try SASLInitialResponse(header.body, in: bytes) }
        do throws(SCRAMFailure) {
            switch login.phase {
            case .scram(var scram):
                guard let initial, let response = initial.response, let mechanism = bytes.text(initial.mechanism) else {
                    throw .notOffered
                }
                let answer = try scram.first(
                    bytes.copy(response),
                    of: mechanism,
                    random: login.seeds.clientNonce
                )
                login.phase = .proof(scram)
                tell(now, &effects) { bytes throws(ProtocolViolation) in
                    try BackendWriter.authenticationSASLContinue(answer, into: &bytes)
                }
            case .proof(var scram):
                let answer = try scram.final(bytes.copy(header.body))
                login.phase = .done
                tell(now, &effects) { bytes throws(ProtocolViolation) in
                    try BackendWriter.authenticationSASLFinal(answer, into: &bytes)
                }
                authenticated(now, &effects)
            case .first, .packet, .handshake, .done: return 0
            }
        } catch {
            refuseLogin(
                .authenticationFailed,
                "password authentication failed for user \"\(client.user)\"",
                now,
                &effects
            )
        }
        return header.end
    }

    /// The client is who it says. Now, and not before, it learns whether there is such a database for it.
    private mutating func authenticated(_ now: UInt64, _ effects: inout Effects) {
        guard let principal = inForce.policy.principal(user: client.user) else {
            return end(.internalFault, now, &effects)
        }
        client.principal = principal
        guard inForce.policy.reaches(client.database, principal),
            let database = inForce.policy.databases.first(where: { $0.name.utf8.elementsEqual(client.database.utf8) })
        else {
            let message = "\(client.user) has no access to the database \(client.database)"
            return refuseLogin(.noAccess, message, now, &effects, hint: "ask the owner of the policy for access")
        }
        self.database = database
        let settings: [StartupMessage.Parameter]
        do throws(StartupSettings.Rejected) {
            settings = try StartupSettings.judge(
                login.settings,
                for: principal,
                on: database.name,
                under: inForce.policy
            )
        } catch {
            login.refusedWith = error.rejection.code
            var report = error.rejection.report(on: [], of: 1)
            report.becomeFatal()
            return end(.loginRefused, now, &effects, saying: report)
        }
        let target = UpstreamTarget(database, settings: settings)
        guard target.fits else {
            let message = "the settings are longer than a server takes at the start of a session"
            return refuseLogin(.malformedStartup, message, now, &effects, hint: "leave some out, or make them shorter")
        }
        for setting in settings { names = names.begun(with: Settings.change(setting.name, to: setting.value)) }
        stage = .connecting
        effects.append(.startTimer(.connect, nanoseconds: limits.connectNanoseconds))
        var upstream = UpstreamLogin(target, nonce: login.seeds.upstreamNonce)
        upstream.start(into: &effects)
        self.upstream = upstream
    }

    private mutating func refuseLogin(
        _ code: Code,
        _ message: String,
        _ now: UInt64,
        _ effects: inout Effects,
        hint: String? = nil
    ) {
        login.refusedWith = code
        let report = ReportFields(severity: "FATAL", code, SQLState(code), message, hint: hint)
        end(.loginRefused, now, &effects, saying: report)
    }

    /// Makes a message for the client.
    private mutating func tell(
        _ now: UInt64,
        _ effects: inout Effects,
        _ write: (inout [UInt8]) throws(ProtocolViolation) -> Void
    ) {
        let start = effects.made.count
        do throws(ProtocolViolation) {
            try write(&effects.made)
            effects.toClient(Slice(.made, start, effects.made.count))
        } catch {
            end(.internalFault, now, &effects)
        }
    }

    // MARK: the server

    /// Something happened to the login at the server.
    mutating func upstreamStep(
        _ now: UInt64,
        _ effects: inout Effects,
        _ step: (inout UpstreamLogin, inout Effects) -> Void
    ) {
        guard stage == .connecting, var login = upstream else {
            // What was on its way when the session ended, or a connection that broke: `upstreamClosed` follows.
            return
        }
        step(&login, &effects)
        upstream = login
        upstreamWentOn(now, &effects)
    }

    /// Looks how the login at the server stands.
    mutating func upstreamWentOn(_ now: UInt64, _ effects: inout Effects) {
        switch upstream?.status {
        case .underway: return
        case .failed(let failure):
            effects.append(.log(.upstreamFailed(failure)))
            end(.upstreamUnavailable, now, &effects)
        case .ready: ready(now, &effects)
        case nil: end(.internalFault, now, &effects)
        }
    }

    /// The server waits for requests, so the client may send them.
    private mutating func ready(_ now: UInt64, _ effects: inout Effects) {
        guard let upstream else { return }
        stage = .running
        upstreamCancelKey = upstream.cancelKey
        // Drivers look for their own session by this number, in pg_stat_activity and notifications. The secret is ours.
        if let process = upstreamCancelKey?.processID {
            cancelKey = CancelKey(processID: process, secret: cancelKey.secret)
        }
        talk.lastActivity = now
        effects.append(.recordSession(.login))
        effects.append(.registerCancelKey)
        effects.append(.stopTimer(.connect))
        effects.append(.stopTimer(.login))
        if let silence = limits.shortestSilence { effects.append(.startTimer(.idle, nanoseconds: silence)) }
        if let query = limits.queryNanoseconds { effects.append(.startTimer(.query, nanoseconds: query)) }
        let key = cancelKey
        tell(now, &effects) { bytes throws(ProtocolViolation) in
            try BackendWriter.authenticationOK(into: &bytes)
            for setting in upstream.settings {
                try BackendWriter.parameterStatus(setting.name, setting.value, into: &bytes)
            }
            try BackendWriter.backendKeyData(process: key.processID, key: key.secret, into: &bytes)
            BackendWriter.readyForQuery(TransactionStatus.idle.rawValue, into: &bytes)
        }
        self.upstream = nil
        effects.append(.resumeClient)
    }

    mutating func unexpected(_ now: UInt64, _ effects: inout Effects) {
        guard stage != .over else { return }
        effects.append(.log(.unexpectedEvent))
        end(.internalFault, now, &effects)
    }
}

extension ReportFields {
    /// The same report, after which the session is over.
    fileprivate mutating func becomeFatal() {
        fields = fields.map { field in
            let isSeverity = field.letter == UInt8(ascii: "S") || field.letter == UInt8(ascii: "V")
            return isSeverity ? Field(field.letter, Array("FATAL".utf8)) : field
        }
    }
}
