// Masking on the way back: notices of masks, results that show what is protected, reports that may.

import PGWire
import SQLAnalysis

extension Session {
    /// A RowDescription of 1,600 columns with the longest names has half of this.
    private static let mostDescription = 256 << 10

    // MARK: notices

    /// Tells the client which columns are masked in what the head of the requests under way is answered with: in a
    /// statement of its text, or in all of it.
    mutating func noticeMasks(of statement: Int? = nil, _ effects: inout Effects) {
        guard let masking = (talk.maskings.first ?? nil)?.masking, masking.notices else { return }
        var columns: [ColumnName] = []
        for (place, made) in masking.statements.enumerated() where statement == nil || statement == place {
            columns += made.masked
        }
        guard !columns.isEmpty else { return }
        send(.noticeResponse, ReportFields(masked: columns), &effects)
    }

    // MARK: results

    /// RowDescription, where something is protected: no column of the result may come straight from it. False when more
    /// of it has to come first.
    mutating func takeDescription(
        _ message: ServerMessage,
        _ protection: Protection,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(UpstreamFault) -> Bool {
        let length = message.header.range.count
        guard length <= Self.mostDescription else {
            let type = message.header.type
            throw .malformed(.tooLong(type: type, length: UInt32(clamping: length), most: Self.mostDescription))
        }
        guard message.header.end <= bytes.byteCount else { return false }
        var shown: (table: OID, column: Int16)?
        do throws(ProtocolViolation) {
            try RowDescription.read(message.header.body, in: bytes) { column in
                let number = Int16(truncatingIfNeeded: column.attribute)
                guard shown == nil, let table = OID(column.table) else { return }
                if protection.isProtected(table: table, column: number) { shown = (table, number) }
            }
        } catch {
            throw .malformed(error)
        }
        if let shown {
            effects.append(.log(.protectedColumnShown(table: shown.table.value, column: shown.column)))
            end(.protectedColumnShown, message.now, &effects)
            return true
        }
        try describe(message, &effects)
        passOn(message, bytes, &effects)
        return true
    }

    // MARK: reports

    /// NoticeResponse; false when more of it has to come first.
    mutating func takeNotice(
        _ message: ServerMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(UpstreamFault) -> Bool {
        guard talk.treatment == nil || isReadable(message, bytes) else { return false }
        try passOnReport(message, bytes, &effects)
        return true
    }

    /// Whether all of a report is there, or of a long one as much as is read of it.
    func isReadable(_ message: ServerMessage, _ bytes: RawSpan) -> Bool {
        if message.header.end <= bytes.byteCount { return true }
        return message.header.range.count > Self.wholeError
            && bytes.byteCount >= message.header.bodyStart + Self.errorHead
    }

    /// Passes on an error or a notice that `isReadable`, as masking wants it.
    mutating func passOnReport(
        _ message: ServerMessage,
        _ bytes: RawSpan,
        _ effects: inout Effects
    ) throws(UpstreamFault) {
        let isLong = message.header.range.count > Self.wholeError
        guard let treatment = talk.treatment, treatment.withholds || (treatment.positions != nil && !isLong) else {
            return passOn(message, bytes, &effects)
        }
        let fields: ReportFields
        if isLong {
            let start = message.header.bodyStart
            fields = ReportFields(beginning: start..<(start + Self.errorHead), in: bytes, type: message.type)
        } else {
            do throws(ProtocolViolation) {
                fields = try ReportFields(message.header.body, in: bytes, type: message.type)
            } catch {
                throw .malformed(error)
            }
        }
        send(message.type, fields.treated(treatment, type: message.type), &effects)
        dropRest(of: message, bytes)
    }

    /// Throws away the part of a message that has not come yet.
    mutating func dropRest(of message: ServerMessage, _ bytes: RawSpan) {
        talk.fromUpstream = Part(remaining: max(0, message.header.end - bytes.byteCount), way: .drop)
    }

    private func send(_ type: BackendMessageType, _ fields: ReportFields, _ effects: inout Effects) {
        var made: [UInt8] = []
        // Nothing in it comes near the length that a message may have; without it the client hears less, never more.
        try? BackendWriter.report(type, fields, into: &made)
        effects.toClient(effects.make { $0 += made })
    }
}
