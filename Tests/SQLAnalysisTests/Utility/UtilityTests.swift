// Every kind of utility statement, lowered and compared with what is expected of it.

import Testing

@testable import SQLAnalysis

@Suite("Utility statements")
struct UtilityTests {
    @Test("each statement is lowered to its verb, class, effects and contents", arguments: UtilityCases.all)
    func lowering(_ example: UtilityCase) throws {
        #expect(try lowered(example.sql).text == example.expected)
    }

    @Test("every statement kind of the library's schema has a case, or is known never to be a statement by itself")
    func kinds() throws {
        let covered = Set(try UtilityCases.all.map { try lowered($0.sql).kind })
        // Parts of other statements, and PL/pgSQL's assignment, which plain SQL does not have.
        let parts: Set = ["RawStmt", "ReturnStmt", "PLAssignStmt", "ReplicaIdentityStmt", "SetOperationStmt"]
        let statements = Set(try Grammar().messageNames.filter { $0.hasSuffix("Stmt") })
        #expect(statements.subtracting(covered) == parts)
        #expect(covered.isSubset(of: statements))
    }

    @Test("every constant that decides what a statement does has a case")
    func constants() throws {
        var seen: [String: Set<Int>] = [:]
        for example in UtilityCases.all {
            seen.merge(try lowered(example.sql).constants) { $0.union($1) }
        }
        /// The constants of an enum that no case has in one of these fields.
        func missing<Constant: GrammarConstant>(_ type: Constant.Type, _ fields: String...) -> Set<String> {
            let values = fields.reduce(into: Set<Int>()) { $0.formUnion(seen[$1] ?? []) }
            return Set(Constant.allCases.map(\.rawValue)).subtracting(
                values.compactMap { Constant.table[$0]?.rawValue }
            )
        }
        #expect(
            missing(AlterTableAction.self, "AlterTableCmd.subtype") == [
                "AT_AddColumnRecurse", "AT_AddColumnToView", "AT_CookedColumnDefault", "AT_CheckNotNull",
                "AT_DropColumnRecurse", "AT_AddIndex", "AT_ReAddIndex", "AT_AddConstraintRecurse",
                "AT_ReAddConstraint", "AT_ReAddDomainConstraint", "AT_ValidateConstraintRecurse",
                "AT_AddIndexConstraint", "AT_DropConstraintRecurse", "AT_ReAddComment", "AT_ReplaceRelOptions",
                "AT_ReAddStatistics",
            ]
        )
        #expect(
            missing(
                ObjectType.self,
                "DropStmt.removeType",
                "CommentStmt.objtype",
                "RenameStmt.renameType",
                "GrantStmt.objtype"
            ) == []
        )
        #expect(missing(TransactionKind.self, "TransactionStmt.kind") == [])
        #expect(missing(SettingClauseKind.self, "VariableSetStmt.kind") == [])
        #expect(missing(DiscardTarget.self, "DiscardStmt.target") == [])
        #expect(missing(ReindexKind.self, "ReindexStmt.kind") == [])
        #expect(missing(GrantTarget.self, "GrantStmt.targtype") == [])
        #expect(missing(ConstraintKind.self, "Constraint.contype") == [])
        #expect(missing(PublicationObjectType.self, "PublicationObjSpec.pubobjtype") == [])
        #expect(missing(DropBehavior.self, "DropStmt.behavior") == [])
        #expect(missing(ParameterMode.self, "FunctionParameter.mode") == [])
        #expect(missing(OptionAction.self, "DefElem.defaction") == [])
        #expect(missing(RoleKind.self, "RoleSpec.roletype") == [])
    }

    @Test("the enums list every constant of the library's schema that this grammar has")
    func enums() {
        #expect(AlterTableAction.table.known == AlterTableAction.allCases.count)
        #expect(ObjectType.table.known == ObjectType.allCases.count)
    }

    @Test("verbs are command tags of PostgreSQL")
    func verbs() throws {
        var verbs: Set<String> = []
        for example in UtilityCases.all where !example.expected.hasPrefix("refused") {
            verbs.insert(try Analysed.one(example.sql).verb)
        }
        #expect(verbs.subtracting(CommandTags.all) == [])
    }

    @Test("no name and no message holds a value of the text")
    func values() throws {
        for example in UtilityCases.all where example.sql.contains("secret") {
            let outcome = try Analysed.outcome(example.sql)
            #expect(!"\(outcome)".contains("secret"), "\(example.sql)")
        }
    }
}
