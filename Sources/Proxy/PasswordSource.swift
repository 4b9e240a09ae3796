// A role's password, from where the policy says it is.

import Policy

/// A secret that cannot be printed: neither in a log, nor in an error, nor by a debugger's mirror.
public struct Secret: Sendable, CustomStringConvertible, CustomReflectable {
    /// The bytes themselves, for the one place that needs them.
    let bytes: [UInt8]

    /// Keeps some bytes.
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Says what it is, not what is in it.
    public var description: String { "a secret" }

    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
