// What `sessions list` prints for people.

import Proxy

/// Lays sessions out, a line each.
struct SessionsText {
    let list: SessionList

    private static let head = [
        "session", "client", "user", "database", "state", "request", "requests", "since", "application",
    ]

    /// The whole text.
    var text: String {
        let rows = [Self.head] + list.sessions.map(row)
        let widths = Self.head.indices.map { column in rows.map { $0[column].visible.columns }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).map { $0.visible.padded(to: $1 + 2) }.joined().trimmingEnd + "\n"
        }.joined()
    }

    private func row(_ entry: SessionList.Entry) -> [String] {
        [
            LogText.shown(entry.session), LogText.shown(entry.client) + (entry.tls ? " tls" : ""), name(entry.user),
            name(entry.database), LogText.shown(entry.state), entry.request.map(String.init) ?? "-",
            String(entry.requests), Self.moment(entry.since), name(entry.applicationName),
        ]
    }

    /// What a client says of itself; a bare `-` when it says nothing.
    private func name(_ text: String) -> String { text.isEmpty ? "-" : LogText.shown(text) }

    /// A moment in UTC, to the second.
    private static func moment(_ seconds: Double) -> String { LogText.moment(Int(seconds)) + "Z" }
}
