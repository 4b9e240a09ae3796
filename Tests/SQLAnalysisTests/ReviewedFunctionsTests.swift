// The review of pg_catalog's functions against hand-made expectations.

import Testing

@testable import SQLAnalysis

@Suite("Reviewed functions")
struct ReviewedFunctionsTests {
    @Test("every name stands once, in its sorted place, and is found with its class")
    func once() {
        var classes: [String: FunctionClass] = [:]
        for group in ReviewedFunctions.groups {
            let names = group.names
            #expect(names == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
            for name in names {
                #expect(classes[name] == nil, "\(name) stands twice")
                classes[name] = group.value
                #expect(ReviewedFunctions.classOf(name) == group.value, "\(name)")
            }
        }
        #expect(classes.count == 2646)
    }

    @Test("every class has names, and only words are names")
    func words() {
        let groups = ReviewedFunctions.groups
        #expect(Set(groups.map(\.value)) == Set(FunctionClass.allCases))
        let odd = groups.flatMap(\.names).filter { name in
            name.utf8.count > 63 || !name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        }
        #expect(odd == [])
    }

    @Test("what leaks, writes, waits or runs text has its class", arguments: dangerousNames)
    func dangerous(expected: FunctionClass, names: String) {
        let found = names.split(whereSeparator: \.isWhitespace).filter { ReviewedFunctions.classOf($0) != expected }
        #expect(found == [])
    }

    @Test("what people call every day is harmless", arguments: everydayNames)
    func everyday(names: String) {
        let found = names.split(whereSeparator: \.isWhitespace).filter { ReviewedFunctions.classOf($0) != .harmless }
        #expect(found == [])
    }

    @Test("what the grammar calls for standard syntax is harmless")
    func standardSyntax() {
        // PostgreSQL: gram.y, SystemFuncName
        let called = """
            btrim extract is_normalized like_escape ltrim normalize overlaps overlay pg_collation_for position rtrim
            similar_to_escape substring timezone xmlexists
            """
        let found = called.split(whereSeparator: \.isWhitespace).filter { ReviewedFunctions.classOf($0) != .harmless }
        #expect(found == [])
    }

    @Test("the harmless names that begin with pg_ are these and no others")
    func harmlessServerNames() {
        let names = ReviewedFunctions.groups.filter { $0.value == .harmless }.flatMap(\.names)
        #expect(
            names.filter { $0.hasPrefix("pg_") && !$0.hasPrefix("pg_lsn") }.sorted() == [
                "pg_backend_pid", "pg_char_to_encoding", "pg_client_encoding", "pg_collation_for",
                "pg_column_compression", "pg_column_size", "pg_encoding_max_length", "pg_encoding_to_char",
                "pg_options_to_table", "pg_size_bytes", "pg_size_pretty", "pg_snapshot_send", "pg_snapshot_xip",
                "pg_snapshot_xmax", "pg_snapshot_xmin", "pg_trigger_depth", "pg_typeof", "pg_visible_in_snapshot",
                "pg_wal_lsn_diff",
            ]
        )
        #expect(names.filter { $0.hasPrefix("lo_") || $0.hasPrefix("has_") || $0.contains("_to_xml") } == [])
    }

    @Test("a name that PostgreSQL 15 does not have is not reviewed", arguments: unreviewedNames)
    func unreviewed(names: String) {
        let found = names.split(separator: " ").filter { ReviewedFunctions.classOf($0) != nil }
        #expect(found == [])
    }

    @Test("only the exact bytes of a name are the name")
    func exact() {
        let near = [
            "", " ", "LOWER", "lower ", " lower", "lowe", "lowerr", "lower\0", "lówer", "RI_F\u{212A}ey_check_ins",
        ]
        #expect(near.filter { ReviewedFunctions.classOf($0) != nil } == [])
        #expect(ReviewedFunctions.classOf("pg_sleeping".dropLast(3)) == .delay)
    }
}

