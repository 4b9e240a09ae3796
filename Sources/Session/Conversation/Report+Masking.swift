// Notices of masks, and what a client may hear of the server's own reports where columns are protected.

import PGWire
import SQLAnalysis

extension ReportFields {
    private static let mostNames = 8

    /// Names the masked columns of a result, as far as there are not too many.
    init(masked columns: [ColumnName]) {
        var names = columns.prefix(Self.mostNames).map(\.description).joined(separator: ", ")
        if columns.count > Self.mostNames { names += " and \(columns.count - Self.mostNames) more" }
        self.init(notice: .columnsMasked, "masked: \(names)")
    }

    /// Reads the fields that are whole in the beginning of a body, which must lie inside of the span.
    init(beginning body: Range<Int>, in span: RawSpan, type: BackendMessageType) {
        self.init([])
        do throws(ProtocolViolation) {
            var cursor = try BodyCursor(body, of: span, type: type.rawValue)
            while true {
                let letter = try cursor.byte(span)
                if letter == 0 { return }
                fields.append(Field(letter, span.copy(try cursor.text(span))))
            }
        } catch {
            return
        }
    }

    /// What the client may hear of it.
    func treated(_ treatment: ReportTreatment, type: BackendMessageType) -> ReportFields {
        let placed = treatment.positions.map(placed(by:)) ?? self
        return treatment.withholds ? placed.withoutValues(type) : placed
    }

    /// The same with its place in the text as received; without a place that is none.
    private func placed(by positions: PositionMap) -> ReportFields {
        ReportFields(
            fields.compactMap { field in
                guard field.letter == UInt8(ascii: "P") else { return field }
                // PostgreSQL: elog.c, edata->cursorpos is an int.
                guard let place = Int32(String(decoding: field.value, as: UTF8.self)).map(Int.init), place > 0
                else { return nil }
                return Field(field.letter, Array(String(positions.original(ofCharacter: place - 1) + 1).utf8))
            }
        )
    }

    // MARK: values

    // PostgreSQL: manual, "Error and Notice Message Fields".
    /// The same without anything that may hold a value of a row: severity, code, place, what is named, and the message where
    /// its kind has no values.
    private func withoutValues(_ type: BackendMessageType) -> ReportFields {
        var seen: Set<UInt8> = []
        let hasMessage = isWithoutValues
        var kept = fields.filter { seen.insert($0.letter).inserted && Self.kept.contains($0.letter) }
        if hasMessage {
            let letters = isOfParsing ? "MH" : "M"
            seen = []
            kept += fields.filter { letters.utf8.contains($0.letter) && seen.insert($0.letter).inserted }
            return ReportFields(kept)
        }
        let code = Code.valuesWithheld
        let what = type == .noticeResponse ? "the database sent a notice" : "the database reported an error"
        for (letter, text) in [
            ("M", "\(what); its message is withheld because it may hold masked values"),
            ("D", code.name),
            ("H", code.whereToLearnMore),
        ] {
            kept += letter.utf8.map { Field($0, Array(text.utf8)) }
        }
        return ReportFields(kept)
    }

    /// Severity, code and place; schema, table, column, type and constraint; where in the server's source it was made.
    private static let kept = Set("SVCPstcdnFLR".utf8)
    /// Classes of SQLSTATE whose messages are about conflicts, limits, the connection and names in the statement.
    private static let harmless: Set<String> = ["0A", "08", "25", "26", "34", "40", "53", "54", "55", "57"]
    /// Privileges, and names that are taken: these have no place in the text.
    private static let namesInStatement: Set<String> = ["42501", "42P03", "42P05", "42P06", "42P07"]

    /// Class 42, access rules and syntax.
    private var isOfParsing: Bool { sqlState?.hasPrefix("42") == true }

    /// Whether its message is of a kind that holds no values of rows.
    private var isWithoutValues: Bool {
        guard let state = sqlState, state.utf8.count == 5 else { return false }
        guard isOfParsing else { return Self.harmless.contains(String(state.prefix(2))) }
        // A value that is read as a name, as by a cast to regclass, is not found either: but only what the text itself
        // says has a place in it.
        return text("P") != nil || (Self.namesInStatement.contains(state) && text("W") == nil)
    }
}
