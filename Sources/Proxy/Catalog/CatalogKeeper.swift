// Keeps the catalog of one database: loads it, notices when it changes, and tells the loops.

import Logging
import NIOCore
import NIOPosix
import PGWire
import Policy
import SQLAnalysis
import Session

/// Loads and watches the catalog of one database. Bound to the first event loop.
final class CatalogKeeper {
    /// Where it is looked, and as whom: a new policy may say another credential for the same database.
    var server: Upstream
    private let loop: LoopState
    private let tell: (CatalogState) -> Void
    /// The digest of the definitions that were loaded last.
    private var digest: [UInt8] = []
    private var snapshot: CatalogSnapshot?
    private var loadedAt: UInt64 = 0
    private var isVisiting = false
    /// Something was said to have changed since the visit began.
    private var isAskedAgain = false
    private(set) var hasBegun = false
    private var isStopped = false
    /// Code that may have changed something has run since the visit began.
    private var isInDoubt = false
    /// The next visit is within `soon`.
    private var isLookingSoon = false
    private var failures = 0
    private var next: Scheduled<Void>?

    /// How often the digest is looked at when nothing was said to have changed.
    static let period = TimeAmount.seconds(10)
    /// How soon it is looked at after code has run that may have changed something.
    static let soon = TimeAmount.seconds(1)
    private static let longestPause = 30

    /// `tell` hears of every change.
    init(_ server: Upstream, _ loop: LoopState, tell: @escaping (CatalogState) -> Void) {
        self.server = server
        self.loop = loop
        self.tell = tell
    }

    /// Loads for the first time.
    func begin() {
        hasBegun = true
        tell(.loading)
        look()
    }

    /// The database is served no more.
    func stop() {
        isStopped = true
        next?.cancel()
    }

    /// A statement that may have changed definitions has run. After one that changes them nothing is decided by the old
    /// ones until they were looked at; after code that may do anything they are looked at within `soon`, which bounds what
    /// functions in queries cost the server.
    func mayHaveChanged(_ doubt: CatalogDoubt) {
        guard !isStopped else { return }
        switch doubt {
        case .none: return
        case .byCode:
            isInDoubt = true
            if !isVisiting, !isLookingSoon, failures == 0 { schedule(Self.soon) }
        case .byStatement:
            if let snapshot { tell(.stale(snapshot, at: loadedAt)) }
            look()
        }
    }

    /// A session has come although the catalog could not be loaded, so the server answers by now: it is looked at within
    /// `soon`, which bounds what clients that come again and again cost it.
    func lookAgain() {
        guard !isStopped, !isVisiting, !isLookingSoon, failures > 0 else { return }
        schedule(Self.soon)
    }

    // MARK: visits

    /// One connection: the digest, and when that is another one, the definitions of the same moment.
    private func look() {
        guard !isStopped else { return }
        guard !isVisiting else {
            isAskedAgain = true
            return
        }
        next?.cancel()
        guard let nonce = Cryptography.random(SCRAM.nonceBytes) else { return failed("libcrypto gave no random bytes") }
        isVisiting = true
        isAskedAgain = false
        isInDoubt = false
        let services = loop.services
        let questions = LiveCatalog.questions(unless: snapshot == nil ? nil : digest)
        ServerVisit(
            server,
            questions,
            nonce: nonce,
            on: loop.eventLoop,
            loop.connector,
            services.keyThreads,
            loop.logger
        ) {
            [self] result in
            isVisiting = false
            guard !isStopped else { return }
            switch result {
            case .success(let rows): answered(rows)
            case .failure(let failure): failed(failure.words)
            }
        }.begin()
    }

    private func answered(_ rows: [[[UInt8]]]) {
        guard let current = rows[2].first else { return failed("the server gave no digest") }
        if snapshot != nil, current == digest { keepsHolding() } else { read(rows, current) }
    }

    // MARK: what comes of them

    /// Reads definitions on a thread: it waits for the parser.
    private func read(_ rows: [[[UInt8]]], _ digest: [UInt8]) {
        isVisiting = true
        let reader = loop.catalogReader
        loop.services.catalogThreads.runIfActive(eventLoop: loop.eventLoop) { () -> Result<CatalogSnapshot, Refusal> in
            do throws(Refusal) {
                return .success(try LiveCatalog.read(rows, digest, reader))
            } catch {
                return .failure(error)
            }
        }.assumeIsolated().whenComplete { [self] result in
            isVisiting = false
            guard !isStopped else { return }
            switch result {
            case .success(.success(let snapshot)): took(snapshot, digest)
            case .success(.failure(let refusal)): failed("\(refusal.code.name) \(refusal.message)")
            case .failure: failed("no thread could be had")
            }
        }
    }

    private func took(_ snapshot: CatalogSnapshot, _ digest: [UInt8]) {
        self.digest = digest
        self.snapshot = snapshot
        loop.logger.notice(
            "catalog loaded",
            metadata: [
                "database": "\(server.database.name)", "epoch": "\(snapshot.epoch)",
                "relations": "\(snapshot.relations.count)",
            ]
        )
        keepsHolding()
    }

    private func keepsHolding() {
        failures = 0
        loadedAt = loop.now()
        if isAskedAgain { return look() }
        if let snapshot { tell(.loaded(snapshot, at: loadedAt)) }
        schedule(isInDoubt ? Self.soon : Self.period)
    }

    private func failed(_ reason: String) {
        failures += 1
        loop.logger.error(
            "catalog not loaded",
            metadata: ["database": "\(server.database.name)", "reason": "\(reason)"]
        )
        if let snapshot { tell(.stale(snapshot, at: loadedAt)) } else { tell(.failed(reason)) }
        // The first time it may only have met a definition that was being dropped: "cache lookup failed", XX000.
        let isFirst = failures == 1
        schedule(isFirst ? .milliseconds(100) : .seconds(Int64(min(Self.longestPause, 1 << min(failures - 2, 5)))))
    }

    private func schedule(_ pause: TimeAmount) {
        next?.cancel()
        isLookingSoon = pause <= Self.soon
        next = loop.eventLoop.assumeIsolated().scheduleTask(in: pause) { [weak self] in self?.look() }
    }
}
