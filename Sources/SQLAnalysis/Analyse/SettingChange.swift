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

extension Settings {
    /// What giving a setting a value at the start of a session does: what SET of it would.
    public static func change(_ name: String, to value: String) -> StatementOutcome {
        let nowhere = SourceRange(0, 0)
        let setting = ObjectReference(.setting, QualifiedName(String(decoding: folded(name), as: UTF8.self)))
        do throws(Refusal) {
            let change = try SettingChange(name, value: value, path: SearchPath(value), at: nil)
            let effects = change.effects.map { Effect($0, "SET", setting) }
            let statementClass = effects.map(\.effectClass).reduce(.session) { $0.reach >= $1.reach ? $0 : $1 }
            return .analysed(Analysis(range: nowhere, verb: "SET", statementClass: statementClass, effects: effects))
        } catch {
            return .refused(error, nowhere)
        }
    }
}
