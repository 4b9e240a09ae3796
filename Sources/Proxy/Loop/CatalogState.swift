// What is known of a database's structure, as the loader last said.

import SQLAnalysis

/// The catalog of one database.
enum CatalogState: Sendable {
    /// Nobody loads one: names are judged as they are written.
    case none
    /// It is being loaded for the first time.
    case loading
    /// It is known, as of a moment on the monotonic clock, in nanoseconds.
    case loaded(CatalogSnapshot, at: UInt64)
    /// It was known and is out of date: nothing is judged by it any more.
    case stale(CatalogSnapshot, at: UInt64)
    /// It could not be loaded, and why.
    case failed(String)

    /// The catalog that decisions are made with; nil without one.
    var snapshot: CatalogSnapshot? {
        switch self {
        case .loaded(let snapshot, _): snapshot
        case .none, .loading, .stale, .failed: nil
        }
    }

    /// Whether statements may be decided on now. Without a loader they may: what is not known is judged as not known.
    var isServing: Bool {
        switch self {
        case .none, .loaded: true
        case .loading, .stale, .failed: false
        }
    }

    /// The word for reports.
    var word: String {
        switch self {
        case .none: "none"
        case .loading: "loading"
        case .loaded: "loaded"
        case .stale: "stale"
        case .failed: "failed"
        }
    }
}
