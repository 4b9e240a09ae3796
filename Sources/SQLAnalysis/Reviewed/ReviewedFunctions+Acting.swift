// The functions of pg_catalog that act: on data, files, locks, other sessions or the server.

extension ReviewedFunctions {
    /// The functions of pg_catalog that act: on data, files, locks, other sessions or the server.
    static let acting: [NameGroup<FunctionClass>] = [
        // Run a statement that they are given as text, or read whole tables, schemas and databases named by their
        // arguments. table_to_xml and its kin are STABLE.
        NameGroup(
            .executesText,
            """
            cursor_to_xml cursor_to_xmlschema database_to_xml database_to_xml_and_xmlschema database_to_xmlschema
            query_to_xml query_to_xml_and_xmlschema query_to_xmlschema schema_to_xml schema_to_xml_and_xmlschema
            schema_to_xmlschema table_to_xml table_to_xml_and_xmlschema table_to_xmlschema
            """
        ),
        // Text search functions that run a query given as text; ts_rewrite has one such overload.
        NameGroup(.executesText, "ts_rewrite ts_stat"),
        // Reads a row of a table that is named by text.
        NameGroup(.executesText, "currtid2"),
        // Read, list or describe files of the server's machine.
        NameGroup(
            .file,
            """
            pg_current_logfile pg_ls_archive_statusdir pg_ls_dir pg_ls_logdir pg_ls_logicalmapdir pg_ls_logicalsnapdir
            pg_ls_replslotdir pg_ls_tmpdir pg_ls_waldir pg_read_binary_file pg_read_file pg_read_file_old pg_stat_file
            """
        ),
        // Show what the configuration files and the installation say.
        NameGroup(.file, "pg_config pg_hba_file_rules pg_ident_file_mappings pg_show_all_file_settings"),
        // Copy between a large object and a file of the server's machine.
        NameGroup(.file, "lo_export lo_import"),
        // Create, read, write and remove large objects, which no column rule covers.
        NameGroup(
            .largeObject,
            """
            lo_close lo_creat lo_create lo_from_bytea lo_get lo_lseek lo_lseek64 lo_open lo_put lo_tell lo_tell64
            lo_truncate lo_truncate64 lo_unlink loread lowrite
            """
        ),
        // Move a sequence, or tell where it stands: a channel between sessions that a rollback does not undo.
        NameGroup(.sequence, "currval lastval nextval pg_sequence_last_value setval"),
        // Change a setting, the seed of random(), or the statistics of the session.
        NameGroup(.session, "pg_stat_clear_snapshot pg_stat_force_next_flush set_config setseed"),
        // Send to other sessions when the transaction commits.
        NameGroup(.session, "pg_notify"),
        // Give the transaction a number, which makes it one that writes; a standby refuses it.
        NameGroup(.session, "pg_current_xact_id txid_current"),
        // Take or release advisory locks, which other sessions see and wait for.
        NameGroup(
            .lock,
            """
            pg_advisory_lock pg_advisory_lock_shared pg_advisory_unlock pg_advisory_unlock_all pg_advisory_unlock_shared
            pg_advisory_xact_lock pg_advisory_xact_lock_shared pg_try_advisory_lock pg_try_advisory_lock_shared
            pg_try_advisory_xact_lock pg_try_advisory_xact_lock_shared
            """
        ),
        // Wait as long as the caller likes, holding the session, its snapshot and its locks.
        NameGroup(.delay, "pg_sleep pg_sleep_for pg_sleep_until"),
        // Act on other sessions or on the server process.
        NameGroup(
            .server,
            """
            pg_cancel_backend pg_log_backend_memory_contexts pg_promote pg_reload_conf pg_rotate_logfile
            pg_rotate_logfile_old pg_terminate_backend
            """
        ),
        // Backup, restore points, WAL and its replay.
        NameGroup(
            .server,
            """
            pg_backup_start pg_backup_stop pg_create_restore_point pg_switch_wal pg_wal_replay_pause
            pg_wal_replay_resume
            """
        ),
        // Replication slots, decoded changes and messages, replication origins: they hold back WAL and show rows of
        // every table.
        NameGroup(
            .server,
            """
            pg_copy_logical_replication_slot pg_copy_physical_replication_slot pg_create_logical_replication_slot
            pg_create_physical_replication_slot pg_drop_replication_slot pg_logical_emit_message
            pg_logical_slot_get_binary_changes pg_logical_slot_get_changes pg_logical_slot_peek_binary_changes
            pg_logical_slot_peek_changes pg_replication_origin_advance pg_replication_origin_create
            pg_replication_origin_drop pg_replication_origin_oid pg_replication_origin_progress
            pg_replication_origin_session_is_setup pg_replication_origin_session_progress
            pg_replication_origin_session_reset pg_replication_origin_session_setup pg_replication_origin_xact_reset
            pg_replication_origin_xact_setup pg_replication_slot_advance pg_show_replication_origin_status
            """
        ),
        // Make a snapshot usable by other sessions.
        NameGroup(.server, "pg_export_snapshot"),
        // Reset or probe the statistics that everybody sees.
        NameGroup(
            .server,
            """
            pg_stat_have_stats pg_stat_reset pg_stat_reset_replication_slot pg_stat_reset_shared
            pg_stat_reset_single_function_counters pg_stat_reset_single_table_counters pg_stat_reset_slru
            pg_stat_reset_subscription_stats
            """
        ),
        // Maintain indexes outside of any statement on their table.
        NameGroup(
            .server,
            """
            brin_desummarize_range brin_summarize_new_values brin_summarize_range gin_clean_pending_list
            """
        ),
        // Write to the catalogs; pg_import_system_collations does so even in a READ ONLY transaction.
        NameGroup(
            .server,
            """
            binary_upgrade_create_empty_extension binary_upgrade_set_missing_value
            binary_upgrade_set_next_array_pg_type_oid binary_upgrade_set_next_heap_pg_class_oid
            binary_upgrade_set_next_heap_relfilenode binary_upgrade_set_next_index_pg_class_oid
            binary_upgrade_set_next_index_relfilenode binary_upgrade_set_next_multirange_array_pg_type_oid
            binary_upgrade_set_next_multirange_pg_type_oid binary_upgrade_set_next_pg_authid_oid
            binary_upgrade_set_next_pg_enum_oid binary_upgrade_set_next_pg_tablespace_oid
            binary_upgrade_set_next_pg_type_oid binary_upgrade_set_next_toast_pg_class_oid
            binary_upgrade_set_next_toast_relfilenode binary_upgrade_set_record_init_privs pg_extension_config_dump
            pg_import_system_collations pg_nextoid pg_stop_making_pinned_objects
            """
        ),
        // Show the statements, addresses and locks of other sessions, or the text of this session's rewritten ones. The
        // views over them (pg_stat_activity, pg_locks ...) are relations with rules of their own, which a direct call
        // would go round.
        NameGroup(
            .server,
            """
            pg_cursor pg_lock_status pg_prepared_statement pg_prepared_xact pg_stat_get_activity
            pg_stat_get_backend_activity pg_stat_get_backend_client_addr pg_stat_get_backend_client_port
            """
        ),
        // Show standbys, their connections and their slots.
        NameGroup(
            .server,
            """
            pg_get_replication_slots pg_stat_get_replication_slot pg_stat_get_wal_receiver pg_stat_get_wal_senders
            """
        ),
        // Show the memory of the server process; only pg_read_all_stats may.
        NameGroup(.server, "pg_get_backend_memory_contexts pg_get_shmem_allocations"),
        // A tool of PostgreSQL's isolation tests.
        NameGroup(.server, "pg_isolation_test_session_is_blocked"),
    ]
}
