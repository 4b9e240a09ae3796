// The review of PostgreSQL's settings.

import Testing

@testable import SQLAnalysis

@Suite("Reviewed settings")
struct ReviewedSettingsTests {
    @Test("every setting stands once, in small letters, and is found with its class")
    func once() {
        var seen: Set<String> = []
        for group in Settings.groups + Settings.ofTheServer {
            let names = group.names
            #expect(names == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
            for name in names {
                #expect(seen.insert(name).inserted, "\(name) stands twice")
                #expect(name == name.lowercased())
                #expect(Settings.classOf(name) == group.value, "\(name)")
            }
        }
        #expect(seen.count == 362)
    }

    @Test("the class of a setting does not depend on the case of its name")
    func anyCase() {
        let spellings = ["DateStyle", "datestyle", "DATESTYLE", "TimeZone", "IntervalStyle", "Application_Name"]
        #expect(spellings.map { Settings.classOf($0) } == Array(repeating: .ordinary, count: spellings.count))
        #expect(Settings.classOf("SEARCH_PATH") == .namespace)
        #expect(Settings.classOf("Session_Replication_Role") == .security)
        #expect(Settings.pinned("Standard_Conforming_Strings") == .standardConformingStrings)
    }

    @Test("what drivers and dumps set has a class that lets them")
    func drivers() {
        let sent = """
            application_name bytea_output check_function_bodies client_min_messages datestyle default_with_oids
            escape_string_warning extra_float_digits idle_in_transaction_session_timeout intervalstyle lock_timeout
            quote_all_identifiers statement_timeout timezone xmloption
            """
        #expect(sent.split(whereSeparator: \.isWhitespace).filter { Settings.classOf($0) != .ordinary } == [])
    }

    @Test(
        "what changes meaning, identity or protection is not ordinary",
        arguments: [
            (SettingClass.identity, "role session_authorization"),
            (.namespace, "search_path default_tablespace temp_tablespaces default_table_access_method"),
            (.transaction, "transaction_read_only default_transaction_read_only transaction_isolation"),
            (
                .security,
                """
                session_replication_role row_security local_preload_libraries session_preload_libraries
                lo_compat_privileges allow_system_table_mods debug_print_plan log_statement password_encryption
                """
            ),
            (.tuning, "enable_seqscan plan_cache_mode jit work_mem max_parallel_workers_per_gather"),
            (.server, "shared_preload_libraries listen_addresses archive_command server_encoding lc_ctype"),
            (.unknown, "a.b app.user_id plpgsql.variable_conflict pg_stat_statements.track nosuch sql_inheritance"),
        ]
    )
    func classes(expected: SettingClass, names: String) {
        #expect(names.split(whereSeparator: \.isWhitespace).filter { Settings.classOf($0) != expected } == [])
    }

    @Test("a name that only Unicode holds to be a setting's name is unknown")
    func exact() {
        let near = ["", "role ", "ro\u{212A}e", "bac\u{212A}slash_quote", "se\u{0061}\u{0301}rch_path", "names", "all"]
        #expect(near.map { Settings.classOf($0) } == Array(repeating: .unknown, count: near.count))
    }

    @Test("the pinned settings are those of the class")
    func pinned() {
        let names = Settings.groups.filter { $0.value == .pinned }.flatMap(\.names)
        #expect(names == PinnedSetting.allCases.map(\.rawValue).sorted())
        #expect(names.map { Settings.pinned($0)?.rawValue } == names)
        #expect(PinnedSetting.allCases.allSatisfy { $0.accepts($0.value) })
        #expect(Settings.pinned("search_path") == nil)
    }

    @Test(
        "a pinned setting accepts the spellings of its value",
        arguments: [
            (PinnedSetting.standardConformingStrings, ["on", "ON", "true", "t", "tr", "yes", "Y", "1"]),
            (.clientEncoding, ["UTF8", "utf8", "UTF-8", "utf-8", "Utf_8", "UNICODE", "'utf-8'", "utf8'", "utf 8"]),
            (.backslashQuote, ["safe_encoding", "SAFE_ENCODING"]),
            (.transformNullEquals, ["off", "of", "false", "F", "no", "n", "0"]),
        ]
    )
    func accepted(setting: PinnedSetting, texts: [String]) {
        #expect(texts.filter { !setting.accepts($0) } == [])
    }

    @Test(
        "a pinned setting accepts no other value",
        arguments: [
            (
                PinnedSetting.standardConformingStrings,
                ["off", "of", "o", "false", "0", "no", "", "onn", " on", "on ", "2", "truely", "\u{FF4F}n", "default"]
            ),
            (
                .clientEncoding,
                [
                    "SJIS", "GBK", "LATIN1", "SQL_ASCII", "UTF16", "UTF", "", "utf8\u{301}", "8", "default",
                ]
            ),
            (.backslashQuote, ["on", "off", "safe", "true", "", "safe_encoding "]),
            (.transformNullEquals, ["on", "o", "1", "true", "yes", "", "offf", "-0", "00"]),
        ]
    )
    func refused(setting: PinnedSetting, texts: [String]) {
        #expect(texts.filter { setting.accepts($0) } == [])
    }
}
