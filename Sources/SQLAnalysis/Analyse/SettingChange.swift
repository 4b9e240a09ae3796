// What changing a setting does. One judgement for SET, set_config and everything else that changes one.

/// A setting that a statement changes.
struct SettingChange {
    /// The classes of the effects that the change has.
    let effects: [StatementClass]

    /// Judges a change to a constant value, or to one that is not known (nil); of search_path to a path.
    ///
    /// Throws SG2201 for a setting that the parser depends on, unless the value is the one it depends on.
    init(_ name: String, value: String?, path: SearchPath, at range: SourceRange?) throws(Refusal) {
        switch Settings.classOf(name) {
        case .pinned:
            let pinned = Settings.pinned(name)
            guard let pinned, let value, pinned.accepts(value) else {
                throw Refusal(
                    .pinnedSetting,
                    "\(name) must stay as it is: sqlguard reads statements by it",
                    at: range
                )
            }
            effects = [.session]
        case .identity: effects = [.session, .privilegeChange]
        case .namespace:
            effects = name == "search_path" && !path.keepsPostgreSQLFirst ? [.session, .unknown] : [.session]
        case .transaction, .ordinary, .tuning: effects = [.session]
        case .security: effects = [.session, .privilegeChange]
        case .server: effects = [.server]
        case .unknown: effects = [.session, .unknown]
        }
    }
}
