// The settings of PostgreSQL 15, each reviewed once for what changing it means.

/// Every setting of PostgreSQL 15 with its class, for SET, RESET, set_config, ALTER ROLE and start-up options.
public enum Settings {
    /// What changing the setting means, whatever the case of its name; `unknown` when it was not reviewed.
    public static func classOf(_ name: some StringProtocol) -> SettingClass {
        table[name] ?? lowercased(name).withUnsafeBufferPointer { table[bytes: $0] } ?? .unknown
    }

    /// The pinned setting of this name, or nil when the parser does not depend on it.
    public static func pinned(_ name: some StringProtocol) -> PinnedSetting? {
        PinnedSetting(rawValue: String(decoding: lowercased(name), as: UTF8.self))
    }

    private static let table = NameTable(groups + ofTheServer)
}
