// Why a record could not be written, or the folder not be used.

import Glibc

/// What went wrong. The command line and the proxy give it its code.
public enum AuditFailure: Error, Equatable, Sendable {
    /// The folder cannot be made or opened.
    case folder(path: String, SystemError)
    /// Others than the user of this process own the folder or a file in it, or may read or change it; or what has the
    /// name of a segment is a link or no plain file.
    case unsafe(path: String, why: String)
    /// Another process, or another part of this one, writes into the folder. The process's number, when it is known.
    case inUse(path: String, process: Int32?)
    /// The newest segment of a writer does not end in one of its records, so that nothing can be chained to it.
    case damaged(path: String, why: String)
    /// A file of the folder cannot be made, opened or read.
    case file(path: String, SystemError)
    /// A record could not be written.
    case write(path: String, SystemError)
    /// Written records could not be forced to the disk.
    case sync(path: String, SystemError)
    /// The segment that is written to was removed, cut, or written to by something else.
    case changed(path: String)
    /// The log was closed.
    case closed
}

/// A number of `errno`.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The number.
    public let number: Int32

    /// Takes the number.
    public init(_ number: Int32) { self.number = number }

    /// The number that the last call of the system left on this thread.
    static var last: SystemError { SystemError(errno) }

    /// The system's words, with a small letter at their start.
    public var description: String {
        let words = strerror(number).map { String(cString: $0) } ?? "error \(number)"
        return words.prefix(1).lowercased() + words.dropFirst()
    }

    /// Such as `ENOSPC`, for those that a writer is likely to meet; otherwise the number.
    var name: String {
        switch number {
        case EACCES: "EACCES"
        case EBADF: "EBADF"
        case EDQUOT: "EDQUOT"
        case EEXIST: "EEXIST"
        case EFBIG: "EFBIG"
        case EIO: "EIO"
        case EMFILE: "EMFILE"
        case ENFILE: "ENFILE"
        case ENOENT: "ENOENT"
        case ENOSPC: "ENOSPC"
        case EPERM: "EPERM"
        case EROFS: "EROFS"
        default: "errno \(number)"
        }
    }
}

extension AuditFailure: CustomStringConvertible {
    /// One line, beginning with a small letter. Paths are as they were given; whoever prints it makes them visible.
    public var description: String {
        switch self {
        case .folder(let path, let error): "cannot use the audit folder \(path): \(error)"
        case .unsafe(let path, let why): "\(path) is not safe to write records to: \(why)"
        case .inUse(let path, let process?): "the audit folder \(path) is in use by process \(process)"
        case .inUse(let path, nil): "the audit folder \(path) is in use by another process"
        case .damaged(let path, let why): "the newest segment \(path) does not end in a record: \(why)"
        case .file(let path, let error): "cannot use the audit file \(path): \(error)"
        case .write(let path, let error): "cannot write a record to \(path): \(error)"
        case .sync(let path, let error): "cannot force the records of \(path) to the disk: \(error)"
        case .changed(let path): "\(path) was removed, cut or written to by something else"
        case .closed: "the audit log is closed"
        }
    }
}

extension AuditFailure {
    /// What the record of a failure calls it: the system's name of the error where there is one.
    var systemName: String {
        switch self {
        case .folder(_, let error), .file(_, let error), .write(_, let error), .sync(_, let error): error.name
        case .unsafe: "unsafe"
        case .inUse: "in use"
        case .damaged: "damaged"
        case .changed: "changed"
        case .closed: "closed"
        }
    }
}
