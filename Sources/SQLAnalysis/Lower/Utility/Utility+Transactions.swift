// BEGIN, COMMIT, savepoints, two-phase commit, LOCK. PostgreSQL: utility.c, standard_ProcessUtility.

extension Lower {
    /// Reads a `TransactionStmt`. The identifier of a prepared transaction is a value of the text and is not shown.
    func transaction(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            // AND CHAIN begins another transaction with the same properties.
            try fields.disregard(.gid, .chain)
            let kind: TransactionKind = try fields.constant(.kind)
            var result = Utility(verb: kind.tag, statementClass: .transaction)
            let savepoint = try fields.text(.savepointName).map { ObjectReference(.transaction, QualifiedName($0)) }
            result.affect(.transaction, savepoint)
            let modes = try options(try fields.list(.options))
            for mode in modes { try mode.plain() }
            result.transactionModes(modes, prefix: "", as: .transaction)
            return result
        }
    }

    /// Reads a `LockStmt`.
    func lock(_ node: Node) throws(Refusal) -> Utility {
        try node.reading { fields throws(Refusal) in
            try fields.disregard(.mode, .nowait)  // any mode may make others wait
            var result = Utility(verb: "LOCK TABLE", statementClass: .transaction)
            for table in try all(try fields.list(.relations), relation) { result.affect(.transaction, table) }
            return result
        }
    }
}

/// The kinds of `TransactionStmt`.
enum TransactionKind: String, GrammarConstant {
    case begin = "TRANS_STMT_BEGIN"
    case start = "TRANS_STMT_START"
    case commit = "TRANS_STMT_COMMIT"
    case rollback = "TRANS_STMT_ROLLBACK"
    case savepoint = "TRANS_STMT_SAVEPOINT"
    case release = "TRANS_STMT_RELEASE"
    case rollbackTo = "TRANS_STMT_ROLLBACK_TO"
    case prepare = "TRANS_STMT_PREPARE"
    case commitPrepared = "TRANS_STMT_COMMIT_PREPARED"
    case rollbackPrepared = "TRANS_STMT_ROLLBACK_PREPARED"
    static let table = ConstantTable<TransactionKind>("TransactionStmtKind")

    /// The command tag.
    var tag: String {
        switch self {
        case .begin: "BEGIN"
        case .start: "START TRANSACTION"
        case .commit: "COMMIT"
        case .rollback, .rollbackTo: "ROLLBACK"
        case .savepoint: "SAVEPOINT"
        case .release: "RELEASE"
        case .prepare: "PREPARE TRANSACTION"
        case .commitPrepared: "COMMIT PREPARED"
        case .rollbackPrepared: "ROLLBACK PREPARED"
        }
    }
}
