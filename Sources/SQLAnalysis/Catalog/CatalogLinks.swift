// Who mentions whom: the snapshot's lists turned round, so that no question has to go through all relations.

import Synchronization

/// What DROP ... CASCADE takes away because of something else.
public enum CatalogLoss: Hashable, Sendable {
    /// An object. Constraints, rules, policies, triggers and columns are named as parts of their relation.
    case object(ObjectReference)
    /// The DEFAULT of a column; the column stays.
    case defaultValue(QualifiedName)
}

/// The snapshot's lists turned round. Every list is in no particular order.
final class CatalogLinks: Sendable {
    /// A foreign key by its place.
    struct Reference: Sendable {
        let table: QualifiedName
        let position: Int
    }

    /// Foreign keys by the table that they reference.
    let references: [QualifiedName: [Reference]]
    /// Tables that inherit from a table directly, partitions among them.
    let children: [QualifiedName: [QualifiedName]]
    /// Sequences by the table that they belong to.
    let sequences: [QualifiedName: [QualifiedName]]
    /// The table of each index.
    let indexTables: [QualifiedName: QualifiedName]
    /// What mentions a relation or a type: the two share their names, since each relation has a row type.
    let users: [QualifiedName: [CatalogLoss]]
    /// What calls routines of a name.
    let callers: [QualifiedName: [CatalogLoss]]
    /// What is in a schema.
    let members: [String: [ObjectReference]]
    /// Foreign tables by their server.
    let foreignTables: [String: [QualifiedName]]
    /// Relations by their bare names.
    let relationNames: [String: [QualifiedName]]
    /// Routines by their bare names.
    let routineNames: [String: [QualifiedName]]

    /// Turns the lists round.
    init(
        relations: [QualifiedName: CatalogRelation],
        routines: [QualifiedName: [CatalogRoutine]],
        types: [QualifiedName: CatalogType]
    ) {
        let turned = TurnedLists(relations: relations, routines: routines, types: types)
        references = turned.references
        children = turned.children
        sequences = turned.sequences
        indexTables = turned.indexTables
        users = turned.users
        callers = turned.callers
        members = turned.members
        foreignTables = turned.foreignTables
        relationNames = Dictionary(grouping: relations.keys, by: \.name)
        routineNames = Dictionary(grouping: routines.keys, by: \.name)
    }
}

/// The links of a snapshot and its copies, made when they are asked for first: most statements need none, and making
/// them takes a fifth of the time that the snapshot itself takes.
final class LazyCatalogLinks: Sendable {
    private let made = AtomicLazyReference<CatalogLinks>()

    /// The links; `make` is called unless they are there. Threads that ask at the same time may each make them, and all
    /// get the same ones.
    func links(_ make: () -> CatalogLinks) -> CatalogLinks { made.load() ?? made.storeIfNil(make()) }
}

/// The lists while they are turned round.
private struct TurnedLists {
    private(set) var references: [QualifiedName: [CatalogLinks.Reference]] = [:]
    private(set) var children: [QualifiedName: [QualifiedName]] = [:]
    private(set) var sequences: [QualifiedName: [QualifiedName]] = [:]
    private(set) var indexTables: [QualifiedName: QualifiedName] = [:]
    private(set) var users: [QualifiedName: [CatalogLoss]] = [:]
    private(set) var callers: [QualifiedName: [CatalogLoss]] = [:]
    private(set) var members: [String: [ObjectReference]] = [:]
    private(set) var foreignTables: [String: [QualifiedName]] = [:]

    init(
        relations: [QualifiedName: CatalogRelation],
        routines: [QualifiedName: [CatalogRoutine]],
        types: [QualifiedName: CatalogType]
    ) {
        references.reserveCapacity(relations.count)
        indexTables.reserveCapacity(relations.count * 2)
        for relation in relations.values { link(relation) }
        for overloads in routines.values {
            for routine in overloads { link(routine) }
        }
        for type in types.values { link(type) }
    }

