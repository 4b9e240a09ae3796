// What is known of a database's structure, as the loader last said.

import SQLAnalysis

/// The catalog of one database.
enum CatalogState: Sendable {
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
        case .loading, .stale, .failed: nil
        }
    }

    /// Whether statements may be decided on now.
    var isServing: Bool { snapshot != nil }

    /// Whether there is nothing to wait for: it is known, or it is known that it cannot be.
    var hasAnswer: Bool {
        switch self {
        case .loaded, .failed: true
        case .loading, .stale: false
        }
    }

    /// The word for reports.
    var word: String {
        switch self {
        case .loading: "loading"
        case .loaded: "loaded"
        case .stale: "stale"
        case .failed: "failed"
        }
    }
}
