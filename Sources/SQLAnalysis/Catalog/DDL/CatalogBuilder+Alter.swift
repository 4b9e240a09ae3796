// ALTER TABLE and its kind, command by command.

extension CatalogBuilder {
    mutating func alter(_ target: RelationTarget, _ changes: [RelationChange]) {
        // What a dump with --clean begins with.
        if target.mayBeMissing, self.slot(target.name) == nil, changes.allSatisfy({ $0.pass == 0 }) {
            return report.pass("ALTER TABLE IF EXISTS of what is not in the file")
        }
        // What says nothing is counted whether the relation is known or not: indexes have owners too.
        var slot: Int?
        var changes = changes
        if changes.count > 1 { changes = Self.inPasses(changes) }
        var place = 0
        while place < changes.count {
            let change = changes[place]
            place += 1
            switch change {
            case .ofNoInterest(let what): report.pass(what)
            case .notFollowed(let what, let reason): skip(what, reason)
            case .addColumn, .dropColumn, .setDefault, .dropDefault, .setNotNull, .dropExpression, .setType,
                .addIdentity,
                .setIdentity, .dropIdentity, .addConstraint, .dropConstraint, .validateConstraint, .setConstraintTiming,
                .setTriggerFiring, .setRuleFiring, .addParent, .dropParent, .attachPartition, .detachPartition,
                .setRowSecurity, .setPersistence, .setRowType, .setViewOptions:
                if slot == nil { slot = self.slot(target.name, for: "ALTER TABLE") }
                guard let slot else { return }
                let more = apply(change, to: slot, recurses: target.recurses)
                if !more.isEmpty { changes = Self.inPasses(Array(changes[..<place]) + more + changes[place...]) }
            }
        }
    }

    /// The commands in the order in which PostgreSQL carries them out. PostgreSQL: tablecmds.c, AlterTablePass.
    private static func inPasses(_ changes: [RelationChange]) -> [RelationChange] {
        var result: [RelationChange] = []
        result.reserveCapacity(changes.count)
        for pass in 0...7 { result += changes.filter { $0.pass == pass } }
        return result
    }

    /// Carries out a command, and returns those that are to follow in their passes.
    private mutating func apply(_ change: RelationChange, to slot: Int, recurses: Bool) -> [RelationChange] {
        switch change {
        case .addColumn(let definition, let ifNotExists):
            return addColumn(definition, to: slot, recurses: recurses, ifNotExists: ifNotExists)
        case .dropColumn(let name, let cascade): dropColumn(name, of: slot, recurses: recurses, cascade: cascade)
        case .setDefault(let name, let value):
            let value = value.map { resolved($0) }
            changeColumn(name, of: slot, recurses: recurses) { $0.defaultValue = value }
        case .dropDefault(let name):
            changeColumn(name, of: slot, recurses: recurses) { $0.defaultValue = nil }
        case .setNotNull(let name, let notNull):
            changeColumn(name, of: slot, recurses: recurses) { $0.notNull = notNull }
        case .dropExpression(let name): changeColumn(name, of: slot, recurses: recurses) { $0.generated = nil }
        case .setType(let name, let type): setType(name, type, of: slot, recurses: recurses)
        case .addIdentity(let name, let identity, let sequence):
            changeColumn(name, of: slot, recurses: false) {
                $0.identity = identity
                $0.notNull = true
            }
            var column = CatalogColumn(name, type: nil)
            column.identity = identity
            addSequence(of: ColumnDefinition(column: column, sequence: sequence), to: slot)
        case .setIdentity(let name, let identity):
            changeColumn(name, of: slot, recurses: false) { $0.identity = identity }
        case .dropIdentity(let name):
            changeColumn(name, of: slot, recurses: false) { $0.identity = nil }
            dropSequences(ofColumn: name, of: slot)
        case .addConstraint(let constraint): add(constraint, to: slot, recurses: recurses)
        case .dropConstraint(let name, let cascade):
            dropConstraint(name, of: slot, recurses: recurses, cascade: cascade)
        case .validateConstraint(let name): changeConstraint(name, of: slot, timing: nil)
        case .setConstraintTiming(let name, let timing): changeConstraint(name, of: slot, timing: timing)
        case .setTriggerFiring(let name, let firing): setTriggerFiring(name, firing, of: slot)
        case .setRuleFiring(let name, let firing):
            guard let place = relations[slot].rules.firstIndex(where: { $0.name == name }) else {
                skip("ALTER TABLE", "rule \(relations[slot].part(name)) is not in the file")
                break
            }
            relations[slot].rules[place].firing = firing
        case .addParent(let parent): addParent(parent, to: slot)
        case .dropParent(let parent): dropParent(parent, of: slot)
        case .attachPartition(let partition, let bound): attach(partition, to: slot, bound)
        case .detachPartition(let partition): detach(partition, from: slot)
        case .setRowSecurity(let enabled, let forced):
            if let enabled { relations[slot].rowSecurity.isEnabled = enabled }
            if let forced { relations[slot].rowSecurity.isForced = forced }
        case .setPersistence(let persistence):
            relations[slot].persistence = persistence
            for other in liveSlots where relations[other].ownedBy?.table == relations[slot].name {
                relations[other].persistence = persistence
            }
        case .setRowType(let type): relations[slot].rowType = type.map(resolved(type:))
        case .setViewOptions(let options): options.apply(to: &relations[slot].viewOptions)
        case .ofNoInterest, .notFollowed: break
        }
        return []
    }

