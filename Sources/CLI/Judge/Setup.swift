// Everything that a text is judged under: the reader, schema, policy, and who asks where.

import Policy
import SQLAnalysis

/// What the options of a command come to, once their files are read.
struct Setup: Sendable {
    let reader: StatementReader
    let schema: Schema?
    let policy: PolicyFile
    /// The policy's file; nil for the built-in default policy.
    let policyPath: String?
    let principal: Principal
    let target: Target

    /// Nothing on the way is run offline, so obligations are shown and not taken for impossible.
    private static let capabilities = Set(Capability.allCases)

    /// Reads a text and decides on it. The names are those that earlier texts have bound; they are moved on.
    func judge(_ source: SourceText, _ bytes: [UInt8], names: inout SessionNames) -> Judgement {
        let snapshot = PolicySnapshot(policy: policy, catalog: schema?.catalog)
        let protection = snapshot.protection(for: principal)
        let outcome: TextOutcome
        do throws(Refusal) {
            outcome = try reader.read(bytes, names: names, catalog: schema?.catalog, protection: protection)
        } catch {
            return Judgement(source: source, reading: .failure(error), decision: nil)
        }
        names = outcome.names
        let decision = DecisionPoint.decide(
            outcome.statements,
            for: principal,
            on: target,
            under: snapshot,
            with: Setup.capabilities
        )
        let isMasked = outcome.masking?.statements.contains(where: \.touches) ?? false
        return Judgement(
            source: source,
            reading: .success(outcome.statements),
            decision: decision,
            sent: isMasked ? outcome.replacement : nil
        )
    }
}

// MARK: as words and JSON

extension Setup {
    /// The database's name in the policy; nil when none is meant.
    var databaseName: String? {
        switch target {
        case .database(let name): name
        case .unspecified: nil
        }
    }

    /// Which policy decided.
    var policyWords: String {
        policyPath ?? "the built-in default policy, because no --policy is given"
    }

    /// Who asked.
    var principalWords: String {
        let groups = principal.groups.isEmpty ? "no groups" : "groups \(principal.groups.joined(separator: ", "))"
        let place = databaseName.map { ", database \($0)" } ?? ""
        return "\(principal.user) (\(principal.kind.rawValue), \(groups)\(place))"
    }

    var policyJSON: JSON {
        .members([
            "file": .optional(policyPath), "builtIn": .bool(policyPath == nil), "epoch": .string(policy.epoch),
        ])
    }

    var principalJSON: JSON {
        .members([
            "user": .string(principal.user), "groups": .array(principal.groups.map(JSON.string)),
            "kind": .string(principal.kind.rawValue),
        ])
    }

    var schemaJSON: JSON {
        guard let schema else { return .null }
        return .members([
            "file": .string(schema.path), "epoch": .string(schema.catalog.epoch),
            "relations": .integer(schema.catalog.relations.count),
            "notes": .array(schema.notes.map(\.json)),
        ])
    }
}
