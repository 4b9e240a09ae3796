// Texts that are run one after another on a connection of the proxy's own, and the rows that come back.

import PGWire

/// Why a run did not come to its end.
enum QueryRunFailure: Error, Equatable, Sendable {
    /// The server answered with an error of this SQLSTATE.
    case refused(String)
    /// The server said something that does not belong there.
    case brokeProtocol
    /// More rows than anybody wants to keep.
    case tooMuch
}

/// A run of texts by the simple protocol. A plain value: bytes in, rows out.
struct QueryRun {
    /// What is left out when the first row of a text is one that is known.
    struct Shortcut {
        /// The text's place.
        let text: Int
        let known: [UInt8]
        /// The place of the text that is run next then.
        let next: Int
    }
    private let texts: [String]
    private let shortcut: Shortcut?
    private var current = 0
    private var keptBytes = 0
    /// The first column of the rows of each text; what is NULL is left out.
    private(set) var rows: [[[UInt8]]]

    /// Bytes of all rows together at most.
    static let mostBytes = 256 << 20

    init(_ texts: [String], _ shortcut: Shortcut? = nil) {
        self.texts = texts
        self.shortcut = shortcut
        rows = texts.map { _ in [] }
    }

    /// Whether every text has been answered.
    var isDone: Bool { current >= texts.count }

    /// The message that sends the text whose turn it is.
    func request() throws(ProtocolViolation) -> [UInt8] {
        var bytes: [UInt8] = []
        if !isDone { try FrontendWriter.query(texts[current].utf8, into: &bytes) }
        return bytes
    }

    /// Takes whole messages; returns how many bytes they have, and whether the next text is to be sent.
    mutating func received(_ bytes: RawSpan) throws(QueryRunFailure) -> (consumed: Int, sendsNext: Bool) {
        var at = 0
        while !isDone, let header = try QueryRun.header(bytes, at) {
            at = header.end
            switch BackendMessageType(rawValue: header.type) {
            case .dataRow: try take(header, bytes)
            case .readyForQuery:
                if let shortcut, shortcut.text == current, rows[current].first == shortcut.known {
                    current = max(current + 1, shortcut.next)
                } else {
                    current += 1
                }
                return (at, !isDone)
            case .errorResponse: throw QueryRun.refusal(header, bytes)
            case .rowDescription, .commandComplete, .emptyQueryResponse, .noticeResponse, .parameterStatus,
                .notificationResponse:
                break
            case .authentication, .negotiateProtocolVersion, .backendKeyData, .portalSuspended, .parseComplete,
                .bindComplete, .closeComplete, .noData, .parameterDescription, .copyInResponse, .copyOutResponse,
                .copyBothResponse, .copyData, .copyDone, .functionCallResponse, nil:
                throw .brokeProtocol
            }
        }
        return (at, false)
    }

    /// The header of a message all of which is there; nil when it is not.
    private static func header(_ bytes: RawSpan, _ at: Int) throws(QueryRunFailure) -> MessageHeader? {
        do throws(ProtocolViolation) {
            guard let header = try MessageHeader.read(bytes, at: at, most: MessageLimits.largest) else { return nil }
            return header.end <= bytes.byteCount ? header : nil
        } catch {
            throw .brokeProtocol
        }
    }

    private mutating func take(_ row: MessageHeader, _ bytes: RawSpan) throws(QueryRunFailure) {
        do throws(ProtocolViolation) {
            guard let value = try DataRow.firstValue(row.body, in: bytes) else { return }
            keptBytes += value.count
            if keptBytes <= Self.mostBytes { rows[current].append(bytes.copy(value)) }
        } catch {
            throw .brokeProtocol
        }
        guard keptBytes <= Self.mostBytes else { throw .tooMuch }
    }

    private static func refusal(_ error: MessageHeader, _ bytes: RawSpan) -> QueryRunFailure {
        do throws(ProtocolViolation) {
            return .refused(try ReportFields(error.body, in: bytes, type: .errorResponse).sqlState ?? "")
        } catch {
            return .brokeProtocol
        }
    }
}
