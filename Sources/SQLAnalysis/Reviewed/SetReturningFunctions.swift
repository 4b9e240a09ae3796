// The functions of PostgreSQL 15 that can return any number of rows.

/// Every name in `pg_proc` of schema `pg_catalog` with an overload that returns a set; no operator or cast calls one.
enum SetReturningFunctions {
    /// Whether `pg_catalog` has a function of this name that returns a set.
    static func contains(_ name: some StringProtocol) -> Bool { table[name] != nil }

    /// The names, by what they return.
    static let groups: [NameGroup<Bool>] = [
        // Series and the elements of arrays, text and snapshots.
        NameGroup(
            true,
            """
            generate_series generate_subscripts pg_snapshot_xip regexp_matches regexp_split_to_table string_to_table
            txid_snapshot_xip unnest
            """
        ),
        // The elements of JSON.
        NameGroup(
            true,
            """
            json_array_elements json_array_elements_text json_each json_each_text json_object_keys
            json_populate_recordset json_to_recordset jsonb_array_elements jsonb_array_elements_text jsonb_each
            jsonb_each_text jsonb_object_keys jsonb_path_query jsonb_path_query_tz jsonb_populate_recordset
            jsonb_to_recordset
            """
        ),
        // Text search.
        NameGroup(true, "ts_debug ts_parse ts_stat ts_token_type"),
        // Catalogs, extensions, partitions, keywords, time zones.
        NameGroup(
            true,
            """
            aclexplode pg_available_extension_versions pg_available_extensions pg_extension_update_paths
            pg_get_catalog_foreign_keys pg_get_keywords pg_get_publication_tables pg_mcv_list_items pg_options_to_table
            pg_partition_ancestors pg_partition_tree pg_tablespace_databases pg_timezone_abbrevs pg_timezone_names
            """
        ),
        // The session and its transaction.
        NameGroup(
            true,
            """
            pg_cursor pg_event_trigger_ddl_commands pg_event_trigger_dropped_objects pg_get_multixact_members
            pg_listening_channels pg_prepared_statement
            """
        ),
        // The server: files, settings, memory, locks, statistics, replication.
        NameGroup(
            true,
            """
            pg_config pg_get_backend_memory_contexts pg_get_replication_slots pg_get_shmem_allocations
            pg_get_wal_resource_managers pg_hba_file_rules pg_ident_file_mappings pg_lock_status
            pg_logical_slot_get_binary_changes pg_logical_slot_get_changes pg_logical_slot_peek_binary_changes
            pg_logical_slot_peek_changes pg_ls_archive_statusdir pg_ls_dir pg_ls_logdir pg_ls_logicalmapdir
            pg_ls_logicalsnapdir pg_ls_replslotdir pg_ls_tmpdir pg_ls_waldir pg_prepared_xact pg_show_all_file_settings
            pg_show_all_settings pg_show_replication_origin_status pg_stat_get_activity pg_stat_get_backend_idset
            pg_stat_get_progress_info pg_stat_get_recovery_prefetch pg_stat_get_slru pg_stat_get_subscription
            pg_stat_get_wal_senders
            """
        ),
    ]

    private static let table = NameTable(groups)
}