private let dangerousNames: [(FunctionClass, String)] = [
    (
        .executesText,
        """
        currtid2 cursor_to_xml cursor_to_xmlschema database_to_xml database_to_xml_and_xmlschema
        database_to_xmlschema query_to_xml query_to_xml_and_xmlschema query_to_xmlschema schema_to_xml
        schema_to_xml_and_xmlschema schema_to_xmlschema table_to_xml table_to_xml_and_xmlschema table_to_xmlschema
        ts_rewrite ts_stat
        """
    ),
    (
        .file,
        """
        lo_export lo_import pg_config pg_current_logfile pg_hba_file_rules pg_ident_file_mappings
        pg_ls_archive_statusdir pg_ls_dir pg_ls_logdir pg_ls_logicalmapdir pg_ls_logicalsnapdir pg_ls_replslotdir
        pg_ls_tmpdir pg_ls_waldir pg_read_binary_file pg_read_file pg_read_file_old pg_show_all_file_settings
        pg_stat_file
        """
    ),
    (
        .largeObject,
        """
        lo_close lo_creat lo_create lo_from_bytea lo_get lo_lseek lo_lseek64 lo_open lo_put lo_tell lo_tell64
        lo_truncate lo_truncate64 lo_unlink loread lowrite
        """
    ),
    (.sequence, "currval lastval nextval pg_sequence_last_value setval"),
    (.session, "pg_current_xact_id pg_notify pg_stat_clear_snapshot set_config setseed txid_current"),
    (
        .lock,
        """
        pg_advisory_lock pg_advisory_lock_shared pg_advisory_unlock pg_advisory_unlock_all pg_advisory_xact_lock
        pg_advisory_xact_lock_shared pg_try_advisory_lock pg_try_advisory_lock_shared pg_try_advisory_xact_lock
        """
    ),
    (.delay, "pg_sleep pg_sleep_for pg_sleep_until"),
    (
        .server,
        """
        binary_upgrade_create_empty_extension binary_upgrade_set_missing_value
        binary_upgrade_set_next_pg_authid_oid binary_upgrade_set_record_init_privs brin_desummarize_range
        brin_summarize_new_values gin_clean_pending_list pg_backup_start pg_backup_stop pg_cancel_backend
        pg_copy_logical_replication_slot pg_create_logical_replication_slot pg_create_physical_replication_slot
        pg_create_restore_point pg_cursor pg_drop_replication_slot pg_export_snapshot pg_extension_config_dump
        pg_get_backend_memory_contexts pg_get_replication_slots pg_get_shmem_allocations
        pg_import_system_collations pg_lock_status pg_log_backend_memory_contexts pg_logical_emit_message
        pg_logical_slot_get_binary_changes pg_logical_slot_get_changes pg_logical_slot_peek_binary_changes
        pg_logical_slot_peek_changes pg_nextoid pg_prepared_statement pg_prepared_xact pg_promote pg_reload_conf
        pg_replication_origin_advance pg_replication_origin_create pg_replication_origin_drop
        pg_replication_origin_session_setup pg_replication_slot_advance pg_rotate_logfile pg_rotate_logfile_old
        pg_show_replication_origin_status pg_stat_get_activity pg_stat_get_backend_activity
        pg_stat_get_wal_receiver pg_stat_get_wal_senders pg_stat_reset pg_stat_reset_shared
        pg_stat_reset_single_table_counters pg_stat_reset_slru pg_stop_making_pinned_objects pg_switch_wal
        pg_terminate_backend pg_wal_replay_pause pg_wal_replay_resume
        """
    ),
    (
        .internal,
        """
        RI_FKey_cascade_del RI_FKey_check_ins array_in big5_to_utf8 bool_accum brin_minmax_multi_options bthandler
        cstring_send domain_in eqsel float8_accum fmgr_c_validator gin_extract_jsonb gist_box_union
        heap_tableam_handler int8inc internal_in numeric_avg_deserialize pg_event_trigger_ddl_commands
        plpgsql_call_handler plpgsql_inline_handler plpgsql_validator prsd_start record_in record_out regclassin
        string_agg_transfn suppress_redundant_updates_trigger system textin thesaurus_init tsvector_update_trigger
        unique_key_recheck utf8_to_sjis varchartypmodin
        """
    ),
    (
        .readsCatalog,
        """
        col_description current_query current_setting format_type has_column_privilege has_table_privilege
        inet_server_addr obj_description pg_available_extensions pg_blocking_pids pg_control_system
        pg_current_wal_lsn pg_database_size pg_get_constraintdef pg_get_expr pg_get_functiondef pg_get_indexdef
        pg_get_serial_sequence pg_get_triggerdef pg_get_userbyid pg_get_viewdef pg_has_role pg_is_in_recovery
        pg_listening_channels pg_mcv_list_items pg_relation_filepath pg_relation_size pg_show_all_settings
        pg_stat_get_live_tuples pg_table_is_visible pg_total_relation_size regclass row_security_active
        satisfies_hash_partition to_regclass ts_debug
        """
    ),
]

