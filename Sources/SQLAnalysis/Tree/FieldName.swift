// The fields of libpg_query's parse tree by name, over all messages. Numbers come from the library at start-up.

/// A field's name in libpg_query's schema, in camel case (`where_clause` is `whereClause`).
///
/// A field whose name is missing here cannot be taken, so a node in which it is set is refused.
enum FieldName: UInt16, CaseIterable, Sendable {
    case accessMethod, action, actions, adminOpt, aggDistinct, aggFilter, aggOrder, aggStar, aggWithinGroup
    case aggargtypes, aggcollid, aggdirectargs, aggdistinct, aggfilter, aggfnoid, aggkind, agglevelsup, aggno
    case aggorder, aggsplit, aggstar, aggtransno, aggtranstype, aggtype, aggvariadic, alias, aliascolnames
    case aliases, aliasname, all, amname, amtype, arbiterElems, arbiterWhere, arg, argNames, argType, argisrow
    case argnumber, args, argsUnspecified, argtypes, arrayBounds, arrayCollid, arrayTypeid, atomic, attlist
    case authrole, baseStmt, behavior, boolop, booltesttype, boolval, bound, bsval, canSetTag, cascaded
    case casecollid, casetype, catalogname, cfgname, chain, checkAsUser, classArgs, cmdName, cmds, coalescecollid
    case coalescetype, coerceformat, coercionformat, colCollations, colNames, colTypes, colTypmods, colcollations
    case coldefexpr, coldefexprs, coldeflist, colexpr, colexprs, collClause, collOid, collation, collname, colname
    case colnames, colno, cols, coltypes, coltypmods, columns, commandType, comment, compression, concurrent
    case condition, conditionname, conname, conninfo, constraint, constraintDeps, constraints, constrrel, content
    case context, contype, conversionName, convertformat, cookedDefault, cookedExpr, copiedOrder, cteList
    case ctecolcollations, ctecolnames, ctecoltypes, ctecoltypmods, ctelevelsup, ctematerialized, ctename
    case ctequery, cterecursive, cterefcount, ctes, cursorName, cursorParam, cvarno, cycleClause, cycleColList
    case cycleMarkCollation, cycleMarkColumn, cycleMarkDefault, cycleMarkNeop, cycleMarkType, cycleMarkTypmod
    case cycleMarkValue, cyclePathColumn, database, datatype, dbname, def, defaction, deferrable, deferred
    case defexpr, definition, defname, defnames, defnamespace, defresult, dictname, dicts, direction
    case distinctClause, docexpr, domainname, elementTypeid, elements, elemexpr, endInRangeFunc, endOffset
    case enrname, enrtuples, eqop, eref, event, eventname, events, exclRelIndex, exclRelTlist, excludeOpNames
    case exclusions, expr, exprs, extname, extraUpdatedCols, fdwname, fdwoptions, fieldnum, fieldnums, fields
    case filename, firstColCollation, firstColType, firstColTypmod, fkAttrs, fkDelAction, fkDelSetCols
    case fkMatchtype, fkUpdAction, forAllTables, forEncodingName, forIdentity, forOrdinality, frameOptions
    case fromClause, fromlist, fromsql, `func`, funcName, funcOptions, funcVariadic, funccall, funccolcollations
    case funccolcount, funccollid, funccolnames, funccoltypes, funccoltypmods, funcexpr, funcformat, funcid
    case funcname, funcordinality, funcparams, funcresulttype, funcretset, functions, funcvariadic, fval
    case generated, generatedWhen, gid, grantOption, grantedRoles, granteeRoles, grantees, grantor, groupClause
    case groupClauses, groupDistinct, groupingSets, handlerName, hasAggs, hasDistinctOn, hasForUpdate
    case hasModifyingCte, hasRecursive, hasRowSecurity, hasSubLinks, hasTargetSrfs, hasVersion, hasWindowFuncs
    case hashable, hashfuncid, havingClause, havingQual, howMany, identity, identitySequence, identityType
    case idxcomment, idxname, ifNotExists, inFromCl, inRangeAsc, inRangeColl, inRangeNullsFirst, including
    case indexElems, indexIncludingParams, indexOid, indexParams, indexcolname, indexname, indexspace, indirection
    case infer, infercollid, inferopclass, inh, inhRelations, inhcount, initdeferred, initiallyValid, `inout`
    case inputcollid, inputcollids, insertedCols, instead, into, intoClause, isDefault, isDrop, isFrom, isFromType
    case isGrant, isLocal, isNatural, isNew, isNoInherit, isNotNull, isProcedure, isProgram, isReset, isReturn
    case isRowsfrom, isSelectInto, isSlice, isTable, isVacuumcmd, isconstraint, ismove, isnull, items, itemtype
    case ival, joinCondition, joinUsingAlias, joinaliasvars, joinleftcols, joinmergedcols, joinrightcols, jointree
    case jointype, keys, kind, label, lang, langIsTrusted, langOid, larg, largs, lateral, lexpr, lidx, limitCount
    case limitOffset, limitOption, listType, listdatums, localSchema, location, lockedRels, lockingClause
    case lowerdatums, matched, mergeActionList, mergeUseOuterJoin, mergeWhenClauses, method, minmaxcollid
    case minmaxtype, missingOk, mode, modulus, multidims, name, namedArgs, names, namespaces, ncolumns, negfuncid
    case newTablespacename, newVal, newValIsAfter, newValNeighbor, newname, newowner, newrole, newschema, newvals
    case nnames, node, notnulls, nowait, nsNames, nsUris, nullsFirst, nullsNotDistinct, nullsOrdering
    case nulltesttype, num, number, objargs, object, objectType, objects, objfuncargs, objname, objtype
    case ofTypename, oid, oldConpfeqop, oldCreateSubid, oldFirstRelfilenodeSubid, oldNode, oldPktableOid, oldVal
    case oldstyle, onCommit, onConflict, onConflictClause, onConflictSet, onConflictWhere, oncommit, op, opclass
    case opclassname, opclassopts, opcollid, operName, opername, opfamilies, opfamilyname, opfuncid, opno, opnos
    case opresulttype, opretset, options, orderClause, orderFamily, ordering, ordinality, ordinalitycol
    case origTablespacename, outargs, over, override, owner, ownerId, parParam, parallelSafe, paramIds
    case paramcollid, parameters, paramid, paramkind, params, paramtype, paramtypmod, partParams, partbound
    case partitionClause, partspec, payload, pctType, perCallCost, permissive, pkAttrs, pktable, planId, planName
    case plhandler, plinline, plname, pltrusted, plvalidator, policyName, polname, portalname, primary, privName
    case privileges, provider, publication, pubname, pubobjects, pubobjtype, pubtable, pushedDown, qual, quals
    case query, querySource, rarg, rargs, rawDefault, rawExpr, rctype, recurse, recursive, refassgnexpr, refcollid
    case refcontainertype, refelemtype, refexpr, reflowerindexpr, refname, refrestype, refs, reftypmod
    case refupperindexpr, rel, relabelformat, relation, relationOid, relationType, relations, relid, relkind
    case rellockmode, relname, relpersistence, rels, remainder, remoteSchema, remove, removeType, renameType
    case repeatable, replace, requiredPerms, resetDefaultTblspc, resjunk, resname, resno, resorigcol, resorigtbl
    case ressortgroupref, restartSeqs, result, resultRelation, resultcollid, resulttype, resulttypmod, returnType
    case returningList, returnval, rexpr, role, rolename, roles, roletype, row, rowFormat, rowMarks, rowTypeid
    case rowexpr, rtable, rtekind, rti, rtindex, rulename, runCondition, savepointName, schemaElts, schemaname
    case searchBreadthFirst, searchClause, searchColList, searchSeqColumn, securityBarrier, securityQuals
    case selectStmt, selectedCols, selfReference, seqid, sequence, serverName, servername, servertype
    case setOperations, setParam, setof, setstmt, skipData, skipIfNewValExists, skipValidation, sortClause
    case sortbyDir, sortbyNulls, sortop, source, sourceRelation, sourceText, sourcetype, sqlBody, startInRangeFunc
    case startOffset, startupCost, statTypes, stmt, stmtLen, stmtLocation, stmtType, stmts, storage, storedtype
    case strategy, strength, stxcomment, stxstattarget, subLinkId, subLinkType, subname, subplans, subquery
    case subselect, subtype, sval, table, tableElts, tableList, tableSpace, tableSpaceName, tablefunc, tablesample
    case tablespacename, target, targetList, targettype, targtype, testexpr, tgenabled, timing, tleSortGroupRef
    case toEncodingName, tokentype, tosql, transformed, transitionRels, trigname, tsmhandler, type, typeId
    case typeMod, typeName, typeOid, typemod, typevar, typmod, typmods, uidx, unique, unknownEqFalse, updateColnos
    case updatedCols, upperdatums, useHashTable, useOp, useOr, user, usingClause, utilityStmt, vaCols, val, vals
    case value, values, valuesLists, varattno, varattnosyn, varcollid, varlevelsup, varno, varnosyn, vartype
    case vartypmod, version, view, viewQuery, waitPolicy, whenClause, whenclause, whereClause, winagg, wincollid
    case windowClause, winfnoid, winref, winstar, wintype, withCheck, withCheckOption, withCheckOptions
    case withClause, xmloption, xpr
}
