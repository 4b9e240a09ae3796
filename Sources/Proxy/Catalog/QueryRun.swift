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
    private let texts: [String]
    private var current = 0
    private var keptBytes = 0
    /// The first column of the rows of each text; what is NULL is left out.
    private(set) var rows: [[[UInt8]]]

    /// Bytes of all rows together at most.
    static let mostBytes = 256 << 20

    init(_ texts: [String]) {
        self.texts = texts
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
        do throws(ProtocolViolation) {
            while !isDone, let header = try MessageHeader.read(bytes, at: at, most: MessageLimits.largest),
                header.end <= bytes.byteCount
            {
                at = header.end
                switch BackendMessageType(rawValue: header.type) {
                case .dataRow:
                    guard let value = try DataRow.firstValue(header.body, in: bytes) else { break }
                    keptBytes += value.count
                    guard keptBytes <= Self.mostBytes else { throw QueryRunFailure.tooMuch }
                    rows[current].append(bytes.copy(value))
                case .readyForQuery:
                    current += 1
                    return (at, !isDone)
                case .errorResponse:
                    let fields = try ReportFields(header.body, in: bytes, type: .errorResponse)
                    throw QueryRunFailure.refused(fields.sqlState ?? "")
                case .rowDescription, .commandComplete, .emptyQueryResponse, .noticeResponse, .parameterStatus,
                    .notificationResponse:
                    break
                case .authentication, .negotiateProtocolVersion, .backendKeyData, .portalSuspended, .parseComplete,
                    .bindComplete, .closeComplete, .noData, .parameterDescription, .copyInResponse, .copyOutResponse,
                    .copyBothResponse, .copyData, .copyDone, .functionCallResponse, nil:
                    throw QueryRunFailure.brokeProtocol
                }
            }
        } catch let failure as QueryRunFailure {
            throw failure
        } catch {
            throw .brokeProtocol
        }
        return (at, false)
    }
}
