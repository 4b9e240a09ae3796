// The functions that clients may call by number: those of large objects, as libpq and pgjdbc do.

// PostgreSQL: pg_proc.dat; fe-lobj.c, lo_initialize. Numbers below 16384 mean the same function in every database.
/// A function of large objects, by its number in the catalog. `lo_import` and `lo_export`, which reach files of the server, are
/// not among them.
enum LargeObjectCall: UInt32, CaseIterable {
    case open = 952
    case close = 953
    case read = 954
    case write = 955
    case seek = 956
    case creat = 957
    case tell = 958
    case unlink = 964
    case create = 715
    case truncate = 1004
    case seek64 = 3170
    case tell64 = 3171
    case truncate64 = 3172

    /// The function's name, and how many arguments it has.
    var signature: (name: String, arguments: Int) {
        switch self {
        case .open: ("lo_open", 2)
        case .close: ("lo_close", 1)
        case .read: ("loread", 2)
        case .write: ("lowrite", 2)
        case .seek: ("lo_lseek", 3)
        case .creat: ("lo_creat", 1)
        case .tell: ("lo_tell", 1)
        case .unlink: ("lo_unlink", 1)
        case .create: ("lo_create", 1)
        case .truncate: ("lo_truncate", 2)
        case .seek64: ("lo_lseek64", 3)
        case .tell64: ("lo_tell64", 1)
        case .truncate64: ("lo_truncate64", 2)
        }
    }

    /// The statement that does the same, by which the call is judged and recorded.
    var text: [UInt8] {
        let (name, arguments) = signature
        let parameters = (1...arguments).map { "$\($0)" }.joined(separator: ", ")
        return Array("SELECT pg_catalog.\(name)(\(parameters))".utf8)
    }
}
