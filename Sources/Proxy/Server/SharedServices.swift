// What every loop uses and nobody owns: threads, the folder of records, secrets of the process, the log.

import Audit
import Logging
import NIOPosix
import PGWire
import Policy
import SQLAnalysis
import Session

/// Services that may be used from every loop.
struct SharedServices: Sendable {
    let shared: SharedState
    let logger: Logger
    let options: ServingOptions
    // What blocks has threads by its kind, so that one that gets stuck does not keep the others from theirs.
    /// Addresses of names.
    let names: NameLookups
    /// For keys of passwords, which take milliseconds.
    let keyThreads: NIOThreadPool
    /// For reading the definitions of a catalog, which may take seconds.
    let catalogThreads: NIOThreadPool
    let auditFolder: AuditFolder
    /// Users that do not exist get the same salt from it every time.
    let mockSecret: [UInt8]
    /// Names the run of the process, for the names of sessions.
    let runName: String
    /// Reaches the other loops.
    let places = LoopPlaces()

    /// Opens the folder and starts the threads. Throws SG8002 to SG8005 when the folder cannot be used.
    init(
        _ configuration: Configuration,
        _ options: ServingOptions,
        _ shared: SharedState,
        _ logger: Logger
    ) throws(ConfigurationProblem) {
        self.shared = shared
        self.logger = logger
        self.options = options
        do throws(AuditFailure) {
            auditFolder = try AuditFolder(
                path: configuration.audit.folder,
                writers: options.loops,
                options: AuditOptions(configuration.audit)
            )
        } catch {
            throw ConfigurationProblem(error.code, error.description)
        }
        guard let secret = Cryptography.random(32) else {
            throw ConfigurationProblem(.notServable, "libcrypto gave no random bytes")
        }
        mockSecret = secret
        runName = String(auditFolder.run.prefix(12))
        names = NameLookups(Self.pool(4))
        keyThreads = Self.pool(2)
        catalogThreads = Self.pool(2)
    }

    private static func pool(_ threads: Int) -> NIOThreadPool {
        let pool = NIOThreadPool(numberOfThreads: threads)
        pool.start()
        return pool
    }

    /// Random bytes for one session.
    func seeds(processID: UInt32) throws(ConfigurationProblem) -> SessionSeeds {
        guard let random = Cryptography.random(18 + 18 + 32 + 8) else {
            throw ConfigurationProblem(.notServable, "libcrypto gave no random bytes")
        }
        return SessionSeeds(
            clientNonce: Array(random[..<18]),
            upstreamNonce: Array(random[18..<36]),
            processID: processID,
            cancelSecret: Array(random[36..<68]),
            substitute: Array(random[68...])
        )
    }
}

extension AuditOptions {
    /// The policy's settings.
    init(_ settings: AuditSettings) {
        self.init()
        sync =
            switch settings.sync {
            case .never: .never
            case .batch: .batch
            case .always: .always
            }
        parameters =
            switch settings.parameters {
            case .record: .record
            case .omit: .omit
            }
        if let bytes = settings.segmentBytes { segmentBytes = bytes }
    }
}