    private mutating func link(_ relation: CatalogRelation) {
        let name = relation.name
        add(ObjectReference(relation.kind, name))
        for position in relation.foreignKeys.indices {
            let reference = CatalogLinks.Reference(table: name, position: position)
            references[relation.foreignKeys[position].references, default: []].append(reference)
        }
        for parent in relation.parents { children[parent, default: []].append(name) }
        if let owner = relation.ownedBy { sequences[owner.table, default: []].append(name) }
        if let server = relation.server { foreignTables[server, default: []].append(name) }
        let whole = CatalogLoss.object(ObjectReference(relation.kind, name))
        if let query = relation.query { link(query, whole) }
        if let type = relation.rowType { users[type, default: []].append(whole) }
        for expression in relation.partitionKey?.expressions ?? [] { link(expression, whole) }
        for column in relation.columns { link(column, of: relation) }
        for check in relation.checks { link(check.expression, part(.constraint, check.name, of: relation)) }
        for index in relation.indexes {
            let indexName = QualifiedName(schema: name.schema, index.name)
            indexTables[indexName] = name
            guard index.predicate != nil || !index.expressions.isEmpty else { continue }
            let loss = CatalogLoss.object(ObjectReference(.index, indexName))
            for expression in index.expressions { link(expression, loss) }
            if let predicate = index.predicate { link(predicate, loss) }
        }
        for statistics in relation.statistics {
            link(statistics.expression, .object(ObjectReference(.statistics, statistics.name)))
        }
        linkReactions(of: relation)
    }

    private mutating func link(_ column: CatalogColumn, of relation: CatalogRelation) {
        guard column.userType != nil || column.defaultValue != nil || column.generated != nil else { return }
        if let type = column.userType { users[type, default: []].append(part(.column, column.name, of: relation)) }
        if let expression = column.defaultValue { link(expression, .defaultValue(relation.part(column.name))) }
        if let expression = column.generated { link(expression, part(.column, column.name, of: relation)) }
    }

    private mutating func linkReactions(of relation: CatalogRelation) {
        for trigger in relation.triggers {
            let loss = part(.trigger, trigger.name, of: relation)
            callers[trigger.function, default: []].append(loss)
            if let other = trigger.from { users[other, default: []].append(loss) }
            if let condition = trigger.condition { link(condition, loss) }
        }
        for rule in relation.rules {
            let loss = part(.rule, rule.name, of: relation)
            link(rule.body, loss, except: relation.name)
        }
        for policy in relation.policies {
            let loss = part(.policy, policy.name, of: relation)
            for expression in [policy.condition, policy.check].compactMap(\.self) {
                link(expression, loss, except: relation.name)
            }
        }
    }

    private mutating func link(_ routine: CatalogRoutine) {
        let object = ObjectReference(routine.kind, routine.name)
        add(object)
        for type in routine.types { users[type, default: []].append(.object(object)) }
        if let body = routine.body { link(body, .object(object)) }
    }

    private mutating func link(_ type: CatalogType) {
        let object = ObjectReference(type.form == .domain ? .domain : .type, type.name)
        add(object)
        if let base = type.baseType { users[base, default: []].append(.object(object)) }
        for field in type.fields {
            guard let fieldType = field.userType else { continue }
            let name = QualifiedName(catalog: type.name.schema, schema: type.name.name, field.name)
            users[fieldType, default: []].append(.object(ObjectReference(.column, name)))
        }
        for check in type.checks {
            let name = QualifiedName(catalog: type.name.schema, schema: type.name.name, check.name)
            link(check.expression, .object(ObjectReference(.constraint, name)))
        }
        if let expression = type.defaultValue { link(expression, .defaultValue(type.name)) }
    }

    private mutating func link(
        _ expression: CatalogExpression,
        _ loss: CatalogLoss,
        except own: QualifiedName? = nil
    ) {
        for relation in expression.relations where relation != own { users[relation, default: []].append(loss) }
        for type in expression.types where type != own { users[type, default: []].append(loss) }
        // A name without a schema is PostgreSQL's own or not in the snapshot; neither can be dropped by a known name.
        for routine in expression.routines where routine.schema != nil && routine.schema != "pg_catalog" {
            callers[routine, default: []].append(loss)
        }
    }

    private mutating func add(_ object: ObjectReference) {
        if let schema = object.name.schema { members[schema, default: []].append(object) }
    }

    private func part(_ kind: ObjectKind, _ name: String, of relation: CatalogRelation) -> CatalogLoss {
        .object(ObjectReference(kind, relation.part(name)))
    }
}
