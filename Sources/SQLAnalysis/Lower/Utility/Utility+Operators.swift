// Operators, operator classes and families, casts, conversions, transforms, languages, access methods: what makes
// functions run without being called by name.

extension Lower {
    /// Reads an `AlterOperatorStmt`.
    func alterOperator(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "ALTER OPERATOR", statementClass: .schemaChange)
            let name = try signature(try fields.require(.opername), into: &result)
            result.affect(.schemaChange, .operator, name)
            result.affect(.procedural, .operator, name)
            for option in try options(try fields.list(.options)) {
                try definition(option, DefinitionValue(of: option.name, in: .operator), into: &result)
            }
            return result
        }
    }

    /// Reads a `CreateOpClassStmt`.
    func createOperatorClass(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            // A default class serves every index on the type; which kind of index uses it.
            try fields.disregard(.isDefault, .amname)
            var result = Utility(verb: "CREATE OPERATOR CLASS", statementClass: .schemaChange)
            let name = try name(try fields.list(.opclassname))
            result.affect(.schemaChange, .operatorClass, name)
            result.affect(.procedural, .operatorClass, name)
            let family = try fields.list(.opfamilyname)
            if !family.isEmpty { result.affect(.schemaChange, .operatorFamily, try self.name(family)) }
            result.types.append(try type(try fields.require(.datatype)))
            for item in try fields.list(.items) { try operatorClassItem(item, into: &result) }
            return result
        }
    }

    /// Reads a `CreateOpFamilyStmt`.
    func createOperatorFamily(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.amname)
            var result = Utility(verb: "CREATE OPERATOR FAMILY", statementClass: .schemaChange)
            result.affect(.schemaChange, .operatorFamily, try name(try fields.list(.opfamilyname)))
            return result
        }
    }

    /// Reads an `AlterOpFamilyStmt`.
    func alterOperatorFamily(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.amname, .isDrop)
            var result = Utility(verb: "ALTER OPERATOR FAMILY", statementClass: .schemaChange)
            let name = try name(try fields.list(.opfamilyname))
            result.affect(.schemaChange, .operatorFamily, name)
            result.affect(.procedural, .operatorFamily, name)
            for item in try fields.list(.items) { try operatorClassItem(item, into: &result) }
            return result
        }
    }

    private func operatorClassItem(_ node: Node, into result: inout Utility) throws(Refusal) {
        guard node.tag == .createOpClassItem else { throw node.refusal }
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.number)
            let type = try fields.integer(.itemtype)
            let isFunction = type == 2  // PostgreSQL: parsenodes.h, OPCLASS_ITEM_FUNCTION; 1 operator, 3 stored type
            guard (1...3).contains(type) else {
                throw Refusal(.unknownConstant, "CreateOpClassItem.itemtype has a value that is not understood here")
            }
            if let item = try fields.node(.name) {
                let name = try signature(item, into: &result)
                result.affect(.procedural, isFunction ? .function : .operator, name)
            }
            try optionalName(try fields.list(.orderFamily))
            result.types += try all(try fields.list(.classArgs), self.type)
            if let stored = try fields.node(.storedtype) { result.types.append(try self.type(stored)) }
        }
    }

    /// Reads a `CreateCastStmt`.
    func createCast(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.context, .inout)  // where the cast is applied without being written
            var result = Utility(verb: "CREATE CAST", statementClass: .schemaChange)
            let source = try type(try fields.require(.sourcetype))
            let target = try type(try fields.require(.targettype))
            result.types += [source, target]
            let cast = castReference(source, target)
            result.affect(.schemaChange, cast, at: source.offset)
            result.affect(.procedural, cast, at: source.offset)
            if let function = try fields.node(.func) {
                result.affect(.procedural, .function, try signature(function, into: &result))
            }
            return result
        }
    }

    /// Reads a `CreateConversionStmt`.
    func createConversion(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.forEncodingName, .toEncodingName, .def)  // names of encodings
            var result = Utility(verb: "CREATE CONVERSION", statementClass: .schemaChange)
            result.affect(.schemaChange, .conversion, try name(try fields.list(.conversionName)))
            result.affect(.procedural, .function, try name(try fields.list(.funcName)))
            return result
        }
    }

    /// Reads a `CreateTransformStmt`.
    func createTransform(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.replace)
            var result = Utility(verb: "CREATE TRANSFORM", statementClass: .schemaChange)
            let type = try type(try fields.require(.typeName))
            result.types.append(type)
            let language = try fields.requireText(.lang)
            result.affect(.schemaChange, .transform, QualifiedName("FOR \(type.name) LANGUAGE \(language)"))
            for function in [try fields.node(.fromsql), try fields.node(.tosql)].compactMap(\.self) {
                result.affect(.procedural, .function, try signature(function, into: &result))
            }
            return result
        }
    }

    /// Reads a `CreatePLangStmt`.
    func createLanguage(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.replace, .pltrusted)  // who may use it
            var result = Utility(verb: "CREATE LANGUAGE", statementClass: .schemaChange)
            let language = try fields.requireText(.plname)
            result.affect(.schemaChange, .language, named: language)
            result.affect(.procedural, .language, named: language)
            for list in [try fields.list(.plhandler), try fields.list(.plinline), try fields.list(.plvalidator)]
            where !list.isEmpty {
                result.affect(.procedural, .function, try name(list))
            }
            return result
        }
    }

    /// Reads a `CreateAmStmt`.
    func createAccessMethod(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.amtype)
            var result = Utility(verb: "CREATE ACCESS METHOD", statementClass: .schemaChange)
            result.affect(.schemaChange, .accessMethod, named: try fields.requireText(.amname))
            result.affect(.procedural, .function, try name(try fields.list(.handlerName)))
            return result
        }
    }
}
