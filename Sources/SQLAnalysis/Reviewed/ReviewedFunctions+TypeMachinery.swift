// The functions of pg_catalog through which values are read and written.

extension ReviewedFunctions {
    /// The functions of pg_catalog through which values are read and written.
    static let typeMachinery: [NameGroup<FunctionClass>] = [
        // Types: modifiers, range canonicalisation and distance.
        NameGroup(
            .internal,
            """
            bittypmodin bpchartypmodin daterange_canonical daterange_subdiff int4range_canonical int4range_subdiff
            int8range_canonical int8range_subdiff intervaltypmodin numerictypmodin numrange_subdiff timestamptypmodin
            timestamptztypmodin timetypmodin timetztypmodin tsrange_subdiff tstzrange_subdiff varbittypmodin
            varchartypmodin
            """
        ),
        // Types: binary output of pseudo-types and of types found in catalogs only.
        NameGroup(
            .internal,
            """
            anyarray_send anycompatiblearray_send brin_bloom_summary_send brin_minmax_multi_summary_send cstring_send
            pg_ddl_command_send pg_dependencies_send pg_mcv_list_send pg_ndistinct_send pg_node_tree_send unknownsend
            void_send
            """
        ),
        // Types: input of text.
        NameGroup(
            .internal,
            """
            aclitemin any_in anyarray_in anycompatible_in anycompatiblearray_in anycompatiblemultirange_in
            anycompatiblenonarray_in anycompatiblerange_in anyelement_in anyenum_in anymultirange_in anynonarray_in
            anyrange_in array_in bit_in boolin box_in bpcharin brin_bloom_summary_in brin_minmax_multi_summary_in
            byteain cash_in charin cidin cidr_in circle_in cstring_in date_in domain_in enum_in event_trigger_in
            fdw_handler_in float4in float8in gtsvectorin index_am_handler_in inet_in int2in int2vectorin int4in int8in
            internal_in interval_in json_in jsonb_in jsonpath_in language_handler_in line_in lseg_in macaddr8_in
            macaddr_in multirange_in namein numeric_in oidin oidvectorin path_in pg_ddl_command_in pg_dependencies_in
            pg_lsn_in pg_mcv_list_in pg_ndistinct_in pg_node_tree_in pg_snapshot_in point_in poly_in range_in record_in
            regclassin regcollationin regconfigin regdictionaryin regnamespacein regoperatorin regoperin regprocedurein
            regprocin regrolein regtypein shell_in table_am_handler_in textin tidin time_in timestamp_in timestamptz_in
            timetz_in trigger_in tsm_handler_in tsqueryin tsvectorin txid_snapshot_in unknownin uuid_in varbit_in
            varcharin void_in xid8in xidin xml_in
            """
        ),
        // Types: output as text.
        NameGroup(
            .internal,
            """
            aclitemout any_out anyarray_out anycompatible_out anycompatiblearray_out anycompatiblemultirange_out
            anycompatiblenonarray_out anycompatiblerange_out anyelement_out anyenum_out anymultirange_out
            anynonarray_out anyrange_out array_out bit_out bittypmodout boolout box_out bpcharout bpchartypmodout
            brin_bloom_summary_out brin_minmax_multi_summary_out byteaout cash_out charout cidout cidr_out circle_out
            cstring_out date_out enum_out event_trigger_out fdw_handler_out float4out float8out gtsvectorout
            index_am_handler_out inet_out int2out int2vectorout int4out int8out internal_out interval_out
            intervaltypmodout json_out jsonb_out jsonpath_out language_handler_out line_out lseg_out macaddr8_out
            macaddr_out multirange_out nameout numeric_out numerictypmodout oidout oidvectorout path_out
            pg_ddl_command_out pg_dependencies_out pg_lsn_out pg_mcv_list_out pg_ndistinct_out pg_node_tree_out
            pg_snapshot_out point_out poly_out range_out record_out regclassout regcollationout regconfigout
            regdictionaryout regnamespaceout regoperatorout regoperout regprocedureout regprocout regroleout regtypeout
            shell_out table_am_handler_out textout tidout time_out timestamp_out timestamptypmodout timestamptz_out
            timestamptztypmodout timetypmodout timetz_out timetztypmodout trigger_out tsm_handler_out tsqueryout
            tsvectorout txid_snapshot_out unknownout uuid_out varbit_out varbittypmodout varcharout varchartypmodout
            void_out xid8out xidout xml_out
            """
        ),
        // Types: binary input.
        NameGroup(
            .internal,
            """
            anyarray_recv anycompatiblearray_recv array_recv bit_recv boolrecv box_recv bpcharrecv
            brin_bloom_summary_recv brin_minmax_multi_summary_recv bytearecv cash_recv charrecv cidr_recv cidrecv
            circle_recv cstring_recv date_recv domain_recv enum_recv float4recv float8recv inet_recv int2recv
            int2vectorrecv int4recv int8recv interval_recv json_recv jsonb_recv jsonpath_recv line_recv lseg_recv
            macaddr8_recv macaddr_recv multirange_recv namerecv numeric_recv oidrecv oidvectorrecv path_recv
            pg_ddl_command_recv pg_dependencies_recv pg_lsn_recv pg_mcv_list_recv pg_ndistinct_recv pg_node_tree_recv
            pg_snapshot_recv point_recv poly_recv range_recv record_recv regclassrecv regcollationrecv regconfigrecv
            regdictionaryrecv regnamespacerecv regoperatorrecv regoperrecv regprocedurerecv regprocrecv regrolerecv
            regtyperecv textrecv tidrecv time_recv timestamp_recv timestamptz_recv timetz_recv tsqueryrecv tsvectorrecv
            txid_snapshot_recv unknownrecv uuid_recv varbit_recv varcharrecv void_recv xid8recv xidrecv xml_recv
            """
        ),
    ]
}
