// Every statement that is not SELECT, INSERT, UPDATE, DELETE or MERGE.

extension Lower {
    /// Lowers a utility statement: what it does, and everything in it that is evaluated, named or run.
    ///
    /// docs/classes.md lists the verb, class and effects of each kind. Names of objects never come from string literals.
    func utility(_ node: Node) throws(Refusal) -> Utility {
        switch node.tag {
        case .alterCollationStmt: try refreshCollation(node)
        case .alterDatabaseRefreshCollStmt: try refreshDatabaseCollation(node)
        case .alterDatabaseSetStmt: try alterDatabaseSettings(node)
        case .alterDatabaseStmt: try alterDatabase(node)
        case .alterDefaultPrivilegesStmt: try alterDefaultPrivileges(node)
        case .alterDomainStmt: try alterDomain(node)
        case .alterEnumStmt: try alterEnum(node)
        case .alterEventTrigStmt: try alterEventTrigger(node)
        case .alterExtensionContentsStmt: try alterExtensionContents(node)
        case .alterExtensionStmt: try alterExtension(node)
        case .alterFdwStmt: try alterWrapper(node)
        case .alterForeignServerStmt: try alterServer(node)
        case .alterFunctionStmt: try alterFunction(node)
        case .alterObjectDependsStmt: try alterDependency(node)
        case .alterObjectSchemaStmt: try alterSchema(node)
        case .alterOperatorStmt: try alterOperator(node)
        case .alterOpFamilyStmt: try alterOperatorFamily(node)
        case .alterOwnerStmt: try alterOwner(node)
        case .alterPolicyStmt: try alterPolicy(node)
        case .alterPublicationStmt: try alterPublication(node)
        case .alterRoleSetStmt: try alterRoleSettings(node)
        case .alterRoleStmt: try alterRole(node)
        case .alterSeqStmt: try alterSequence(node)
        case .alterStatsStmt: try alterStatistics(node)
        case .alterSubscriptionStmt: try alterSubscription(node)
        case .alterSystemStmt: try alterSystem(node)
        case .alterTableMoveAllStmt: try moveAll(node)
        case .alterTableSpaceOptionsStmt: try alterTablespace(node)
        case .alterTableStmt: try alterTable(node)
        case .alterTSConfigurationStmt: try alterTextSearchConfiguration(node)
        case .alterTSDictionaryStmt: try alterDictionary(node)
        case .alterTypeStmt: try alterBaseType(node)
        case .alterUserMappingStmt: try alterUserMapping(node)
        case .callStmt: try callProcedure(node)
        case .checkPointStmt: try checkpoint(node)
        case .closePortalStmt: try closeCursor(node)
        case .clusterStmt: try cluster(node)
        case .commentStmt: try comment(node)
        case .compositeTypeStmt: try createCompositeType(node)
        case .constraintsSetStmt: try setConstraints(node)
        case .copyStmt: try copy(node)
        case .createAmStmt: try createAccessMethod(node)
        case .createCastStmt: try createCast(node)
        case .createConversionStmt: try createConversion(node)
        case .createdbStmt: try createDatabase(node)
        case .createDomainStmt: try createDomain(node)
        case .createEnumStmt: try createEnum(node)
        case .createEventTrigStmt: try createEventTrigger(node)
        case .createExtensionStmt: try createExtension(node)
        case .createFdwStmt: try createWrapper(node)
        case .createForeignServerStmt: try createServer(node)
        case .createForeignTableStmt: try createForeignTable(node)
        case .createFunctionStmt: try createFunction(node)
        case .createOpClassStmt: try createOperatorClass(node)
        case .createOpFamilyStmt: try createOperatorFamily(node)
        case .createPLangStmt: try createLanguage(node)
        case .createPolicyStmt: try createPolicy(node)
        case .createPublicationStmt: try createPublication(node)
        case .createRangeStmt: try createRange(node)
        case .createRoleStmt: try createRole(node)
        case .createSchemaStmt: try createSchema(node)
        case .createSeqStmt: try createSequence(node)
        case .createStatsStmt: try createStatistics(node)
        case .createStmt: try createTable(node)
        case .createSubscriptionStmt: try createSubscription(node)
        case .createTableAsStmt: try createTableAs(node)
        case .createTableSpaceStmt: try createTablespace(node)
        case .createTransformStmt: try createTransform(node)
        case .createTrigStmt: try createTrigger(node)
        case .createUserMappingStmt: try createUserMapping(node)
        case .deallocateStmt: try deallocate(node)
        case .declareCursorStmt: try declareCursor(node)
        case .defineStmt: try define(node)
        case .discardStmt: try discard(node)
        case .doStmt: try doBlock(node)
        case .dropdbStmt: try dropDatabase(node)
        case .dropOwnedStmt: try dropOwned(node)
        case .dropRoleStmt: try dropRole(node)
        case .dropStmt: try drop(node)
        case .dropSubscriptionStmt: try dropSubscription(node)
        case .dropTableSpaceStmt: try dropTablespace(node)
        case .dropUserMappingStmt: try dropUserMapping(node)
        case .executeStmt: try execute(node)
        case .explainStmt: try explain(node)
        case .fetchStmt: try fetch(node)
        case .grantRoleStmt: try grantRole(node)
        case .grantStmt: try grant(node)
        case .importForeignSchemaStmt: try importForeignSchema(node)
        case .indexStmt: try createIndex(node)
        case .listenStmt: try listen(node)
        case .loadStmt: try load(node)
        case .lockStmt: try lock(node)
        case .notifyStmt: try notify(node)
        case .prepareStmt: try prepare(node)
        case .reassignOwnedStmt: try reassignOwned(node)
        case .refreshMatViewStmt: try refresh(node)
        case .reindexStmt: try reindex(node)
        case .renameStmt: try rename(node)
        case .ruleStmt: try createRule(node)
        case .secLabelStmt: try securityLabel(node)
        case .transactionStmt: try transaction(node)
        case .truncateStmt: try truncate(node)
        case .unlistenStmt: try unlisten(node)
        case .vacuumStmt: try vacuum(node)
        case .variableSetStmt: try setStatement(node)
        case .variableShowStmt: try show(node)
        case .viewStmt: try createView(node)
        // Statements with a function of their own: see `statement(_:)`.
        case .selectStmt, .insertStmt, .updateStmt, .deleteStmt, .mergeStmt:
            throw node.refusal
        // Parts of statements, and what only PostgreSQL makes of them while it analyses and plans.
        case .aArrayExpr, .aConst, .aExpr, .aIndices, .aIndirection, .aStar, .accessPriv, .aggref, .alias,
            .alternativeSubPlan, .alterTableCmd, .arrayCoerceExpr, .arrayExpr, .bitString, .boolean, .booleanTest,
            .boolExpr, .callContext, .caseExpr, .caseTestExpr, .caseWhen, .coalesceExpr, .coerceToDomain,
            .coerceToDomainValue, .coerceViaIO, .collateClause, .collateExpr, .columnDef, .columnRef,
            .commonTableExpr, .constraint, .convertRowtypeExpr, .createOpClassItem, .cTECycleClause,
            .cTESearchClause, .currentOfExpr, .defElem, .distinctExpr, .fieldSelect, .fieldStore, .float, .fromExpr,
            .funcCall, .funcExpr, .functionParameter, .groupingFunc, .groupingSet, .indexElem, .inferClause,
            .inferenceElem, .inlineCodeBlock, .integer, .intList, .intoClause, .joinExpr, .list, .lockingClause,
            .mergeAction, .mergeWhenClause, .minMaxExpr, .multiAssignRef, .namedArgExpr, .nextValueExpr, .nullIfExpr,
            .nullTest, .objectWithArgs, .oidList, .onConflictClause, .onConflictExpr, .opExpr, .param, .paramRef,
            .parseResult, .partitionBoundSpec, .partitionCmd, .partitionElem, .partitionRangeDatum, .partitionSpec,
            .pLAssignStmt, .publicationObjSpec, .publicationTable, .query, .rangeFunction, .rangeSubselect,
            .rangeTableFunc, .rangeTableFuncCol, .rangeTableSample, .rangeTblEntry, .rangeTblFunction, .rangeTblRef,
            .rangeVar, .rawStmt, .relabelType, .replicaIdentityStmt, .resTarget, .returnStmt, .roleSpec,
            .rowCompareExpr, .rowExpr, .rowMarkClause, .scalarArrayOpExpr, .setOperationStmt, .setToDefault, .sortBy,
            .sortGroupClause, .sqlValueFunction, .statsElem, .string, .subLink, .subPlan, .subscriptingRef,
            .tableFunc, .tableLikeClause, .tableSampleClause, .targetEntry, .triggerTransition, .typeCast, .typeName,
            .vacuumRelation, .var, .windowClause, .windowDef, .windowFunc, .withCheckOption, .withClause, .xmlExpr,
            .xmlSerialize, .empty:
            throw node.refusal
        case .none: throw node.refusal
        }
    }
}
