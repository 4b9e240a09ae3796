// What is said on the command line of `sqlguard serve`, beside the policy.

import Glibc
public import Logging

/// Options of serving.
public struct ServingOptions: Sendable {
    /// The policy file's path.
    public let policyPath: String
    /// The admin socket's path; nil for the policy's.
    public let adminSocket: String?
    /// How many event loops serve sessions; at least one.
    public let loops: Int
    /// The least level that is logged.
    public let logLevel: Logger.Level
    /// The version of the program, for the status.
    public let version: String

    /// Options; without a number of loops, one for every two processors, one at least and four at most: a loop that serves
    /// more sessions does more for each call of the system, and the server and its clients need processors too.
    public init(policyPath: String, adminSocket: String?, loops: Int?, logLevel: Logger.Level, version: String) {
        self.policyPath = policyPath
        self.adminSocket = adminSocket
        let processors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        self.loops = max(1, min(loops ?? min(processors / 2, 4), 64))
        self.logLevel = logLevel
        self.version = version
    }
}
