// The catalog of a database of a policy, asked for once: for commands that serve nobody.

import Logging
import NIOCore
import NIOPosix
import PGWire
import Policy
import SQLAnalysis
import Synchronization

/// Asks a server for its catalog.
public enum LiveCatalog {
    /// Connects as the policy says, asks, and disconnects. Waits; not to be called on an event loop.
    ///
    /// Throws SG9020 to SG9023 where the policy cannot be followed, SG9024 where the server does not answer as it should.
    public static func load(
        _ database: Database,
        reader: StatementReader
    ) throws(Refusal) -> CatalogSnapshot {
        let upstream: Upstream
        do throws(ConfigurationProblems) {
            upstream = try Upstream(database, CredentialStore())
        } catch {
            throw Refusal(.catalogNotLoaded, error.lines.joined(separator: "; "))
        }
        let rows = try visit(upstream)
        guard let digest = rows[2].first else { throw Refusal(.catalogNotLoaded, "the server gave no digest") }
        return try read(rows, digest, reader)
    }

    /// What is asked in one visit: search path, begin, digest, definitions, numbers, end. Of definitions with a known digest
    /// nothing more is asked.
    static func questions(unless known: [UInt8]? = nil) -> QueryRun {
        let texts = [
            CatalogQuery.searchPath, CatalogQuery.begin, CatalogQuery.digest, CatalogQuery.definitions,
            CatalogQuery.numbers, CatalogQuery.end,
        ]
        return QueryRun(texts, known.map { QueryRun.Shortcut(text: 2, known: $0, next: texts.count - 1) })
    }

    /// Reads what came for `questions`; waits for the parser.
    static func read(
        _ rows: [[[UInt8]]],
        _ digest: [UInt8],
        _ reader: StatementReader
    ) throws(Refusal) -> CatalogSnapshot {
        let path = rows[0].map { String(decoding: $0, as: UTF8.self) }
        let definitions = rows[3]
        var text: [UInt8] = []
        text.reserveCapacity(definitions.reduce(0) { $0 + $1.count + 1 })
        for definition in definitions {
            text += definition
            text.append(0x0A)
        }
        let epoch = String(decoding: digest, as: UTF8.self)
        let snapshot = try CatalogLoader(reader).load(text, digest: { _ in epoch }, searchPath: path).snapshot
        return snapshot.numbered(by: rows[4]).prepared
    }

    private static func visit(_ upstream: Upstream) throws(Refusal) -> [[[UInt8]]] {
        guard let nonce = Cryptography.random(SCRAM.nonceBytes) else {
            throw Refusal(.catalogNotLoaded, "libcrypto gave no random bytes")
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
        defer {
            try? threads.syncShutdownGracefully()
            try? group.syncShutdownGracefully()
        }
        let eventLoop = group.next()
        let answer = eventLoop.makePromise(of: [[[UInt8]]].self)
        eventLoop.execute {
            let logger = Logger(label: "sqlguard") { _ in SwiftLogNoOpLogHandler() }
            let connector = Connector(eventLoop, NameLookups(threads))
            ServerVisit(upstream, LiveCatalog.questions(), nonce: nonce, on: eventLoop, connector, threads, logger) {
                answer.completeWith($0.mapError { $0 as any Error })
            }.begin()
        }
        do {
            return try answer.futureResult.wait()
        } catch {
            let words = (error as? VisitFailure)?.words ?? "the connection was lost"
            throw Refusal(.catalogNotLoaded, "the database \(upstream.database.name): \(words)")
        }
    }
}