    /// Changes a column of a table, and of its heirs when the command recurses.
    private mutating func changeColumn(
        _ name: String,
        of slot: Int,
        recurses: Bool,
        _ change: (inout CatalogColumn) -> Void
    ) {
        for target in [slot] + (recurses ? allHeirs(of: slot) : []) {
            guard let place = relations[target].columns.firstIndex(where: { $0.name == name }) else {
                skip("ALTER TABLE ALTER COLUMN", "\(relations[target].part(name)) is not in the file")
                continue
            }
            change(&relations[target].columns[place])
        }
    }

    /// Adds a column, and returns its constraints, which are made after all columns are there.
    private mutating func addColumn(
        _ definition: ColumnDefinition,
        to slot: Int,
        recurses: Bool,
        ifNotExists: Bool
    ) -> [RelationChange] {
        var column = definition.column
        guard column.type != nil else {
            skip("ALTER TABLE ADD COLUMN", "a column without a type")
            return []
        }
        resolve(&column)
        guard relations[slot].column(column.name) == nil else {
            if ifNotExists {
                report.pass("ADD COLUMN IF NOT EXISTS of what is there")
            } else {
                skip("ALTER TABLE ADD COLUMN", "\(relations[slot].part(column.name)) is there already")
            }
            return []
        }
        relations[slot].columns.append(column)
        if let generated = column.generated {
            column.generated = resolved(generated, in: relations[slot])
            relations[slot].columns[relations[slot].columns.count - 1] = column
        }
        if recurses {
            var inherited = column
            inherited.isInherited = true
            inherited.identity = nil
            for heir in allHeirs(of: slot) where relations[heir].column(column.name) == nil {
                relations[heir].columns.append(inherited)
            }
        }
        addSequence(of: definition, to: slot)
        return definition.constraints.map { .addConstraint($0) }
    }

    private mutating func setType(_ name: String, _ type: CatalogColumn, of slot: Int, recurses: Bool) {
        var type = type
        resolve(&type)
        let new = type
        changeColumn(name, of: slot, recurses: recurses) {
            $0.type = new.type
            $0.userType = new.userType
            $0.collation = new.collation
        }
    }

    private mutating func changeConstraint(_ name: String, of slot: Int, timing: ConstraintTiming?) {
        if let place = relations[slot].foreignKeys.firstIndex(where: { $0.name == name }) {
            if let timing { relations[slot].foreignKeys[place].timing = timing }
            if timing == nil { relations[slot].foreignKeys[place].isValidated = true }
        } else if let place = relations[slot].checks.firstIndex(where: { $0.name == name }), timing == nil {
            relations[slot].checks[place].isValidated = true
        } else {
            skip("ALTER TABLE", "constraint \(relations[slot].part(name)) is not in the file")
        }
    }

    private mutating func setTriggerFiring(_ name: String?, _ firing: CatalogFiring, of slot: Int) {
        guard let name else {
            for place in relations[slot].triggers.indices { relations[slot].triggers[place].firing = firing }
            return
        }
        guard let place = relations[slot].triggers.firstIndex(where: { $0.name == name }) else {
            return skip("ALTER TABLE", "trigger \(relations[slot].part(name)) is not in the file")
        }
        relations[slot].triggers[place].firing = firing
    }
}

extension RelationChange {
    /// The pass of ALTER TABLE in which it acts.
    fileprivate var pass: Int {
        switch self {
        case .dropColumn, .dropConstraint, .setNotNull(_, false), .dropDefault, .dropExpression, .dropIdentity: 0
        case .setType: 1
        case .addColumn: 2
        case .setNotNull, .setIdentity: 3
        case .addConstraint(.usingIndex): 4
        case .addConstraint(.index): 5
        case .addConstraint(.check), .addConstraint(.foreignKey), .setDefault, .addIdentity: 6
        case .validateConstraint, .setConstraintTiming, .setTriggerFiring, .setRuleFiring, .addParent, .dropParent,
            .attachPartition, .detachPartition, .setRowSecurity, .setPersistence, .setRowType, .setViewOptions,
            .ofNoInterest, .notFollowed:
            7
        }
    }
}
