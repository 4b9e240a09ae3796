// Which objects a rule means: `public.customers`, `audit.*`, `function:public.refresh`, `setting:work_mem`.

public import SQLAnalysis

/// A pattern for objects. Without a kind it means tables, views, other relations and types in a rule that permits, and
/// objects of any kind that live in the schema, the schema itself included, in a rule that denies or holds.
public struct ObjectPattern: Hashable, Sendable, CustomStringConvertible {
    /// The kind that is written before the colon; nil without.
    public let kind: ObjectKind?
    /// The parts of the name: two for relations and what else lives in a schema, three for parts of a relation, else
    /// one.
    public let parts: [Glob]

    /// The pattern in its plain form, quotes left out.
    public var description: String {
        (kind.map { "\($0.rawValue):" } ?? "") + parts.map(\.description).joined(separator: ".")
    }

    /// Reads a pattern; the error says what is wrong.
    init(_ text: String) throws(NamePattern.Mistake) {
        guard let colon = text.firstIndex(of: ":"), !text[..<colon].contains("\"") else {
            kind = nil
            parts = try Self.parts(text, count: 2, like: "schema.table, or *.table for every schema")
            return
        }
        let word = String(text[..<colon])
        guard let kind = ObjectKind(rawValue: word) else {
            let kinds = ObjectKind.allCases.map(\.rawValue)
            let nearest = nearestWord(to: word, among: kinds).map { "did you mean '\($0)'?" }
            throw NamePattern.Mistake(
                "'\(shown(word))' is no kind of object; \(nearest ?? "kinds are: \(kinds.joined(separator: ", "))")"
            )
        }
        self.kind = kind
        let name = String(text[text.index(after: colon)...])
        switch kind.naming {
        case .relation, .inSchema:
            parts = try Self.parts(name, count: 2, like: "\(word):schema.name, or \(word):*.name for every schema")
        case .partOfRelation:
            parts = try Self.parts(name, count: 3, like: "\(word):schema.table.name; each may be *")
        case .plain where kind == .setting:
            // A setting of an extension has a dot in its name.
            let pieces = try NamePattern.parts(name)
            parts = [Glob(pieces.map(\.description).joined(separator: "."))]
        case .plain:
            parts = [try NamePattern.single(name)]
        case .free:
            guard !name.isEmpty else { throw NamePattern.Mistake("nothing follows the colon") }
            parts = [Glob(name)]
        }
    }

    private static func parts(
        _ text: String,
        count: Int,
        like example: String
    ) throws(NamePattern.Mistake) -> [Glob] {
        let parts = try NamePattern.parts(text)
        guard parts.count == count else { throw NamePattern.Mistake("write it as \(example)") }
        return parts
    }

    /// How well an object fits. A name without a schema may be in any; one that names a database may be elsewhere.
    func fit(_ object: ObjectReference) -> Fit {
        let name = object.name
        switch (parts.count, object.kind.naming) {
        case (2, .relation), (2, .inSchema):
            let named = fit(parts[0], name.schema).and(fit(parts[1], name.name)).and(kindFit(object.kind))
            return name.catalog == nil ? named : named.uncertain
        case (2, .partOfRelation) where kind == nil:
            return fit(parts[0], name.catalog).and(fit(parts[1], name.schema)).uncertain
        case (2, .plain) where kind == nil && object.kind == .schema:
            return fit(parts[0], name.name).uncertain
        case (3, .partOfRelation) where kind == object.kind:
            return fit(parts[0], name.catalog).and(fit(parts[1], name.schema)).and(fit(parts[2], name.name))
        case (1, .plain) where kind == object.kind, (1, .free) where kind == object.kind:
            return fit(parts[0], name.description)
        case (_, .relation), (_, .inSchema), (_, .partOfRelation), (_, .plain), (_, .free):
            return .no
        }
    }

    private func fit(_ pattern: Glob, _ part: String?) -> Fit {
        if let part { return Fit(pattern.matches(part)) }
        return pattern.isAny ? .certain : .possible
    }

    private func kindFit(_ other: ObjectKind) -> Fit {
        guard let kind else {
            let isMeant = other.naming == .relation || other.isType
            return isMeant ? .certain : .possible
        }
        return kind == other ? .certain : kind.mayBe(other) ? .possible : .no
    }
}
