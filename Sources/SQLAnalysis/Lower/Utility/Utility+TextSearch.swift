// ALTER TEXT SEARCH and ALTER COLLATION. PostgreSQL: tsearchcmds.c, collationcmds.c.

extension Lower {
    /// Reads an `AlterTSDictionaryStmt`.
    func alterDictionary(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "ALTER TEXT SEARCH DICTIONARY", statementClass: .schemaChange)
            result.affect(.schemaChange, .textSearch, try name(try fields.list(.dictname)))
            try dictionaryOptions(try options(try fields.list(.options)), into: &result)
            return result
        }
    }

    /// Reads an `AlterTSConfigurationStmt`: which dictionaries look at which kinds of words.
    func alterTextSearchConfiguration(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.kind, .override, .replace, .missingOk)  // mappings are added, changed or dropped
            var result = Utility(verb: "ALTER TEXT SEARCH CONFIGURATION", statementClass: .schemaChange)
            result.affect(.schemaChange, .textSearch, try name(try fields.list(.cfgname)))
            _ = try strings(try fields.list(.tokentype))
            for dictionary in try fields.list(.dicts) { _ = try name(try parts(dictionary), at: node.range) }
            return result
        }
    }

    /// Reads an `AlterCollationStmt`: its version is noted anew.
    func refreshCollation(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            var result = Utility(verb: "ALTER COLLATION", statementClass: .schemaChange)
            result.affect(.schemaChange, .collation, try name(try fields.list(.collname)))
            return result
        }
    }
}
