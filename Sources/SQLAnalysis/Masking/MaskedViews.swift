// Views: their definitions are masked like any query, once for each catalog and policy.

import Synchronization

/// What has been made of views so far, and the parsed texts of sub-selects.
struct MadeSources: Sendable {
    fileprivate var views: [QualifiedName: Result<MaskedView, Refusal>] = [:]
    var templates: [String: FlatTree] = [:]
    /// More texts are not kept: those with TABLESAMPLE differ each time and are not kept at all.
    static let mostTemplates = 10_000
}

/// What is read in place of a relation.
struct MaskedView: Sendable {
    /// The query; nil when the relation itself can be read.
    let source: MaskedSource?
    /// What it gives out.
    let outputs: MaskOutputs
    /// The protected columns that decide which rows it has.
    var decisive = Taint.none
}

extension Masker {
    /// The deepest nesting of views that is followed.
    private static let mostDepth = 30

    /// What is read in place of a relation. Throws when it cannot be masked.
    mutating func view(_ relation: CatalogRelation, at offset: Int?) throws(Refusal) -> MaskedView {
        let protected = protection.relations[relation.name]
        if let refusal = protected?.refusal { throw refusal.at(offset) }
        let isView = relation.kind == .view || relation.kind == .materializedView
        guard isView, protection.behind(relation).contains(where: { $0 != relation.name }) else {
            guard let protected else { return MaskedView(source: nil, outputs: outputs(of: relation)) }
            guard relation.columnsAreKnown else { throw unknownColumns(relation).at(offset) }
            if case .success(let made)? = protection.made.withLock({ $0.views[relation.name] }) { return made }
            let made = MaskedView(
                source: MaskText(catalog: protection.catalog).source(of: relation, treatments(protected)),
                outputs: outputs(of: relation)
            )
            protection.made.withLock { $0.views[relation.name] = .success(made) }
            return made
        }
        if let made = protection.made.withLock({ $0.views[relation.name] }) {
            do throws(Refusal) {
                let view = try made.get()
                decisive.add(view.decisive)
                return view
            } catch {
                throw error.at(offset)
            }
        }
        do throws(Refusal) {
            let view = try makeView(relation)
            decisive.add(view.decisive)
            protection.made.withLock { $0.views[relation.name] = .success(view) }
            return view
        } catch {
            // A thread that may not read this text leaves it to one that may.
            guard !steps.areSpent else { throw error }
            protection.made.withLock { $0.views[relation.name] = .failure(error) }
            throw error.at(offset)
        }
    }

    private mutating func makeView(_ relation: CatalogRelation) throws(Refusal) -> MaskedView {
        guard depth < Masker.mostDepth else {
            throw Refusal(.notMaskable, "\(relation.name) is a view of too many views of protected tables")
        }
        guard let definition = relation.definition else {
            throw Refusal(.notMaskable, "\(relation.name) shows a protected table, and its definition is not known")
        }
        let lexed = try Lexer.lex(Array(definition.utf8), limits: limits)
        guard steps.mayParse(lexed) else { throw Refusal(.tooManyTokens, "the definition of a view is too large") }
        let tree = try StatementReader.parse(lexed, grammar)
        var root = Fields(tree.root)
        guard let raw = try root.list(.stmts).only else {
            throw Refusal(.notMaskable, "the definition of \(relation.name) is not one statement")
        }
        var fields = Fields(raw)
        let statement = try Lower().statement(try fields.require(.stmt))
        var inner = Masker(
            protection,
            Meanings(catalog: protection.catalog, names: SessionNames()),
            grammar,
            limits,
            steps,
            depth: depth + 1
        )
        let outputs: MaskOutputs
        do throws(Refusal) {
            outputs = try inner.statement(statement, MaskTables(), nil)
            steps = inner.steps
        } catch {
            steps = inner.steps
            throw error
        }
        // A definition from before something was renamed does not speak of what the view reads.
        let catalog = protection.catalog
        let reads = Set(relation.reads.compactMap { catalog.relation($0) }.filter { $0.kind != .sequence }.map(\.name))
        guard reads == inner.read.filter({ catalog.relations[$0]?.kind != .sequence }) else {
            throw Refusal(.notMaskable, "the definition of \(relation.name) is not that of what it reads")
        }
        guard inner.writing == nil else { throw Refusal(.notMaskable, "\(relation.name) is not a plain query") }
        let named = outputs.named(relation.columns.map(\.name))
        return try relation.kind == .view
            ? made(relation, named, inner, lexed, tree) : made(materialized: relation, named, inner)
    }