private let everydayNames: [String] = [
    """
    ascii bit_length btrim char_length chr concat concat_ws convert_from convert_to decode encode format initcap left
    length lower lpad ltrim md5 octet_length overlay position quote_ident quote_literal quote_nullable regexp_match
    regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table repeat replace reverse right rpad rtrim
    sha256 split_part starts_with string_to_array strpos substr substring to_hex translate unistr upper
    """,
    """
    abs ceil ceiling div exp floor gcd ln log mod pi power random round sign sqrt trunc width_bucket
    """,
    """
    age clock_timestamp date_bin date_part date_trunc extract isfinite justify_interval make_date make_interval
    make_timestamptz now statement_timestamp timezone to_char to_date to_number to_timestamp transaction_timestamp
    """,
    """
    array_agg avg bit_and bool_and bool_or count every json_agg json_object_agg jsonb_agg jsonb_object_agg max min mode
    percentile_cont percentile_disc regr_slope stddev stddev_pop string_agg sum var_samp variance xmlagg
    """,
    "cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number",
    """
    array_append array_cat array_length array_position array_remove array_to_json array_to_string array_upper
    cardinality generate_series generate_subscripts unnest
    """,
    """
    json_array_elements json_build_object json_each json_extract_path_text json_populate_record json_typeof
    jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each_text jsonb_object_keys
    jsonb_path_exists jsonb_path_query jsonb_pretty jsonb_set jsonb_strip_nulls jsonb_to_recordset row_to_json to_json
    to_jsonb
    """,
    "plainto_tsquery setweight to_tsquery to_tsvector ts_headline ts_rank tsvector_to_array websearch_to_tsquery",
    "daterange enum_range host int4range isempty lower_inc masklen network range_agg range_merge tstzrange xpath",
    "bool bpchar date float8 int4 numeric text timestamptz varchar int4eq texteq hashtext btint4cmp uuid_send",
    "current_database current_schema current_user gen_random_uuid pg_backend_pid pg_column_size pg_typeof version",
]

private let unreviewedNames: [String] = [
    "dblink dblink_exec dblink_connect crosstab connectby xpath_table hstore pgp_sym_decrypt crypt digest",
    "get_raw_page bt_page_items heap_page_items pg_get_wal_records_info pg_file_write pg_file_unlink pg_logdir_ls",
    "pg_stat_statements pg_stat_statements_reset postgres_fdw_handler file_fdw_handler uuid_generate_v4 similarity",
    "pg_start_backup pg_stop_backup pg_xlog_replay_pause any_value json_scalar pg_input_is_valid array_shuffle",
    "_pg_expandarray st_astext run_command_on_workers create_hypertable schedule greatest coalesce nullif",
]
