// A session at a PostgreSQL server, spoken with this target's writers and readers alone.

import Testing

@testable import PGWire

/// An error that the server reported.
struct ServerError: Error {
    /// Its SQLSTATE.
    let sqlState: String?
    /// Its text.
    let message: String?
}

/// A session for tests.
struct ServerConnection {
    private var stream: MessageStream

    /// Logs in; with a password by SCRAM, and no other way.
    init(socket path: String, user: String, password: [UInt8]? = nil) throws {
        stream = MessageStream(try UnixSocket(connectedTo: path))
        let parameters = [("user", user), ("database", "postgres"), ("client_encoding", "UTF8")]
        try send { try FrontendWriter.startup(parameters.map { .init(name: $0.0, value: $0.1) }, into: &$0) }
        if let password { try logIn(password) }
        guard try authentication() == .ok else { throw SCRAMFailure.malformed }
        while try receive() != .readyForQuery {}
    }

    private mutating func logIn(_ password: [UInt8]) throws {
        let random = try #require(Cryptography.random(SCRAM.nonceBytes))
        var client = SCRAMClient(random: random)
        guard case .sasl(let mechanisms) = try authentication(), mechanisms == [SCRAM.mechanism] else {
            throw SCRAMFailure.notOffered
        }
        try send { try FrontendWriter.saslInitialResponse(mechanism: SCRAM.mechanism, client.first, into: &$0) }
        guard case .saslContinue(let first) = try authentication() else { throw SCRAMFailure.malformed }
        let challenge = try client.challenged(first)
        let keys = SCRAMKeys(password: password, salt: challenge.salt, iterations: challenge.iterations)
        let final = try client.final(try #require(keys))
        try send { try FrontendWriter.saslResponse(final, into: &$0) }
        guard case .saslFinal(let last) = try authentication() else { throw SCRAMFailure.malformed }
        try client.verify(last)
    }

    /// The rows of a query, as text.
    mutating func rows(_ sql: String) throws -> [[String?]] {
        try send { try FrontendWriter.query(sql.utf8, into: &$0) }
        var rows: [[String?]] = []
        while true {
            switch try receive() {
            case .dataRow: rows.append(try row())
            case .readyForQuery: return rows
            case .rowDescription, .commandComplete, .emptyQueryResponse, .other: break
            }
        }
    }

    private mutating func send(_ write: (inout [UInt8]) throws -> Void) throws {
        try stream.socket.send(try written(write))
    }

    private enum Received { case dataRow, readyForQuery, rowDescription, commandComplete, emptyQueryResponse, other }
    private var message: [UInt8] = []

    /// Reads a message to its last byte; errors are thrown.
    private mutating func receive() throws -> Received {
        message = try stream.next()
        let span = message.span.bytes
        let body = 5..<message.count
        switch try #require(BackendMessageType(rawValue: message[0])) {
        case .errorResponse:
            let fields = try ReportFields(body, in: span, type: .errorResponse)
            throw ServerError(sqlState: fields.sqlState, message: fields.text("M"))
        case .noticeResponse: _ = try ReportFields(body, in: span, type: .noticeResponse)
        case .dataRow: return .dataRow
        case .readyForQuery:
            _ = try SmallBackendMessage.readyForQuery(body, in: span)
            return .readyForQuery
        case .rowDescription:
            try RowDescription.read(body, in: span) { _ throws(ProtocolViolation) in }
            return .rowDescription
        case .commandComplete:
            _ = try CommandTag(body, in: span)
            return .commandComplete
        case .parameterStatus: _ = try SmallBackendMessage.parameterStatus(body, in: span)
        case .backendKeyData: _ = try SmallBackendMessage.backendKeyData(body, in: span)
        case .emptyQueryResponse: return .emptyQueryResponse
        case let type: throw ProtocolViolation.unknownType(type.rawValue)
        }
        return .other
    }

    private mutating func authentication() throws -> AuthenticationMessage {
        message = try stream.next()
        let span = message.span.bytes
        guard BackendMessageType(rawValue: message[0]) == .authentication else {
            let fields = try ReportFields(5..<message.count, in: span, type: .errorResponse)
            throw ServerError(sqlState: fields.sqlState, message: fields.text("M"))
        }
        return try AuthenticationMessage(5..<message.count, in: span)
    }

    private func row() throws -> [String?] {
        let span = message.span.bytes
        var cursor = try BodyCursor(5..<message.count, of: span, type: message[0])
        var row: [String?] = []
        for _ in 0..<(try cursor.int16(span)) {
            let length = try cursor.int32(span)
            row.append(length < 0 ? nil : span.text(try cursor.bytes(length)))
        }
        try cursor.finish()
        return row
    }
}
