// The fields' names as libpg_query's schema spells them, for finding a field by the library's own text.

import Glibc

extension FieldName {
    /// The names in the order of the cases.
    private static let spelled: StaticString = """
        access_method action actions admin_opt agg_distinct agg_filter agg_order agg_star agg_within_group
        aggargtypes aggcollid aggdirectargs aggdistinct aggfilter aggfnoid aggkind agglevelsup aggno
        aggorder aggsplit aggstar aggtransno aggtranstype aggtype aggvariadic alias aliascolnames aliases
        aliasname all amname amtype arbiter_elems arbiter_where arg arg_names arg_type argisrow argnumber
        args args_unspecified argtypes array_bounds array_collid array_typeid atomic attlist authrole
        base_stmt behavior boolop booltesttype boolval bound bsval can_set_tag cascaded casecollid casetype
        catalogname cfgname chain check_as_user class_args cmd_name cmds coalescecollid coalescetype
        coerceformat coercionformat col_collations col_names col_types col_typmods colcollations coldefexpr
        coldefexprs coldeflist colexpr colexprs coll_clause coll_oid collation collname colname colnames
        colno cols coltypes coltypmods columns command_type comment compression concurrent condition
        conditionname conname conninfo constraint constraint_deps constraints constrrel content context
        contype conversion_name convertformat cooked_default cooked_expr copied_order cte_list
        ctecolcollations ctecolnames ctecoltypes ctecoltypmods ctelevelsup ctematerialized ctename ctequery
        cterecursive cterefcount ctes cursor_name cursor_param cvarno cycle_clause cycle_col_list
        cycle_mark_collation cycle_mark_column cycle_mark_default cycle_mark_neop cycle_mark_type
        cycle_mark_typmod cycle_mark_value cycle_path_column database datatype dbname def defaction
        deferrable deferred defexpr definition defname defnames defnamespace defresult dictname dicts
        direction distinct_clause docexpr domainname element_typeid elements elemexpr end_in_range_func
        end_offset enrname enrtuples eqop eref event eventname events excl_rel_index excl_rel_tlist
        exclude_op_names exclusions expr exprs extname extra_updated_cols fdwname fdwoptions fieldnum
        fieldnums fields filename first_col_collation first_col_type first_col_typmod fk_attrs
        fk_del_action fk_del_set_cols fk_matchtype fk_upd_action for_all_tables for_encoding_name
        for_identity for_ordinality frame_options from_clause fromlist fromsql func func_name func_options
        func_variadic funccall funccolcollations funccolcount funccollid funccolnames funccoltypes
        funccoltypmods funcexpr funcformat funcid funcname funcordinality funcparams funcresulttype
        funcretset functions funcvariadic fval generated generated_when gid grant_option granted_roles
        grantee_roles grantees grantor group_clause group_clauses group_distinct grouping_sets handler_name
        has_aggs has_distinct_on has_for_update has_modifying_cte has_recursive has_row_security
        has_sub_links has_target_srfs has_version has_window_funcs hashable hashfuncid having_clause
        having_qual how_many identity identity_sequence identity_type idxcomment idxname if_not_exists
        in_from_cl in_range_asc in_range_coll in_range_nulls_first including index_elems
        index_including_params index_oid index_params indexcolname indexname indexspace indirection infer
        infercollid inferopclass inh inh_relations inhcount initdeferred initially_valid inout inputcollid
        inputcollids inserted_cols instead into into_clause is_default is_drop is_from is_from_type
        is_grant is_local is_natural is_new is_no_inherit is_not_null is_procedure is_program is_reset
        is_return is_rowsfrom is_select_into is_slice is_table is_vacuumcmd isconstraint ismove isnull
        items itemtype ival join_condition join_using_alias joinaliasvars joinleftcols joinmergedcols
        joinrightcols jointree jointype keys kind label lang lang_is_trusted lang_oid larg largs lateral
        lexpr lidx limit_count limit_offset limit_option list_type listdatums local_schema location
        locked_rels locking_clause lowerdatums matched merge_action_list merge_use_outer_join
        merge_when_clauses method minmaxcollid minmaxtype missing_ok mode modulus multidims name named_args
        names namespaces ncolumns negfuncid new_tablespacename new_val new_val_is_after new_val_neighbor
        newname newowner newrole newschema newvals nnames node notnulls nowait ns_names ns_uris nulls_first
        nulls_not_distinct nulls_ordering nulltesttype num number objargs object object_type objects
        objfuncargs objname objtype of_typename oid old_conpfeqop old_create_subid
        old_first_relfilenode_subid old_node old_pktable_oid old_val oldstyle on_commit on_conflict
        on_conflict_clause on_conflict_set on_conflict_where oncommit op opclass opclassname opclassopts
        opcollid oper_name opername opfamilies opfamilyname opfuncid opno opnos opresulttype opretset
        options order_clause order_family ordering ordinality ordinalitycol orig_tablespacename outargs
        over override owner owner_id par_param parallel_safe param_ids paramcollid parameters paramid
        paramkind params paramtype paramtypmod part_params partbound partition_clause partspec payload
        pct_type per_call_cost permissive pk_attrs pktable plan_id plan_name plhandler plinline plname
        pltrusted plvalidator policy_name polname portalname primary priv_name privileges provider
        publication pubname pubobjects pubobjtype pubtable pushed_down qual quals query query_source rarg
        rargs raw_default raw_expr rctype recurse recursive refassgnexpr refcollid refcontainertype
        refelemtype refexpr reflowerindexpr refname refrestype refs reftypmod refupperindexpr rel
        relabelformat relation relation_oid relation_type relations relid relkind rellockmode relname
        relpersistence rels remainder remote_schema remove remove_type rename_type repeatable replace
        required_perms reset_default_tblspc resjunk resname resno resorigcol resorigtbl ressortgroupref
        restart_seqs result result_relation resultcollid resulttype resulttypmod return_type returning_list
        returnval rexpr role rolename roles roletype row row_format row_marks row_typeid rowexpr rtable
        rtekind rti rtindex rulename run_condition savepoint_name schema_elts schemaname
        search_breadth_first search_clause search_col_list search_seq_column security_barrier
        security_quals select_stmt selected_cols self_reference seqid sequence server_name servername
        servertype set_operations set_param setof setstmt skip_data skip_if_new_val_exists skip_validation
        sort_clause sortby_dir sortby_nulls sortop source source_relation source_text sourcetype sql_body
        start_in_range_func start_offset startup_cost stat_types stmt stmt_len stmt_location stmt_type
        stmts storage storedtype strategy strength stxcomment stxstattarget sub_link_id sub_link_type
        subname subplans subquery subselect subtype sval table table_elts table_list table_space
        table_space_name tablefunc tablesample tablespacename target target_list targettype targtype
        testexpr tgenabled timing tle_sort_group_ref to_encoding_name tokentype tosql transformed
        transition_rels trigname tsmhandler type type_id type_mod type_name type_oid typemod typevar typmod
        typmods uidx unique unknown_eq_false update_colnos updated_cols upperdatums use_hash_table use_op
        use_or user using_clause utility_stmt va_cols val vals value values values_lists varattno
        varattnosyn varcollid varlevelsup varno varnosyn vartype vartypmod version view view_query
        wait_policy when_clause whenclause where_clause winagg wincollid window_clause winfnoid winref
        winstar wintype with_check with_check_option with_check_options with_clause xmloption xpr
        """

