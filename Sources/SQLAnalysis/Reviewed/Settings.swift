// The settings of PostgreSQL 15, each reviewed once for what changing it means.

/// Every setting of PostgreSQL 15 with its class, for SET, RESET, set_config, ALTER ROLE and start-up options.
public enum Settings {
    /// What changing the setting means, whatever the case of its name; `unknown` when it was not reviewed.
    public static func classOf(_ name: some StringProtocol) -> SettingClass {
        table[name] ?? folded(name).withUnsafeBufferPointer { table[bytes: $0] } ?? .unknown
    }

    /// The pinned setting of this name, or nil when the parser does not depend on it.
    public static func pinned(_ name: some StringProtocol) -> PinnedSetting? {
        PinnedSetting(rawValue: String(decoding: folded(name), as: UTF8.self))
    }

    /// The bytes of a text with the letters A to Z made small, as PostgreSQL compares settings and their values.
    // PostgreSQL: guc.c, guc_name_compare
    static func folded(_ text: some StringProtocol) -> [UInt8] {
        text.utf8.map { UInt8(ascii: "A") <= $0 && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
    }

    private static let table = NameTable(groups + ofTheServer)
}
