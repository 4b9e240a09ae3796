// The functions of pg_catalog that triggers, aggregates, indexes and the planner call.

extension ReviewedFunctions {
    /// The functions of pg_catalog that triggers, aggregates, indexes and the planner call.
    static let machinery: [NameGroup<FunctionClass>] = [
        // Aggregates: transition, combination, final and window support functions that take ordinary values.
        NameGroup(
            .internal,
            """
            booland_statefunc boolor_statefunc float4_accum float8_accum float8_avg float8_combine float8_corr
            float8_covar_pop float8_covar_samp float8_regr_accum float8_regr_avgx float8_regr_avgy float8_regr_combine
            float8_regr_intercept float8_regr_r2 float8_regr_slope float8_regr_sxx float8_regr_sxy float8_regr_syy
            float8_stddev_pop float8_stddev_samp float8_var_pop float8_var_samp int2_avg_accum int2_avg_accum_inv
            int2_sum int2int4_sum int4_avg_accum int4_avg_accum_inv int4_avg_combine int4_sum int8_avg int8_sum int8dec
            int8dec_any int8inc int8inc_any int8inc_float8_float8 interval_accum interval_accum_inv interval_avg
            interval_combine multirange_intersect_agg_transfn range_intersect_agg_transfn xmlconcat2
            """
        ),
        // Aggregates: the larger and the smaller of two values.
        NameGroup(
            .internal,
            """
            array_larger array_smaller bpchar_larger bpchar_smaller cashlarger cashsmaller date_larger date_smaller
            enum_larger enum_smaller float4larger float4smaller float8larger float8smaller int2larger int2smaller
            int4larger int4smaller int8larger int8smaller interval_larger interval_smaller network_larger
            network_smaller numeric_larger numeric_smaller oidlarger oidsmaller pg_lsn_larger pg_lsn_smaller text_larger
            text_smaller tidlarger tidsmaller time_larger time_smaller timestamp_larger timestamp_smaller
            timestamptz_larger timestamptz_smaller timetz_larger timetz_smaller xid8_larger xid8_smaller
            """
        ),
        // Index support.
        NameGroup(
            .internal,
            """
            btequalimage btvarstrequalimage gin_cmp_tslexeme gin_compare_jsonb spg_poly_quad_compress
            """
        ),
        // Validators, which look at definitions when DDL calls them, and event trigger functions.
        NameGroup(
            .internal,
            """
            fmgr_c_validator fmgr_internal_validator fmgr_sql_validator pg_event_trigger_ddl_commands
            pg_event_trigger_dropped_objects pg_event_trigger_table_rewrite_oid pg_event_trigger_table_rewrite_reason
            plpgsql_validator postgresql_fdw_validator
            """
        ),
        // Trigger functions.
        NameGroup(
            .internal,
            """
            RI_FKey_cascade_del RI_FKey_cascade_upd RI_FKey_check_ins RI_FKey_check_upd RI_FKey_noaction_del
            RI_FKey_noaction_upd RI_FKey_restrict_del RI_FKey_restrict_upd RI_FKey_setdefault_del RI_FKey_setdefault_upd
            RI_FKey_setnull_del RI_FKey_setnull_upd suppress_redundant_updates_trigger tsvector_update_trigger
            tsvector_update_trigger_column unique_key_recheck
            """
        ),
        // Handlers of access methods, sampling methods and languages.
        NameGroup(
            .internal,
            """
            array_subscript_handler bernoulli brinhandler bthandler ginhandler gisthandler hashhandler
            heap_tableam_handler jsonb_subscript_handler plpgsql_call_handler plpgsql_inline_handler
            raw_array_subscript_handler spghandler system
            """
        ),
        // Conversions between encodings, which convert() calls.
        NameGroup(
            .internal,
            """
            big5_to_euc_tw big5_to_mic big5_to_utf8 euc_cn_to_mic euc_cn_to_utf8 euc_jis_2004_to_shift_jis_2004
            euc_jis_2004_to_utf8 euc_jp_to_mic euc_jp_to_sjis euc_jp_to_utf8 euc_kr_to_mic euc_kr_to_utf8 euc_tw_to_big5
            euc_tw_to_mic euc_tw_to_utf8 gb18030_to_utf8 gbk_to_utf8 iso8859_1_to_utf8 iso8859_to_utf8 iso_to_koi8r
            iso_to_mic iso_to_win1251 iso_to_win866 johab_to_utf8 koi8r_to_iso koi8r_to_mic koi8r_to_utf8
            koi8r_to_win1251 koi8r_to_win866 koi8u_to_utf8 latin1_to_mic latin2_to_mic latin2_to_win1250 latin3_to_mic
            latin4_to_mic mic_to_big5 mic_to_euc_cn mic_to_euc_jp mic_to_euc_kr mic_to_euc_tw mic_to_iso mic_to_koi8r
            mic_to_latin1 mic_to_latin2 mic_to_latin3 mic_to_latin4 mic_to_sjis mic_to_win1250 mic_to_win1251
            mic_to_win866 shift_jis_2004_to_euc_jis_2004 shift_jis_2004_to_utf8 sjis_to_euc_jp sjis_to_mic sjis_to_utf8
            uhc_to_utf8 utf8_to_big5 utf8_to_euc_cn utf8_to_euc_jis_2004 utf8_to_euc_jp utf8_to_euc_kr utf8_to_euc_tw
            utf8_to_gb18030 utf8_to_gbk utf8_to_iso8859 utf8_to_iso8859_1 utf8_to_johab utf8_to_koi8r utf8_to_koi8u
            utf8_to_shift_jis_2004 utf8_to_sjis utf8_to_uhc utf8_to_win win1250_to_latin2 win1250_to_mic win1251_to_iso
            win1251_to_koi8r win1251_to_mic win1251_to_win866 win866_to_iso win866_to_koi8r win866_to_mic
            win866_to_win1251 win_to_utf8
            """
        ),
        // Selectivity estimates, statistics targets and planner support.
        NameGroup(
            .internal,
            """
            areajoinsel areasel array_typanalyze array_unnest_support arraycontjoinsel arraycontsel contjoinsel contsel
            eqjoinsel eqsel generate_series_int4_support generate_series_int8_support iclikejoinsel iclikesel
            icnlikejoinsel icnlikesel icregexeqjoinsel icregexeqsel icregexnejoinsel icregexnesel int8inc_support
            interval_support likejoinsel likesel matchingjoinsel matchingsel multirange_typanalyze multirangesel
            neqjoinsel neqsel network_subset_support networkjoinsel networksel nlikejoinsel nlikesel numeric_support
            positionjoinsel positionsel prefixjoinsel prefixsel range_typanalyze rangesel regexeqjoinsel regexeqsel
            regexnejoinsel regexnesel scalargejoinsel scalargesel scalargtjoinsel scalargtsel scalarlejoinsel
            scalarlesel scalarltjoinsel scalarltsel text_starts_with_support texticlike_support texticregexeq_support
            textlike_support textregexeq_support time_support timestamp_support ts_typanalyze tsmatchjoinsel tsmatchsel
            varbit_support varchar_support window_dense_rank_support window_rank_support window_row_number_support
            """
        ),
        // Text search parsers and dictionaries.
        NameGroup(
            .internal,
            """
            dispell_init dispell_lexize dsimple_init dsimple_lexize dsnowball_init dsnowball_lexize dsynonym_init
            dsynonym_lexize prsd_end prsd_headline prsd_lextype prsd_nexttoken prsd_start thesaurus_init
            thesaurus_lexize
            """
        ),
        // Index support: GIN.
        NameGroup(
            .internal,
            """
            gin_cmp_prefix gin_consistent_jsonb gin_consistent_jsonb_path gin_extract_jsonb gin_extract_jsonb_path
            gin_extract_jsonb_query gin_extract_jsonb_query_path gin_extract_tsquery gin_extract_tsvector
            gin_triconsistent_jsonb gin_triconsistent_jsonb_path gin_tsquery_consistent gin_tsquery_triconsistent
            ginarrayconsistent ginarrayextract ginarraytriconsistent ginqueryarrayextract
            """
        ),
        // Index support: GiST.
        NameGroup(
            .internal,
            """
            gist_box_consistent gist_box_distance gist_box_penalty gist_box_picksplit gist_box_same gist_box_union
            gist_circle_compress gist_circle_consistent gist_circle_distance gist_point_compress gist_point_consistent
            gist_point_distance gist_point_fetch gist_point_sortsupport gist_poly_compress gist_poly_consistent
            gist_poly_distance gtsquery_compress gtsquery_consistent gtsquery_penalty gtsquery_picksplit gtsquery_same
            gtsquery_union gtsvector_compress gtsvector_consistent gtsvector_decompress gtsvector_options
            gtsvector_penalty gtsvector_picksplit gtsvector_same gtsvector_union inet_gist_compress inet_gist_consistent
            inet_gist_fetch inet_gist_penalty inet_gist_picksplit inet_gist_same inet_gist_union
            multirange_gist_compress multirange_gist_consistent range_gist_consistent range_gist_penalty
            range_gist_picksplit range_gist_same range_gist_union
            """
        ),
        // Index support: SP-GiST.
        NameGroup(
            .internal,
            """
            inet_spg_choose inet_spg_config inet_spg_inner_consistent inet_spg_leaf_consistent inet_spg_picksplit
            spg_bbox_quad_config spg_box_quad_choose spg_box_quad_config spg_box_quad_inner_consistent
            spg_box_quad_leaf_consistent spg_box_quad_picksplit spg_kd_choose spg_kd_config spg_kd_inner_consistent
            spg_kd_picksplit spg_quad_choose spg_quad_config spg_quad_inner_consistent spg_quad_leaf_consistent
            spg_quad_picksplit spg_range_quad_choose spg_range_quad_config spg_range_quad_inner_consistent
            spg_range_quad_leaf_consistent spg_range_quad_picksplit spg_text_choose spg_text_config
            spg_text_inner_consistent spg_text_leaf_consistent spg_text_picksplit
            """
        ),
        // Index support: BRIN.
        NameGroup(
            .internal,
            """
            brin_bloom_add_value brin_bloom_consistent brin_bloom_opcinfo brin_bloom_options brin_bloom_union
            brin_inclusion_add_value brin_inclusion_consistent brin_inclusion_opcinfo brin_inclusion_union
            brin_minmax_add_value brin_minmax_consistent brin_minmax_multi_add_value brin_minmax_multi_consistent
            brin_minmax_multi_distance_date brin_minmax_multi_distance_float4 brin_minmax_multi_distance_float8
            brin_minmax_multi_distance_inet brin_minmax_multi_distance_int2 brin_minmax_multi_distance_int4
            brin_minmax_multi_distance_int8 brin_minmax_multi_distance_interval brin_minmax_multi_distance_macaddr
            brin_minmax_multi_distance_macaddr8 brin_minmax_multi_distance_numeric brin_minmax_multi_distance_pg_lsn
            brin_minmax_multi_distance_tid brin_minmax_multi_distance_time brin_minmax_multi_distance_timestamp
            brin_minmax_multi_distance_timetz brin_minmax_multi_distance_uuid brin_minmax_multi_opcinfo
            brin_minmax_multi_options brin_minmax_multi_union brin_minmax_opcinfo brin_minmax_union
            """
        ),
        // Index support: sorting and hashing.
        NameGroup(
            .internal,
            """
            bpchar_sortsupport btbpchar_pattern_sortsupport btfloat4sortsupport btfloat8sortsupport btint2sortsupport
            btint4sortsupport btint8sortsupport btnamesortsupport btoidsortsupport bttext_pattern_sortsupport
            bttextsortsupport bytea_sortsupport date_sortsupport hashvarlena hashvarlenaextended macaddr_sortsupport
            network_sortsupport numeric_sortsupport timestamp_sortsupport uuid_sortsupport
            """
        ),
        // Aggregates: functions that work on an internal state.
        NameGroup(
            .internal,
            """
            array_agg_array_finalfn array_agg_array_transfn array_agg_finalfn array_agg_transfn bool_accum
            bool_accum_inv bool_alltrue bool_anytrue bytea_string_agg_finalfn bytea_string_agg_transfn cume_dist_final
            dense_rank_final int2_accum int2_accum_inv int4_accum int4_accum_inv int8_accum int8_accum_inv
            int8_avg_accum int8_avg_accum_inv int8_avg_combine int8_avg_deserialize int8_avg_serialize json_agg_finalfn
            json_agg_transfn json_object_agg_finalfn json_object_agg_transfn jsonb_agg_finalfn jsonb_agg_transfn
            jsonb_object_agg_finalfn jsonb_object_agg_transfn mode_final multirange_agg_finalfn multirange_agg_transfn
            numeric_accum numeric_accum_inv numeric_avg numeric_avg_accum numeric_avg_combine numeric_avg_deserialize
            numeric_avg_serialize numeric_combine numeric_deserialize numeric_poly_avg numeric_poly_combine
            numeric_poly_deserialize numeric_poly_serialize numeric_poly_stddev_pop numeric_poly_stddev_samp
            numeric_poly_sum numeric_poly_var_pop numeric_poly_var_samp numeric_serialize numeric_stddev_pop
            numeric_stddev_samp numeric_sum numeric_var_pop numeric_var_samp ordered_set_transition
            ordered_set_transition_multi percent_rank_final percentile_cont_float8_final
            percentile_cont_float8_multi_final percentile_cont_interval_final percentile_cont_interval_multi_final
            percentile_disc_final percentile_disc_multi_final range_agg_finalfn range_agg_transfn rank_final
            string_agg_finalfn string_agg_transfn
            """
        ),
    ]
}
