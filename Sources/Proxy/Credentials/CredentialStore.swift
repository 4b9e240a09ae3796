// The passwords of upstream roles, from where the policy says they are.

import Glibc
import Policy
import SQLAnalysis
import Synchronization

/// Reads credentials.
///
/// A variable of the environment is read once and removed, so that neither a child of this process nor
/// `/proc/PID/environ` shows it; its value is kept for later reads of the policy.
final class CredentialStore: Sendable {
    /// No password of a role is longer.
    static let maxBytes = 65_536

    private let taken = Mutex<[String: Secret]>([:])

    init() {}

    /// The secret of a source. Throws SG9020 with a message that names the source and never what is in it.
    func read(_ source: CredentialSource) throws(ConfigurationProblem) -> Secret {
        switch source {
        case .file(let path): try firstLine(of: path, called: "the credential file \(path)")
        case .environment(let name): try variable(name)
        case .systemd(let name): try systemd(name)
        }
    }

    /// A credential of the systemd unit: a file in the folder that systemd names.
    private func systemd(_ name: String) throws(ConfigurationProblem) -> Secret {
        guard let folder = getenv("CREDENTIALS_DIRECTORY").map({ String(cString: $0) }), !folder.isEmpty else {
            throw unreadable("the systemd credential \(name)", "CREDENTIALS_DIRECTORY is not set")
        }
        guard !name.utf8.contains(UInt8(ascii: "/")), name != ".", name != ".." else {
            throw unreadable("the systemd credential \(name)", "its name is no file name")
        }
        return try firstLine(of: folder + "/" + name, called: "the systemd credential \(name)")
    }

    private func variable(_ name: String) throws(ConfigurationProblem) -> Secret {
        let subject = "the environment variable \(name)"
        if let known = taken.withLock({ $0[name] }) { return known }
        guard let value = getenv(name) else { throw unreadable(subject, "it is not set") }
        let count = strlen(value)
        guard count > 0 else { throw unreadable(subject, "it is empty") }
        guard count <= Self.maxBytes else { throw unreadable(subject, "it is longer than \(Self.maxBytes) bytes") }
        let secret = try Secret(UnsafeRawBufferPointer(start: value, count: count))
        // The bytes lie in the block that the kernel shows as /proc/PID/environ, and stay there after unsetenv.
        explicit_bzero(value, count)
        unsetenv(name)
        taken.withLock { $0[name] = secret }
        return secret
    }

    private func firstLine(of path: String, called subject: String) throws(ConfigurationProblem) -> Secret {
        var bytes: [UInt8]
        do throws(FileProblem) {
            bytes = try SmallFile.read(path, maxBytes: Self.maxBytes)
        } catch {
            throw unreadable(subject, error.reason)
        }
        defer { bytes.wipe() }
        let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
        let trimmed = end > 0 && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
        guard trimmed > 0 else { throw unreadable(subject, "its first line is empty") }
        guard !bytes[..<trimmed].contains(0) else { throw unreadable(subject, "its first line has a byte of zero") }
        bytes.removeLast(bytes.count - trimmed)
        return try Secret(taking: &bytes)
    }

    private func unreadable(_ subject: String, _ reason: String) -> ConfigurationProblem {
        ConfigurationProblem(.credentialUnreadable, "cannot read \(subject): \(reason)")
    }
}

extension [UInt8] {
    /// Overwrites the bytes, in a way that no optimisation leaves out.
    mutating func wipe() {
        withUnsafeMutableBytes { buffer in
            if let start = buffer.baseAddress { explicit_bzero(start, buffer.count) }
        }
    }
}
