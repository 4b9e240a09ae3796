// Finds the relations in FROM of any statement, so that splices can be tried without a policy that asks for them.

import CPgQuery

@testable import SQLAnalysis

/// The relations that stand in FROM, with what has to be known of them to be replaced.
///
/// Only the tree is asked: a name that WITH has made is taken for a relation as well.
struct SpliceSites {
    private let source: MaskedSource
    private let isMeant: (String) -> Bool
    private var splices = Splices()

    /// A splice for each relation in FROM whose name is meant. Throws SG6004 for one whose place is not known.
    static func find(
        in tree: FlatTree,
        source: MaskedSource,
        where isMeant: (String) -> Bool
    ) throws(Refusal) -> Splices {
        try withoutActuallyEscaping(isMeant) { isMeant throws(Refusal) in
            var sites = SpliceSites(source: source, isMeant: isMeant)
            for (index, record) in tree.records.enumerated() where Int(record.kind) == SQLGUARD_RECORD_MESSAGE {
                try sites.visit(Node(tree: tree, index: index))
            }
            return sites.splices
        }
    }

    private init(source: MaskedSource, isMeant: @escaping (String) -> Bool) {
        self.source = source
        self.isMeant = isMeant
    }

    /// Takes what stands in FROM of a node itself; what is nested in it has its own turn.
    private mutating func visit(_ node: Node) throws(Refusal) {
        var fields = Fields(node)
        switch node.tag {
        case .selectStmt, .updateStmt: for item in try fields.list(.fromClause) { try from(item) }
        case .deleteStmt: for item in try fields.list(.usingClause) { try from(item) }
        case .mergeStmt: try from(try fields.require(.sourceRelation))
        default: return
        }
    }

    private mutating func from(_ item: Node) throws(Refusal) {
        var fields = Fields(item)
        switch item.tag {
        case .rangeVar: try relation(item, isSampled: false)
        case .rangeTableSample: try relation(try fields.require(.relation), isSampled: true)
        case .joinExpr:
            try from(try fields.require(.larg))
            try from(try fields.require(.rarg))
        default: return
        }
    }

    private mutating func relation(_ node: Node, isSampled: Bool) throws(Refusal) {
        var fields = Fields(node)
        let name = try fields.requireText(.relname)
        guard isMeant(name) else { return }
        let before = [try fields.text(.catalogname), try fields.text(.schemaname)].compactMap(\.self)
        let alias = try fields.node(.alias)
        var hasColumnList = false
        if let alias {
            var inner = Fields(alias)
            hasColumnList = !(try inner.list(.colnames).isEmpty)
        }
        let shape = RelationShape(
            parts: before.count + 1,
            name: name,
            inherits: try fields.flag(.inh),
            hasAlias: alias != nil,
            hasColumnList: hasColumnList,
            isSampled: isSampled
        )
        try splices.add(.subselect(source, shape), at: try fields.location())
    }
}
