// The settings that a session, a role or a start-up option may change, in small letters.

extension Settings {
    /// The review as written, by class and topic.
    static let groups: [NameGroup<SettingClass>] = [
        // The parser assumes one value of each.
        NameGroup(.pinned, "backslash_quote client_encoding standard_conforming_strings transform_null_equals"),
        // Who the session acts as.
        NameGroup(.identity, "role session_authorization"),
        // What an unqualified name means, and where and as what new objects are stored.
        NameGroup(
            .namespace,
            """
            default_table_access_method default_tablespace default_text_search_config search_path temp_tablespaces
            """
        ),
        // Isolation, permission to write, and whether a commit waits until it is safe on disk.
        NameGroup(
            .transaction,
            """
            default_transaction_deferrable default_transaction_isolation default_transaction_read_only
            synchronous_commit transaction_deferrable transaction_isolation transaction_read_only
            """
        ),
        // Formats of values and names.
        NameGroup(
            .ordinary,
            """
            bytea_output datestyle extra_float_digits intervalstyle lc_monetary lc_numeric lc_time
            quote_all_identifiers timezone timezone_abbreviations xmlbinary xmloption
            """
        ),
        // Time limits. Whether they may be raised is a matter of policy.
        NameGroup(
            .ordinary,
            """
            idle_in_transaction_session_timeout idle_session_timeout lock_timeout statement_timeout
            """
        ),
        // How the session is named, which notices it gets, and the seed of random().
        NameGroup(.ordinary, "application_name client_min_messages seed"),
        // Compatibility with older versions and checks of DDL, as drivers and dumps set them. The lexer is not touched:
        // escape_string_warning only warns, array_nulls acts when a value is read.
        NameGroup(
            .ordinary,
            """
            array_nulls check_function_bodies default_with_oids escape_string_warning ssl_renegotiation_limit
            """
        ),
        // The planner's choices. They may be used to read something off the time or the order of an answer.
        NameGroup(
            .tuning,
            """
            constraint_exclusion cpu_index_tuple_cost cpu_operator_cost cpu_tuple_cost cursor_tuple_fraction
            default_statistics_target effective_cache_size enable_async_append enable_bitmapscan enable_gathermerge
            enable_hashagg enable_hashjoin enable_incremental_sort enable_indexonlyscan enable_indexscan
            enable_material enable_memoize enable_mergejoin enable_nestloop enable_parallel_append
            enable_parallel_hash enable_partition_pruning enable_partitionwise_aggregate enable_partitionwise_join
            enable_seqscan enable_sort enable_tidscan force_parallel_mode from_collapse_limit geqo geqo_effort
            geqo_generations geqo_pool_size geqo_seed geqo_selection_bias geqo_threshold jit jit_above_cost
            jit_expressions jit_inline_above_cost jit_optimize_above_cost jit_tuple_deforming join_collapse_limit
            min_parallel_index_scan_size min_parallel_table_scan_size parallel_leader_participation
            parallel_setup_cost parallel_tuple_cost plan_cache_mode random_page_cost recursive_worktable_factor
            seq_page_cost stats_fetch_consistency synchronize_seqscans
            """
        ),
        // Memory, workers, disk and how rows are stored. sort_mem and vacuum_mem are old names.
        NameGroup(
            .tuning,
            """
            backend_flush_after commit_delay commit_siblings deadlock_timeout default_toast_compression
            effective_io_concurrency gin_pending_list_limit hash_mem_multiplier logical_decoding_work_mem
            maintenance_io_concurrency maintenance_work_mem max_parallel_maintenance_workers max_parallel_workers
            max_parallel_workers_per_gather max_stack_depth sort_mem temp_buffers temp_file_limit vacuum_cost_delay
            vacuum_cost_limit vacuum_cost_page_dirty vacuum_cost_page_hit vacuum_cost_page_miss vacuum_failsafe_age
            vacuum_freeze_min_age vacuum_freeze_table_age vacuum_mem vacuum_multixact_failsafe_age
            vacuum_multixact_freeze_min_age vacuum_multixact_freeze_table_age wal_compression wal_init_zero
            wal_recycle wal_skip_threshold work_mem
            """
        ),
        // The connection between the server and whoever opened it.
        NameGroup(
            .tuning,
            """
            client_connection_check_interval tcp_keepalives_count tcp_keepalives_idle tcp_keepalives_interval
            tcp_user_timeout wal_sender_timeout
            """
        ),
        // Lets an index search leave out rows at random.
        NameGroup(.security, "gin_fuzzy_search_limit"),
        // Row security, privileges, triggers and rules, passwords.
        NameGroup(
            .security,
            """
            lo_compat_privileges password_encryption restrict_nonsystem_relation_kind row_security
            session_replication_role
            """
        ),
        // Where code is loaded from.
        NameGroup(
            .security,
            """
            dynamic_library_path extension_destdir local_preload_libraries session_preload_libraries
            """
        ),
        // Turn off what protects catalogs and pages.
        NameGroup(
            .security,
            """
            allow_in_place_tablespaces allow_system_table_mods ignore_checksum_failure zero_damaged_pages
            """
        ),
        // Show plans and other insides as notices or in the log; constants folded from columns and functions with them.
        NameGroup(
            .security,
            """
            backtrace_functions debug_discard_caches debug_pretty_print debug_print_parse debug_print_plan
            debug_print_rewritten exit_on_error jit_dump_bitcode trace_notify trace_sort wal_consistency_checking
            """
        ),
        // What the server records about statements, and in which language it reports errors.
        NameGroup(
            .security,
            """
            compute_query_id lc_messages log_duration log_error_verbosity log_executor_stats log_lock_waits
            log_min_duration_sample log_min_duration_statement log_min_error_statement log_min_messages
            log_parameter_max_length log_parameter_max_length_on_error log_parser_stats log_planner_stats
            log_replication_commands log_statement log_statement_sample_rate log_statement_stats log_temp_files
            log_transaction_sample_rate track_activities track_counts track_functions track_io_timing
            track_wal_io_timing update_process_title
            """
        ),
        // Fixed when a session begins.
        NameGroup(
            .server,
            """
            ignore_system_indexes jit_debugging_support jit_profiling_support log_connections log_disconnections
            post_auth_delay
            """
        ),
    ]
}
