// CREATE TYPE, ALTER TYPE and ALTER DOMAIN, and CREATE FUNCTION and its kind.

extension CatalogBuilder {
    mutating func add(_ type: CatalogType) {
        var type = type
        let what = type.form == .domain ? "CREATE DOMAIN" : "CREATE TYPE"
        guard let name = creationName(type.name, .permanent, what) else { return }
        type.name = name
        if let existing = types[name] {
            // A base type is made twice: its shell first, which is all that is listed.
            if existing.form == .base && type.form == .base { return }
            if existing.form != .base { return skip(what, "\(name) is there already") }
        } else if slots[name] != nil {
            return skip(what, "\(name) is there already, as a relation")
        }
        if BuiltinType.isBuiltin(QualifiedName(name.name)) {
            // Names of types without a schema were taken for PostgreSQL's own, which is wrong where the path says so.
            skip(what, "\(name) has the name of a type of PostgreSQL")
        }
        if let twice = Self.repeated(type.fields.map(\.name)) {
            return skip(what, "a field of \(name) is there twice: \(twice)")
        }
        for place in type.fields.indices { resolve(&type.fields[place]) }
        if let base = type.baseType {
            let full = resolved(type: base)
            type.base = type.base.map { TypeSpelling.respell($0, base, full) }
            type.baseType = full
        }
        type.defaultValue = type.defaultValue.map { resolved($0) }
        let checks = type.checks
        type.checks = []
        for check in checks { add(check, to: &type) }
        if type.form == .range {
            type.multirange = QualifiedName(
                schema: type.multirange?.schema ?? name.schema,
                type.multirange?.name ?? multirangeName(name.name)
            )
            if let multirange = type.multirange { multiranges[multirange] = name }
        }
        types[name] = type
    }

    /// VALUE is the only column that a domain's check can name.
    private func checkExpression(_ expression: CatalogExpression) -> CatalogExpression {
        var expression = resolved(expression)
        expression.columns = .none
        return expression
    }

    private mutating func add(_ check: CatalogCheck, to type: inout CatalogType) {
        var check = check
        check.expression = checkExpression(check.expression)
        if check.name.isEmpty { check.name = freeCheckName(of: type) }
        guard !type.checks.contains(where: { $0.name == check.name }) else {
            return skip("ADD CONSTRAINT", "\(type.name) has a constraint \(check.name) already")
        }
        type.checks.append(check)
    }

    private func freeCheckName(of type: CatalogType) -> String {
        var number = 0
        while true {
            let name = Self.objectName([type.name.name], number == 0 ? "check" : "check\(number)")
            if !type.checks.contains(where: { $0.name == name }) { return name }
            number += 1
        }
    }

    /// PostgreSQL: pg_type.c, makeMultirangeTypeName.
    private func multirangeName(_ range: String) -> String {
        let bytes = Array(range.utf8)
        let word = Array("range".utf8)
        let start = bytes.indices.first { bytes[$0...].starts(with: word) }
        guard let start else { return Self.objectName([range], "multirange") }
        return Self.wholeCharacters((bytes[..<start] + Array("multi".utf8) + bytes[start...]).prefix(63))
    }

    mutating func alter(type name: QualifiedName, _ changes: [TypeChange]) {
        let full = resolved(type: name)
        guard var type = types[full] else { return skip("ALTER TYPE or DOMAIN", "\(name) is not in the file") }
        for change in changes {
            switch change {
            case .addField(var field):
                guard !type.fields.contains(where: { $0.name == field.name }) else {
                    skip("ALTER TYPE", "\(full) has a field \(field.name) already")
                    continue
                }
                resolve(&field)
                type.fields.append(field)
            case .dropField(let field): type.fields.removeAll { $0.name == field }
            case .setFieldType(var field):
                resolve(&field)
                guard let place = type.fields.firstIndex(where: { $0.name == field.name }) else {
                    skip("ALTER TYPE", "\(full) has no field \(field.name)")
                    continue
                }
                type.fields[place] = field
            case .setDefault(let value): type.defaultValue = value.map { resolved($0) }
            case .setNotNull(let notNull): type.notNull = notNull
            case .addCheck(let check): add(check, to: &type)
            case .dropCheck(let check): type.checks.removeAll { $0.name == check }
            case .validateCheck(let check):
                guard let place = type.checks.firstIndex(where: { $0.name == check }) else { continue }
                type.checks[place].isValidated = true
            }
        }
        types[full] = type
        // Tables OF the type follow it.
        for slot in relations.indices where relations[slot].rowType == full && slots[relations[slot].name] == slot {
            let fields = type.fields
            for column in relations[slot].columns where !fields.contains(where: { $0.name == column.name }) {
                removeColumn(column.name, of: slot)
            }
            for field in fields {
                if let place = relations[slot].columns.firstIndex(where: { $0.name == field.name }) {
                    relations[slot].columns[place].type = field.type
                    relations[slot].columns[place].userType = field.userType
                } else {
                    relations[slot].columns.append(
                        CatalogColumn(field.name, type: field.type, userType: field.userType)
                    )
                }
            }
        }
    }

    mutating func add(_ routine: CatalogRoutine, replaces: Bool) {
        var routine = routine
        let what = "CREATE \(routine.kind.rawValue.uppercased())"
        guard let name = creationName(routine.name, .permanent, what) else { return }
        routine.name = name
        for place in routine.types.indices {
            let type = routine.types[place]
            let full = resolved(type: type)
            if full != type { routine.replaceType(type, with: full) }
        }
        routine.body = routine.body.map { resolved($0) }
        var overloads = routines[name] ?? []
        if let place = overloads.firstIndex(where: { $0.arguments == routine.arguments }) {
            guard replaces, overloads[place].kind == routine.kind else {
                return skip(what, "\(name)(\(routine.arguments.joined(separator: ", "))) is there already")
            }
            overloads[place] = routine
        } else {
            overloads.append(routine)
        }
        routines[name] = overloads
    }
}

extension CatalogBuilder {
    mutating func alter(routine name: QualifiedName, _ arguments: [String]?, _ change: RoutineChange) {
        guard let (full, place) = overload(name, arguments) else {
            return skip("ALTER FUNCTION", "\(name) is not in the file, or there are several")
        }
        if var routine = routines[full]?[place] {
            change.apply(to: &routine)
            routines[full]?[place] = routine
        }
    }
}

extension CatalogRoutine {
    /// Puts another name in the place of a type's, wherever the signature has it.
    mutating func replaceType(_ old: QualifiedName, with new: QualifiedName) {
        arguments = arguments.map { TypeSpelling.respell($0, old, new) }
        returns = returns.map { TypeSpelling.respell($0, old, new) }
        for place in outputs.indices where outputs[place].userType == old {
            outputs[place].type = TypeSpelling.respell(outputs[place].type, old, new)
            outputs[place].userType = new
        }
        types = types.map { $0 == old ? new : $0 }
    }
}
