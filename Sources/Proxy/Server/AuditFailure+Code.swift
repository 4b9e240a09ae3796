// The codes under which people meet what went wrong with records.

public import Audit
public import SQLAnalysis

extension AuditFailure {
    /// The code that explains it.
    public var code: Code {
        switch self {
        case .folder, .file: .auditFolderUnusable
        case .unsafe: .auditFolderUnsafe
        case .inUse: .auditFolderInUse
        case .damaged: .auditSegmentDamaged
        case .write, .sync, .changed, .closed: .auditNotWritten
        }
    }
}
