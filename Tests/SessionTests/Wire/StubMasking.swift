// Masking for tests of the conversation: it looks for words in the text, and so is nothing to rely on elsewhere.

import PGWire
import Policy
import Session

@testable import SQLAnalysis

/// What is masked: columns of `public.customer`, whose number is 16400.
struct StubMasking {
    let columns: [ColumnName]
    let notices: Bool
    let protection: Protection

    /// Reads `public.customer.email,public.customer.phone`.
    init(_ names: String, notices: Bool = true) throws {
        columns = try names.split(separator: ",").map { name in
            let parts = name.split(separator: ".").map(String.init)
            guard parts.count == 3 else { throw NotationProblem(message: "no column is called \(name)") }
            return ColumnName(schema: parts[0], table: parts[1], column: parts[2])
        }.sorted()
        self.notices = notices
        protection = Protection(columns.map { ProtectedColumn($0, .mask(.constant("***"))) }, in: Self.catalog)
    }

    private static let catalog: CatalogSnapshot = {
        let name = QualifiedName(schema: "public", "customer")
        var relation = CatalogRelation(name, kind: .table)
        relation.oid = OID(16_400)
        for (place, column) in ["id", "email", "name", "phone"].enumerated() {
            var column = CatalogColumn(column, type: "text")
            column.number = Int16(place + 1)
            relation.columns.append(column)
        }
        return CatalogSnapshot(epoch: "of one relation", relations: [name: relation])
    }()

    /// What the reader would have made of the text: each column becomes `'***'`.
    func outcome(_ outcome: TextOutcome, of text: [UInt8]) -> TextOutcome {
        let statements = outcome.statements.map { statement in
            let range = statement.range
            let part = String(decoding: text[range.start..<range.end], as: UTF8.self)
            let touches = columns.contains { part.contains($0.table) }
            let masked = columns.filter { touches && (part.contains($0.column) || part.contains("*")) }
            return StatementMasking(touches: touches, masked: masked)
        }
        let (replacement, positions) = masked(String(decoding: text, as: UTF8.self))
        return TextOutcome(
            statements: outcome.statements,
            names: outcome.names,
            replacement: positions == .identity ? outcome.replacement : Array(replacement.utf8),
            masking: TextMasking(protection: protection, statements: statements, positions: positions, notices: notices)
        )
    }

    private func masked(_ text: String) -> (String, PositionMap) {
        let scalars = Array(text.unicodeScalars)
        var made: [UnicodeScalar] = []
        var pieces: [PositionMap.Piece] = []
        var at = 0
        while at < scalars.count {
            let rest = scalars[at...]
            guard let column = columns.first(where: { rest.starts(with: $0.column.unicodeScalars) }) else {
                made.append(scalars[at])
                at += 1
                continue
            }
            let mask = "'***'::text AS \(column.column)".unicodeScalars
            let end = at + column.column.unicodeScalars.count
            pieces.append(.init(original: at..<end, replacement: made.count..<(made.count + mask.count)))
            made += mask
            at = end
        }
        var result = ""
        result.unicodeScalars += made
        return (result, PositionMap(pieces))
    }
}

extension Ground {
    /// Judges a text as the proxy would, with columns masked.
    static func judge(
        _ text: [UInt8],
        masking: StubMasking,
        under judge: Judge,
        names: SessionNames,
        principal: Principal,
        database: String
    ) -> Judgement {
        do throws(Refusal) {
            let read = try judge.reader.read(text, names: names, catalog: judge.snapshot.catalog)
            let outcome = masking.outcome(read, of: text)
            let decision = DecisionPoint.decide(
                outcome.statements,
                for: principal,
                on: .database(database),
                under: judge.snapshot,
                with: []
            )
            return Judgement(outcome, decision, under: judge.inForce)
        } catch {
            return Judgement(refused: error, names: names, under: judge.inForce)
        }
    }
}
