// The harmless functions of pg_catalog that people call by name.

extension ReviewedFunctions {
    /// The harmless functions of pg_catalog that people call by name.
    static let everyday: [NameGroup<FunctionClass>] = [
        // Text: measure, cut, search, replace, pad, change case. The grammar turns TRIM, SUBSTRING, POSITION, OVERLAY,
        // SIMILAR TO, IS NORMALIZED and COLLATION FOR into calls of some of these.
        NameGroup(
            .harmless,
            """
            ascii bit_length btrim char_length character_length chr concat concat_ws format initcap is_normalized left
            length like like_escape lower lpad ltrim md5 nameconcatoid normalize notlike octet_length overlay
            parse_ident pg_collation_for position quote_ident quote_literal quote_nullable regexp_count regexp_instr
            regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table
            regexp_substr repeat replace reverse right rpad rtrim similar_escape similar_to_escape split_part
            starts_with string_agg string_to_array string_to_table strpos substr substring textlen to_ascii translate
            unistr upper
            """
        ),
        // Bytes, bits, hashes and encodings.
        NameGroup(
            .harmless,
            """
            bit_count convert convert_from convert_to decode encode get_bit get_byte getdatabaseencoding
            pg_char_to_encoding pg_client_encoding pg_encoding_max_length pg_encoding_to_char set_bit set_byte sha224
            sha256 sha384 sha512 to_hex
            """
        ),
        // Numbers.
        NameGroup(
            .harmless,
            """
            abs acos acosd acosh asin asind asinh atan atan2 atan2d atand atanh cash_words cbrt ceil ceiling cos cosd
            cosh cot cotd degrees dexp div dlog1 dlog10 dround dtrunc exp factorial floor gcd gen_random_uuid int4inc
            lcm ln log log10 min_scale mod numeric_div_trunc numeric_exp numeric_inc numeric_ln numeric_log numeric_sqrt
            pg_size_bytes pg_size_pretty pi pow power radians random round scale sign sin sind sinh sqrt tan tand tanh
            trim_scale trunc width_bucket
            """
        ),
        // Dates, times and the clock.
        NameGroup(
            .harmless,
            """
            age clock_timestamp date_bin date_part date_trunc extract isfinite justify_days justify_hours
            justify_interval make_date make_interval make_time make_timestamp make_timestamptz mxid_age now overlaps
            statement_timestamp timeofday timezone to_char to_date to_number to_timestamp transaction_timestamp
            """
        ),
        // Who and where the session is.
        NameGroup(
            .harmless,
            """
            current_database current_schema current_schemas current_user getpgusername pg_backend_pid pg_trigger_depth
            session_user version
            """
        ),
        // Values as such: type, size and NULLs of the arguments.
        NameGroup(.harmless, "num_nonnulls num_nulls pg_column_compression pg_column_size pg_typeof"),
        // Aggregates and window functions.
        NameGroup(
            .harmless,
            """
            array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp cume_dist dense_rank
            every first_value json_agg json_object_agg jsonb_agg jsonb_object_agg lag last_value lead max min mode
            nth_value ntile percent_rank percentile_cont percentile_disc range_agg range_intersect_agg rank regr_avgx
            regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy row_number stddev
            stddev_pop stddev_samp sum var_pop var_samp variance xmlagg
            """
        ),
        // Arrays, series and rows from arguments.
        NameGroup(
            .harmless,
            """
            array_append array_cat array_dims array_fill array_length array_lower array_ndims array_position
            array_positions array_prepend array_remove array_replace array_to_json array_to_string array_to_tsvector
            array_upper cardinality generate_series generate_subscripts trim_array unnest
            """
        ),
        // JSON. Rows and types are those of the arguments.
        NameGroup(
            .harmless,
            """
            json_array_element json_array_element_text json_array_elements json_array_elements_text json_array_length
            json_build_array json_build_object json_each json_each_text json_extract_path json_extract_path_text
            json_object json_object_field json_object_field_text json_object_keys json_populate_record
            json_populate_recordset json_strip_nulls json_to_record json_to_recordset json_to_tsvector json_typeof
            jsonb_array_element jsonb_array_element_text jsonb_array_elements jsonb_array_elements_text
            jsonb_array_length jsonb_build_array jsonb_build_object jsonb_concat jsonb_contained jsonb_contains
            jsonb_delete jsonb_delete_path jsonb_each jsonb_each_text jsonb_exists jsonb_exists_all jsonb_exists_any
            jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_field
            jsonb_object_field_text jsonb_object_keys jsonb_path_exists jsonb_path_exists_opr jsonb_path_exists_tz
            jsonb_path_match jsonb_path_match_opr jsonb_path_match_tz jsonb_path_query jsonb_path_query_array
            jsonb_path_query_array_tz jsonb_path_query_first jsonb_path_query_first_tz jsonb_path_query_tz
            jsonb_populate_record jsonb_populate_recordset jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls
            jsonb_to_record jsonb_to_recordset jsonb_to_tsvector jsonb_typeof row_to_json to_json to_jsonb
            """
        ),
        // XML. Networks and files are closed to the XML library.
        NameGroup(
            .harmless,
            """
            xml xml_is_well_formed xml_is_well_formed_content xml_is_well_formed_document xmlcomment xmlexists
            xmlvalidate xpath xpath_exists
            """
        ),
        // Text search with the configuration that is named or set.
        NameGroup(
            .harmless,
            """
            get_current_ts_config numnode phraseto_tsquery plainto_tsquery querytree setweight strip to_tsquery
            to_tsvector ts_delete ts_filter ts_headline ts_rank ts_rank_cd tsquery_phrase tsvector_to_array
            websearch_to_tsquery
            """
        ),
        // Ranges, enums and network addresses.
        NameGroup(
            .harmless,
            """
            abbrev broadcast daterange enum_first enum_last enum_range family host hostmask inet_merge inet_same_family
            int4range int8range isempty lower_inc lower_inf macaddr8_set7bit masklen multirange netmask network numrange
            range_merge set_masklen tsrange tstzrange upper_inc upper_inf
            """
        ),
        // Geometry.
        NameGroup(
            .harmless,
            """
            area bound_box center diagonal diameter height isclosed ishorizontal isopen isparallel isperp isvertical
            line npoints pclose popen radius slope width
            """
        ),
        // Access lists and options as values; WAL positions and snapshots as numbers.
        NameGroup(
            .harmless,
            """
            aclcontains acldefault aclexplode aclinsert aclremove makeaclitem pg_lsn pg_options_to_table pg_snapshot_xip
            pg_snapshot_xmax pg_snapshot_xmin pg_visible_in_snapshot pg_wal_lsn_diff txid_snapshot_xip
            txid_snapshot_xmax txid_snapshot_xmin txid_visible_in_snapshot
            """
        ),
        // Casts.
        NameGroup(
            .harmless,
            """
            bit bool box bpchar char cidr circle date datemultirange float4 float8 int2 int4 int4multirange int8
            int8multirange interval lseg macaddr macaddr8 money name numeric nummultirange oid path point polygon text
            time timestamp timestamptz timetz tsmultirange tstzmultirange varbit varchar xid
            """
        ),
    ]
}