    /// A view whose outputs come from protected columns is read by its masked definition; any other one as it is, with the
    /// rights of its owner.
    private mutating func made(
        _ view: CatalogRelation,
        _ outputs: MaskOutputs,
        _ inner: Masker,
        _ lexed: LexedText,
        _ tree: FlatTree
    ) throws(Refusal) -> MaskedView {
        var outputs = outputs
        let own = protection.relations[view.name]
        guard !outputs.whole.isEmpty || !inner.decisive.isEmpty else {
            guard let own else { return MaskedView(source: nil, outputs: outputs) }
            return MaskedView(
                source: MaskText(catalog: protection.catalog).source(of: view, treatments(own)),
                outputs: self.outputs(of: view)
            )
        }
        if let restricted = rowSecurity(behind: view) {
            throw Refusal(
                .notMaskable,
                "\(view.name) shows \(restricted) with the rights of its owner, which has row security",
                hint: "read the table itself"
            )
        }
        let rewritten = try inner.rewritten(lexed, tree, &steps)
        let definition = String(decoding: rewritten?.bytes ?? lexed.blanked, as: UTF8.self)
        var source = MaskText(catalog: protection.catalog).source(of: view, definition: definition.trimmingStatement)
        if let own {
            // Columns of the view itself are masked on top.
            let list = MaskText(catalog: protection.catalog).source(of: view, treatments(own)).head
            source = MaskedSource(
                head: list,
                relation: "(\(source.text(only: false))) AS \(TypeSpelling.quoted(view.name.name))",
                tail: source.tail,
                takesOnly: false
            )
            outputs = outputs.merged(self.outputs(of: view))
        }
        return MaskedView(source: source, outputs: outputs, decisive: inner.decisive)
    }

    /// A materialized view holds copies: its columns that come from protected ones are masked like a table's.
    private func made(
        materialized view: CatalogRelation,
        _ outputs: MaskOutputs,
        _ inner: Masker
    ) throws(Refusal) -> MaskedView {
        if let place = inner.decisive.places.min() {
            throw Refusal(
                .maskedPredicate,
                "\(protection.all[place].column) is masked and decides which rows \(view.name) holds"
            )
        }
        guard outputs.others == nil, outputs.columns.count == view.columns.count else {
            if outputs.whole.isEmpty, protection.relations[view.name] == nil {
                return MaskedView(source: nil, outputs: outputs)
            }
            throw unknownColumns(view)
        }
        var treatments = protection.relations[view.name].map(treatments) ?? [:]
        for (column, output) in zip(view.columns, outputs.columns) where treatments[column.name] == nil {
            guard let place = output.taint.places.min() else { continue }
            treatments[column.name] = protection.all[place].treatment
        }
        let merged = outputs.merged(self.outputs(of: view))
        guard !treatments.isEmpty else { return MaskedView(source: nil, outputs: merged) }
        return MaskedView(source: MaskText(catalog: protection.catalog).source(of: view, treatments), outputs: merged)
    }

    /// A table behind a view whose policies would be other ones for whoever reads it without the view.
    private func rowSecurity(behind view: CatalogRelation) -> QualifiedName? {
        guard !view.viewOptions.isSecurityInvoker else { return nil }
        return protection.catalog.behind(view).first {
            protection.catalog.relations[$0]?.rowSecurity.isEnabled == true
        }
    }

    private func treatments(_ protected: ProtectedRelation) -> [String: ProtectedColumn.Treatment] {
        protected.columns.mapValues { protection.all[$0].treatment }
    }

    private func unknownColumns(_ relation: CatalogRelation) -> Refusal {
        Refusal(.notMaskable, "the columns of \(relation.name) are not known, and some have to be masked")
    }

    /// The text with everything that was found, verified; nil when nothing is to be changed.
    func rewritten(_ lexed: LexedText, _ tree: FlatTree, _ steps: inout Steps) throws(Refusal) -> Rewritten? {
        guard !splices.isEmpty else { return nil }
        return try TextRewriter(protection: protection, grammar: grammar, limits: limits).rewrite(
            lexed,
            tree,
            splices,
            &steps
        )
    }
}

extension MaskOutputs {
    /// The same under the names of a relation's columns.
    fileprivate func named(_ names: [String]) -> MaskOutputs {
        guard others == nil, columns.count == names.count else {
            let taint = whole
            return MaskOutputs(columns: names.map { MaskOutput(name: $0, taint: taint) }, others: nil)
        }
        return renamed(names)
    }
}

extension String {
    /// Without white space and the semicolon that end a statement.
    fileprivate var trimmingStatement: String {
        var text = self[...]
        while let last = text.unicodeScalars.last, " \n\t\r;".unicodeScalars.contains(last) {
            text = text.dropLast()
        }
        return String(text)
    }
}
