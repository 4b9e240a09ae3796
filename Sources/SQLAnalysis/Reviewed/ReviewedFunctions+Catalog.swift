// The functions of pg_catalog that look things up in catalogs, statistics and the state of the server.

extension ReviewedFunctions {
    /// The functions of pg_catalog that look things up in catalogs, statistics and the state of the server.
    static let catalog: [NameGroup<FunctionClass>] = [
        // Definitions as text. Literals in them are part of the schema.
        NameGroup(
            .readsCatalog,
            """
            pg_get_constraintdef pg_get_expr pg_get_function_arg_default pg_get_function_arguments
            pg_get_function_identity_arguments pg_get_function_result pg_get_function_sqlbody pg_get_functiondef
            pg_get_indexdef pg_get_partition_constraintdef pg_get_partkeydef pg_get_ruledef pg_get_statisticsobjdef
            pg_get_statisticsobjdef_columns pg_get_statisticsobjdef_expressions pg_get_triggerdef pg_get_viewdef
            """
        ),
        // Names, comments and addresses of objects.
        NameGroup(
            .readsCatalog,
            """
            col_description format_type obj_description oidvectortypes pg_describe_object pg_filenode_relation
            pg_get_catalog_foreign_keys pg_get_object_address pg_get_publication_tables pg_get_replica_identity_index
            pg_get_serial_sequence pg_get_userbyid pg_identify_object pg_identify_object_as_address
            pg_sequence_parameters regclass shobj_description to_regclass to_regcollation to_regnamespace to_regoper
            to_regoperator to_regproc to_regprocedure to_regrole to_regtype
            """
        ),
        // Visibility by name.
        NameGroup(
            .readsCatalog,
            """
            pg_collation_is_visible pg_conversion_is_visible pg_function_is_visible pg_is_other_temp_schema
            pg_opclass_is_visible pg_operator_is_visible pg_opfamily_is_visible pg_statistics_obj_is_visible
            pg_table_is_visible pg_ts_config_is_visible pg_ts_dict_is_visible pg_ts_parser_is_visible
            pg_ts_template_is_visible pg_type_is_visible
            """
        ),
        // Privileges and membership.
        NameGroup(
            .readsCatalog,
            """
            has_any_column_privilege has_column_privilege has_database_privilege has_foreign_data_wrapper_privilege
            has_function_privilege has_language_privilege has_parameter_privilege has_schema_privilege
            has_sequence_privilege has_server_privilege has_table_privilege has_tablespace_privilege has_type_privilege
            pg_has_role row_security_active
            """
        ),
        // Properties of relations, partitions, indexes and types.
        NameGroup(
            .readsCatalog,
            """
            amvalidate pg_collation_actual_version pg_column_is_updatable pg_database_collation_actual_version
            pg_index_column_has_property pg_index_has_property pg_indexam_has_property pg_indexam_progress_phasename
            pg_partition_ancestors pg_partition_root pg_partition_tree pg_relation_is_publishable
            pg_relation_is_updatable satisfies_hash_partition
            """
        ),
        // Sizes and places on disk, as numbers and names of files.
        NameGroup(
            .readsCatalog,
            """
            pg_database_size pg_indexes_size pg_relation_filenode pg_relation_filepath pg_relation_size pg_table_size
            pg_tablespace_databases pg_tablespace_location pg_tablespace_size pg_total_relation_size
            """
        ),
        // Extensions that could be installed, from the control files of the installation.
        NameGroup(.readsCatalog, "pg_available_extension_versions pg_available_extensions pg_extension_update_paths"),
        // Words, time zones and configurations that the server knows.
        NameGroup(
            .readsCatalog,
            """
            pg_get_keywords pg_timezone_abbrevs pg_timezone_names ts_debug ts_lexize ts_parse ts_token_type
            """
        ),
        // Settings. A custom one may hold what another statement of the session put there.
        NameGroup(.readsCatalog, "current_setting pg_settings_get_flags pg_show_all_settings"),
        // This session and its connection to the server; current_query shows the statement as the server received it.
        NameGroup(
            .readsCatalog,
            """
            current_query inet_client_addr inet_client_port inet_server_addr inet_server_port pg_listening_channels
            pg_my_temp_schema
            """
        ),
        // The server: start, configuration, recovery, positions in the WAL, control file.
        NameGroup(
            .readsCatalog,
            """
            pg_conf_load_time pg_control_checkpoint pg_control_init pg_control_recovery pg_control_system
            pg_current_wal_flush_lsn pg_current_wal_insert_lsn pg_current_wal_lsn pg_get_wal_replay_pause_state
            pg_get_wal_resource_managers pg_is_in_recovery pg_is_wal_replay_paused pg_jit_available
            pg_last_wal_receive_lsn pg_last_wal_replay_lsn pg_last_xact_replay_timestamp pg_notification_queue_usage
            pg_postmaster_start_time pg_walfile_name pg_walfile_name_offset
            """
        ),
        // Transactions and who waits for whom.
        NameGroup(
            .readsCatalog,
            """
            pg_blocking_pids pg_current_snapshot pg_current_xact_id_if_assigned pg_get_multixact_members
            pg_last_committed_xact pg_safe_snapshot_blocking_pids pg_xact_commit_timestamp
            pg_xact_commit_timestamp_origin pg_xact_status txid_current_if_assigned txid_current_snapshot txid_status
            """
        ),
        // Counters of the statistics collector: tables, indexes, functions.
        NameGroup(
            .readsCatalog,
            """
            pg_stat_get_analyze_count pg_stat_get_autoanalyze_count pg_stat_get_autovacuum_count
            pg_stat_get_blocks_fetched pg_stat_get_blocks_hit pg_stat_get_dead_tuples pg_stat_get_function_calls
            pg_stat_get_function_self_time pg_stat_get_function_total_time pg_stat_get_ins_since_vacuum
            pg_stat_get_last_analyze_time pg_stat_get_last_autoanalyze_time pg_stat_get_last_autovacuum_time
            pg_stat_get_last_vacuum_time pg_stat_get_live_tuples pg_stat_get_mod_since_analyze pg_stat_get_numscans
            pg_stat_get_tuples_deleted pg_stat_get_tuples_fetched pg_stat_get_tuples_hot_updated
            pg_stat_get_tuples_inserted pg_stat_get_tuples_returned pg_stat_get_tuples_updated pg_stat_get_vacuum_count
            """
        ),
        // Counters of the running transaction.
        NameGroup(
            .readsCatalog,
            """
            pg_stat_get_xact_blocks_fetched pg_stat_get_xact_blocks_hit pg_stat_get_xact_function_calls
            pg_stat_get_xact_function_self_time pg_stat_get_xact_function_total_time pg_stat_get_xact_numscans
            pg_stat_get_xact_tuples_deleted pg_stat_get_xact_tuples_fetched pg_stat_get_xact_tuples_hot_updated
            pg_stat_get_xact_tuples_inserted pg_stat_get_xact_tuples_returned pg_stat_get_xact_tuples_updated
            """
        ),
        // Counters of databases.
        NameGroup(
            .readsCatalog,
            """
            pg_stat_get_db_active_time pg_stat_get_db_blk_read_time pg_stat_get_db_blk_write_time
            pg_stat_get_db_blocks_fetched pg_stat_get_db_blocks_hit pg_stat_get_db_checksum_failures
            pg_stat_get_db_checksum_last_failure pg_stat_get_db_conflict_all pg_stat_get_db_conflict_bufferpin
            pg_stat_get_db_conflict_lock pg_stat_get_db_conflict_snapshot pg_stat_get_db_conflict_startup_deadlock
            pg_stat_get_db_conflict_tablespace pg_stat_get_db_deadlocks pg_stat_get_db_idle_in_transaction_time
            pg_stat_get_db_numbackends pg_stat_get_db_session_time pg_stat_get_db_sessions
            pg_stat_get_db_sessions_abandoned pg_stat_get_db_sessions_fatal pg_stat_get_db_sessions_killed
            pg_stat_get_db_stat_reset_time pg_stat_get_db_temp_bytes pg_stat_get_db_temp_files
            pg_stat_get_db_tuples_deleted pg_stat_get_db_tuples_fetched pg_stat_get_db_tuples_inserted
            pg_stat_get_db_tuples_returned pg_stat_get_db_tuples_updated pg_stat_get_db_xact_commit
            pg_stat_get_db_xact_rollback
            """
        ),
        // Counters of background processes, and times and waits of sessions, without their statements.
        NameGroup(
            .readsCatalog,
            """
            pg_stat_get_archiver pg_stat_get_backend_activity_start pg_stat_get_backend_dbid pg_stat_get_backend_idset
            pg_stat_get_backend_pid pg_stat_get_backend_start pg_stat_get_backend_userid pg_stat_get_backend_wait_event
            pg_stat_get_backend_wait_event_type pg_stat_get_backend_xact_start
            pg_stat_get_bgwriter_buf_written_checkpoints pg_stat_get_bgwriter_buf_written_clean
            pg_stat_get_bgwriter_maxwritten_clean pg_stat_get_bgwriter_requested_checkpoints
            pg_stat_get_bgwriter_stat_reset_time pg_stat_get_bgwriter_timed_checkpoints pg_stat_get_buf_alloc
            pg_stat_get_buf_fsync_backend pg_stat_get_buf_written_backend pg_stat_get_checkpoint_sync_time
            pg_stat_get_checkpoint_write_time pg_stat_get_progress_info pg_stat_get_recovery_prefetch pg_stat_get_slru
            pg_stat_get_snapshot_timestamp pg_stat_get_subscription pg_stat_get_subscription_stats pg_stat_get_wal
            """
        ),
        // Decodes values held in pg_statistic_ext_data.
        NameGroup(.readsCatalog, "pg_mcv_list_items"),
    ]
}
