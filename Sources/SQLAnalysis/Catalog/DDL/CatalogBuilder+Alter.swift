// ALTER TABLE and its kind, command by command.

extension CatalogBuilder {
    mutating func alter(_ name: QualifiedName, recurses: Bool, _ changes: [RelationChange]) {
        // What says nothing is counted whether the relation is known or not: indexes have owners too.
        var slot: Int?
        for change in changes {
            switch change {
            case .ofNoInterest(let what): report.pass(what)
            case .notFollowed(let what, let reason): skip(what, reason)
            case .addColumn, .dropColumn, .setDefault, .setNotNull, .dropExpression, .setType, .addIdentity,
                .setIdentity, .dropIdentity, .addConstraint, .dropConstraint, .validateConstraint, .setConstraintTiming,
                .setTriggerFiring, .setRuleFiring, .addParent, .dropParent, .attachPartition, .detachPartition,
                .setRowSecurity, .setPersistence, .setRowType, .setViewOptions:
                if slot == nil { slot = self.slot(name, for: "ALTER TABLE") }
                guard let slot else { return }
                apply(change, to: slot, recurses: recurses)
            }
        }
    }

    private mutating func apply(_ change: RelationChange, to slot: Int, recurses: Bool) {
        switch change {
        case .addColumn(let definition, let ifNotExists):
            addColumn(definition, to: slot, recurses: recurses, ifNotExists: ifNotExists)
        case .dropColumn(let name, let cascade): dropColumn(name, of: slot, recurses: recurses, cascade: cascade)
        case .setDefault(let name, let value):
            let value = value.map { resolved($0) }
            changeColumn(name, of: slot, recurses: recurses) { $0.defaultValue = value }
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
        case .dropConstraint(let name, let cascade): dropConstraint(name, of: slot, cascade: cascade)
        case .validateConstraint(let name): changeConstraint(name, of: slot, timing: nil)
        case .setConstraintTiming(let name, let timing): changeConstraint(name, of: slot, timing: timing)
        case .setTriggerFiring(let name, let firing): setTriggerFiring(name, firing, of: slot)
        case .setRuleFiring(let name, let firing):
            guard let place = relations[slot].rules.firstIndex(where: { $0.name == name }) else {
                return skip("ALTER TABLE", "rule \(relations[slot].part(name)) is not in the file")
            }
            relations[slot].rules[place].firing = firing
        case .addParent(let parent): addParent(parent, to: slot)
        case .dropParent(let parent): dropParent(parent, of: slot)
        case .attachPartition(let partition, let bound):
            guard let child = self.slot(partition, for: "ALTER TABLE ATTACH PARTITION") else { return }
            relations[child].parents = [relations[slot].name]
            relations[child].partitionBound = bound
            heirs[slot, default: []].append(child)
        case .detachPartition(let partition):
            guard let child = self.slot(partition, for: "ALTER TABLE DETACH PARTITION") else { return }
            relations[child].parents = []
            relations[child].partitionBound = nil
            heirs[slot]?.removeAll { $0 == child }
            for place in relations[child].indexes.indices { relations[child].indexes[place].parent = nil }
        case .setRowSecurity(let enabled, let forced):
            if let enabled { relations[slot].rowSecurity.isEnabled = enabled }
            if let forced { relations[slot].rowSecurity.isForced = forced }
        case .setPersistence(let persistence): relations[slot].persistence = persistence
        case .setRowType(let type): relations[slot].rowType = type.map(resolved(type:))
        case .setViewOptions(let options): options.apply(to: &relations[slot].viewOptions)
        case .ofNoInterest, .notFollowed: return
        }
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

    private mutating func addColumn(
        _ definition: ColumnDefinition,
        to slot: Int,
        recurses: Bool,
        ifNotExists: Bool
    ) {
        var column = definition.column
        guard column.type != nil else { return skip("ALTER TABLE ADD COLUMN", "a column without a type") }
        resolve(&column)
        guard relations[slot].column(column.name) == nil else {
            if ifNotExists {
                report.pass("ADD COLUMN IF NOT EXISTS of what is there")
            } else {
                skip("ALTER TABLE ADD COLUMN", "\(relations[slot].part(column.name)) is there already")
            }
            return
        }
        if let generated = column.generated { column.generated = resolved(generated, in: relations[slot]) }
        relations[slot].columns.append(column)
        if recurses {
            var inherited = column
            inherited.isInherited = true
            inherited.identity = nil
            for heir in allHeirs(of: slot) where relations[heir].column(column.name) == nil {
                relations[heir].columns.append(inherited)
            }
        }
        addSequence(of: definition, to: slot)
        for constraint in definition.constraints { add(constraint, to: slot, recurses: recurses) }
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

    private mutating func addParent(_ parent: QualifiedName, to slot: Int) {
        guard let parentSlot = self.slot(parent, for: "ALTER TABLE INHERIT") else { return }
        let name = relations[parentSlot].name
        guard !relations[slot].parents.contains(name) else { return }
        relations[slot].parents.append(name)
        heirs[parentSlot, default: []].append(slot)
    }

    private mutating func dropParent(_ parent: QualifiedName, of slot: Int) {
        guard let parentSlot = self.slot(parent, for: "ALTER TABLE NO INHERIT") else { return }
        let name = relations[parentSlot].name
        relations[slot].parents.removeAll { $0 == name }
        heirs[parentSlot]?.removeAll { $0 == slot }
        for place in relations[slot].columns.indices { relations[slot].columns[place].isInherited = false }
    }
}
