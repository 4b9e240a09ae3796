// Opening the folder and its files so that nobody else can have put something else in their place.

import Glibc

/// Opens files, and refuses those that others could read or change.
enum FolderFiles {
    /// Opens a folder and makes it when it is not there. Its own path may lead over a link; what counts is where it ends.
    static func open(_ path: String) throws(AuditFailure) -> Descriptor {
        let isNew = mkdir(path, 0o700) == 0
        guard isNew || errno == EEXIST else { throw .folder(path: path, .last) }
        let folder = try descriptor(path) { Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        if isNew {
            // The umask may have taken rights away.
            guard fchmod(folder.number, 0o700) == 0 else { throw .folder(path: path, .last) }
            let parent = try descriptor(path) { openat(folder.number, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
            guard fsync(parent.number) == 0 else { throw .folder(path: path, .last) }
        }
        try refuseUnsafe(folder, mode: 0o700)
        return folder
    }

    private static func descriptor(_ path: String, _ open: () -> Int32) throws(AuditFailure) -> Descriptor {
        var number = open()
        while number < 0, errno == EINTR { number = open() }
        guard number >= 0 else { throw .folder(path: path, .last) }
        return Descriptor(number, path: path)
    }

    /// Locks the folder for this process, and within it for the descriptor that is returned.
    static func lock(_ folder: Descriptor) throws(AuditFailure) -> Descriptor {
        while true {
            let (file, _) = try make("lock", in: folder, O_RDWR)
            while flock(file.number, LOCK_EX | LOCK_NB) != 0 {
                if errno == EINTR { continue }
                guard errno == EWOULDBLOCK else { throw .file(path: file.path, .last) }
                throw .inUse(path: folder.path, process: holder(file))
            }
            // Someone may have removed the file between the two calls and locked another one of that name.
            var there = stat()
            let mine = try file.status()
            guard fstatat(folder.number, "lock", &there, AT_SYMLINK_NOFOLLOW) == 0, there.st_ino == mine.st_ino,
                there.st_dev == mine.st_dev
            else { continue }
            let text = Array("\(getpid())\n".utf8)
            guard ftruncate(file.number, 0) == 0, pwrite(file.number, text, text.count, 0) == text.count else {
                throw .file(path: file.path, .last)
            }
            return file
        }
    }

    /// The process that says in the lock file that it holds it.
    private static func holder(_ lock: Descriptor) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(lock.number, &bytes, 16, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes[..<count].prefix { $0 != 0x0A }, as: UTF8.self))
    }

    /// Opens a file of the folder; throws when it is a link, no plain file, or open to others.
    static func open(_ name: String, in folder: Descriptor, _ flags: Int32) throws(AuditFailure) -> Descriptor {
        let path = "\(folder.path)/\(name)"
        let all = flags | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK
        var number = openat(folder.number, name, all, 0o600)
        while number < 0, errno == EINTR { number = openat(folder.number, name, all, 0o600) }
        guard number >= 0 else {
            if errno == ELOOP { throw .unsafe(path: path, why: "it is a symbolic link") }
            throw .file(path: path, .last)
        }
        let file = Descriptor(number, path: path)
        // What the umask took away is given back. A file that was there before has to have the rights already.
        if flags & O_EXCL != 0, fchmod(number, 0o600) != 0 { throw .file(path: path, .last) }
        try refuseUnsafe(file, mode: 0o600)
        return file
    }

    /// Opens a file of the folder, and makes it when it is not there.
    static func make(
        _ name: String,
        in folder: Descriptor,
        _ flags: Int32
    ) throws(AuditFailure) -> (file: Descriptor, isNew: Bool) {
        do throws(AuditFailure) {
            return (try open(name, in: folder, flags | O_CREAT | O_EXCL), true)
        } catch {
            guard case .file(_, SystemError(EEXIST)) = error else { throw error }
            return (try open(name, in: folder, flags), false)
        }
    }

    /// The names in the folder.
    static func names(in folder: Descriptor) throws(AuditFailure) -> [String] {
        let number = openat(folder.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0, let stream = fdopendir(number) else { throw .folder(path: folder.path, .last) }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw .folder(path: folder.path, .last) }
        return names.sorted()
    }

    private static func refuseUnsafe(_ file: Descriptor, mode: mode_t) throws(AuditFailure) {
        let status = try file.status()
        let isFolder = mode == 0o700
        guard status.st_mode & S_IFMT == (isFolder ? S_IFDIR : S_IFREG) else {
            throw .unsafe(path: file.path, why: "it is no plain file")
        }
        guard status.st_uid == geteuid() else {
            throw .unsafe(
                path: file.path,
                why: "it belongs to user \(status.st_uid), this process is user \(geteuid())"
            )
        }
        guard status.st_mode & 0o077 == 0 else {
            let rights = String(status.st_mode & 0o777, radix: 8)
            throw .unsafe(
                path: file.path,
                why: "others have rights on it (mode \(rights)); correct: chmod \(String(mode, radix: 8))"
            )
        }
    }
}