    /// The fields by what the schema calls them.
    ///
    /// Made at every start of the program, so it hashes bytes and makes no strings.
    struct Index {
        private struct Entry {
            let start: Int
            let count: Int
            let field: FieldName
        }
        private var entries: [Entry] = []
        private var slots: [Int16]
        private let mask: Int

        init() {
            mask = 2047
            slots = Array(repeating: -1, count: mask + 1)
            entries.reserveCapacity(FieldName.allCases.count)
            let bytes = UnsafeBufferPointer(start: spelled.utf8Start, count: spelled.utf8CodeUnitCount)
            var start = 0
            for field in FieldName.allCases {
                var end = start
                while end < bytes.count, bytes[end] > UInt8(ascii: " ") { end += 1 }
                var slot = Index.hash(bytes[start..<end]) & mask
                while slots[slot] >= 0 { slot = (slot + 1) & mask }
                slots[slot] = Int16(entries.count)
                entries.append(Entry(start: start, count: end - start, field: field))
                start = end + 1
            }
        }

        /// The field of a name that ends with a zero byte; nil for one that is not listed.
        subscript(name: UnsafePointer<CChar>) -> FieldName? {
            let wanted = UnsafeRawBufferPointer(start: name, count: strlen(name))
            let bytes = UnsafeBufferPointer(start: spelled.utf8Start, count: spelled.utf8CodeUnitCount)
            var slot = Index.hash(wanted) & mask
            while slots[slot] >= 0 {
                let entry = entries[Int(slots[slot])]
                if bytes[entry.start..<(entry.start + entry.count)].elementsEqual(wanted) { return entry.field }
                slot = (slot + 1) & mask
            }
            return nil
        }

        // FNV-1a.
        private static func hash(_ bytes: some Sequence<UInt8>) -> Int {
            var hash: UInt32 = 2_166_136_261
            for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
            return Int(hash >> 7)
        }
    }
}
