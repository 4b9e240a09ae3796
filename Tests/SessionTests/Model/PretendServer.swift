// A server that pretends: it keeps transactions, names, portals and COPY as PostgreSQL does, and refuses impossible messages.

/// What a statement of the pretend server does.
enum PretendStatement: Equatable {
    case rows(Int)
    case insert
    case begin, commit, rollback, savepoint, rollbackTo
    case divide
    case copyIn(failsAtOnce: Bool)
    case copyOut
    case deallocate(String?)

    /// What a text says, statement by statement; nil when it does not parse.
    static func read(_ text: String) -> [PretendStatement]? {
        var statements: [PretendStatement] = []
        for part in text.split(separator: ";") {
            switch part.trimmed {
            case "": continue
            case "SELECT name FROM customer LIMIT 3": statements.append(.rows(3))
            case "SELECT id FROM orders": statements.append(.rows(2))
            case "SELECT 1": statements.append(.rows(1))
            case "INSERT INTO note (topic) VALUES ('a')": statements.append(.insert)
            case "BEGIN": statements.append(.begin)
            case "COMMIT": statements.append(.commit)
            case "ROLLBACK": statements.append(.rollback)
            case "SAVEPOINT a": statements.append(.savepoint)
            case "ROLLBACK TO a": statements.append(.rollbackTo)
            case "SELECT 1/0": statements.append(.divide)
            case "COPY note FROM STDIN": statements.append(.copyIn(failsAtOnce: false))
            case "COPY event FROM STDIN": statements.append(.copyIn(failsAtOnce: true))
            case "COPY note TO STDOUT": statements.append(.copyOut)
            case "DEALLOCATE s1": statements.append(.deallocate("s1"))
            case "DEALLOCATE ALL": statements.append(.deallocate(nil))
            default: return nil
            }
        }
        return statements
    }

    /// Whether it may run in a transaction that has failed.
    var endsTransaction: Bool {
        switch self {
        case .commit, .rollback, .rollbackTo: true
        case .rows, .insert, .begin, .savepoint, .divide, .copyIn, .copyOut, .deallocate: false
        }
    }

    var returnsRows: Bool {
        if case .rows = self { true } else { self == .divide }
    }
}

/// A server for tests. Feed it with a client's bytes; it appends its own.
struct PretendServer {
    /// An error that ends a request.
    struct Failure: Error { let state: String }
    struct Portal { let statement: PretendStatement?; var done = 0; var isFinished = false }

    /// Texts that it refuses itself, with 42501, as if it were its own rule.
    let refused: Set<String>
    private(set) var transaction: Character = "I"
    private var skips = false
    private var statements: [String: PretendStatement?] = [:]
    private var portals: [String: Portal] = [:]
    /// A COPY from the client is under way; in the extended protocol when `extended`.
    private var copy: (extended: Bool, rest: [PretendStatement])?
    private var unread: [UInt8] = []
    private var unsent: [UInt8] = []
    private var served = 0

    /// What it has sent; replies stay back until they are flushed, as PostgreSQL's do.
    private(set) var sent: [UInt8] = []
    /// Every message that it did not skip, but those that name what does not exist.
    private(set) var handled: [String] = []
    /// Every statement that it ran.
    private(set) var ran: [String] = []
    /// Every text that it was sent, also those that it skipped.
    private(set) var texts: [String] = []
    /// Messages that no client sends.
    private(set) var faults: [String] = []
    private(set) var isClosed = false

    init(refused: Set<String> = []) { self.refused = refused }

    mutating func receive(_ bytes: [UInt8]) {
        unread += bytes
        do {
            var offset = 0
            while !isClosed, let message = try SentMessage.take(unread, &offset) { try handle(message) }
            unread.removeFirst(offset)
        } catch {
            faults.append("\(error)")
        }
    }

    /// What it has sent since it was asked last.
    mutating func takeSent() -> [UInt8] {
        defer { sent = [] }
        return sent
    }

    // MARK: messages

    private mutating func handle(_ message: SentMessage) throws {
        let line = try Rendering.frontend(message)
        var body = BytesReader(message.body)
        if message.type == "Q" { texts.append(string(try body.text())) }
        if message.type == "P" {
            _ = try body.text()
            texts.append(string(try body.text()))
        }
        if copy != nil { return try handleInCopy(message, line) }
        if "dcf".contains(message.type) { return }
        if skips, message.type != "S", message.type != "X" { return }
        handled.append(line)
        switch message.type {
        case "Q": simple(message)
        case "F":
            send(report: transaction == "E" ? "25P02" : "0A000")
            fail()
            ready()
        case "S":
            skips = false
            endGroup()
            ready()
        case "H": flush()
        case "X": isClosed = true
        default:
            do { try extended(message) } catch let failure as Failure {
                // A session answers for names that do not exist, or sends another one.
                if failure.state == "26000" || failure.state == "34000" { handled.removeLast() }
                send(report: failure.state)
                fail()
                skips = true
                flush()
            }
        }
    }

    private mutating func simple(_ message: SentMessage) {
        var body = BytesReader(message.body)
        let text = string((try? body.text()) ?? [])
        do {
            statements[""] = nil
            portals[""] = nil
            let parsed = try parse(text)
            if parsed.isEmpty { unsent += Bytes.message("I") }
            try run(parsed[...])
        } catch let failure as Failure {
            send(report: failure.state)
            fail()
            ready()
        } catch {
            faults.append("\(error)")
        }
    }

    /// Runs the statements of a Query that are left; a COPY from the client interrupts them.
    private mutating func run(_ statements: ArraySlice<PretendStatement>) throws {
        var rest = statements
        while let statement = rest.popFirst() {
            try checkTransaction(statement)
            if case .rows(let count) = statement {
                unsent += rowDescription
                for row in 0..<count { unsent += dataRow(row) }
                complete("SELECT \(count)", statement)
            } else if case .copyIn(let failsAtOnce) = statement {
                unsent += Bytes.message("G") { $0.bytes += [0, 0, 1, 0, 0] }
                flush()
                if failsAtOnce { throw Failure(state: "P0001") }
                copy = (false, Array(rest))
                return
            } else {
                try runPlainly(statement)
            }
        }
        endGroup()
        ready()
    }

    private mutating func extended(_ message: SentMessage) throws {
        var body = BytesReader(message.body)
        switch message.type {
        case "P":
            let name = string(try body.text())
            let text = string(try body.text())
            if name.isEmpty { statements[""] = nil }
            let parsed = try parse(text)
            guard parsed.count <= 1 else { throw Failure(state: "42601") }
            if let statement = parsed.first { try checkTransaction(statement) }
            guard name.isEmpty || statements[name] == nil else { throw Failure(state: "42P05") }
            statements[name] = .some(parsed.first)
            unsent += Bytes.message("1")
        case "B":
            let portal = string(try body.text())
            guard let statement = statements[string(try body.text())] else { throw Failure(state: "26000") }
            if let statement { try checkTransaction(statement) }
            guard portal.isEmpty || portals[portal] == nil else { throw Failure(state: "42P03") }
            portals[portal] = Portal(statement: statement)
            unsent += Bytes.message("2")
        case "D": try describe(&body)
        case "E":
            let name = string(try body.text())
            try execute(name, rows: try body.int32())
        case "C":
            let isStatement = try body.byte() == UInt8(ascii: "S")
            let name = string(try body.text())
            if isStatement { statements[name] = nil } else { portals[name] = nil }
            unsent += Bytes.message("3")
        default: faults.append("a message of type \(message.type)")
        }
    }

    private mutating func describe(_ body: inout BytesReader) throws {
        let isStatement = try body.byte() == UInt8(ascii: "S")
        let name = string(try body.text())
        let statement: PretendStatement?
        if isStatement {
            guard let found = statements[name] else { throw Failure(state: "26000") }
            statement = found
        } else {
            guard let portal = portals[name] else { throw Failure(state: "34000") }
            statement = portal.statement
        }
        if transaction == "E", statement?.returnsRows == true { throw Failure(state: "25P02") }
        if isStatement { unsent += Bytes.message("t") { $0.int16(0) } }
        unsent += statement?.returnsRows == true ? rowDescription : Bytes.message("n")
    }

    private mutating func execute(_ name: String, rows: Int) throws {
        guard var portal = portals[name] else { throw Failure(state: "34000") }
        guard let statement = portal.statement else { return unsent += Bytes.message("I") }
        try checkTransaction(statement)
        switch statement {
        case .rows(let count):
            let left = count - portal.done
            let given = rows > 0 ? min(rows, left) : left
            for row in portal.done..<(portal.done + given) { unsent += dataRow(row) }
            portal.done += given
            portals[name] = portal
            if rows > 0, given == rows {
                unsent += Bytes.message("s")
            } else {
                complete("SELECT \(given)", statement)
            }
            return
        case .copyIn(let failsAtOnce):
            unsent += Bytes.message("G") { $0.bytes += [0, 0, 1, 0, 0] }
            flush()
            if failsAtOnce { throw Failure(state: "P0001") }
            portals[name] = nil
            copy = (true, [])
        case .insert, .begin, .commit, .rollback, .savepoint, .rollbackTo, .divide, .copyOut, .deallocate:
            guard !portal.isFinished else { throw Failure(state: "55000") }
            portal.isFinished = true
            portals[name] = portal
            try runPlainly(statement)
        }
    }

    // PostgreSQL: copyfromparse.c, CopyGetData.
    private mutating func handleInCopy(_ message: SentMessage, _ line: String) throws {
        guard let (isExtended, rest) = copy else { return }
        func failure(_ state: String, _ server: inout PretendServer) {
            server.copy = nil
            server.send(report: state)
            server.fail()
            if isExtended { server.skips = true } else { server.ready() }
            server.flush()
        }
        switch message.type {
        case "d":
            handled.append(line)
            if message.body == Array("bad".utf8) { failure("22P02", &self) }
        case "c":
            handled.append(line)
            copy = nil
            complete("COPY 1", .copyIn(failsAtOnce: false))
            if isExtended { return }
            do { try run(rest[...]) } catch let problem as Failure {
                send(report: problem.state)
                fail()
                ready()
            }
        case "f":
            handled.append(line)
            failure("57014", &self)
        case "H", "S": return
        default: faults.append("\(line) during a COPY")
        }
    }

    // MARK: statements

    private func parse(_ text: String) throws -> [PretendStatement] {
        for part in text.split(separator: ";") where refused.contains(part.trimmed) { throw Failure(state: "42501") }
        guard let parsed = PretendStatement.read(text) else { throw Failure(state: "42601") }
        return parsed
    }

    private func checkTransaction(_ statement: PretendStatement) throws {
        if transaction == "E", !statement.endsTransaction { throw Failure(state: "25P02") }
    }

    private mutating func runPlainly(_ statement: PretendStatement) throws {
        switch statement {
        case .divide: throw Failure(state: "22012")
        case .insert: complete("INSERT 0 1", statement)
        case .begin:
            if transaction == "I" { transaction = "T" }
            complete("BEGIN", statement)
        case .commit, .rollback:
            let tag = statement == .commit && transaction != "E" ? "COMMIT" : "ROLLBACK"
            transaction = "I"
            complete(tag, statement)
        case .savepoint:
            guard transaction == "T" else { throw Failure(state: "25P01") }
            complete("SAVEPOINT", statement)
        case .rollbackTo:
            guard transaction != "I" else { throw Failure(state: "25P01") }
            transaction = "T"
            complete("ROLLBACK", statement)
        case .copyOut:
            unsent += Bytes.message("H") { $0.bytes += [0, 0, 1, 0, 0] }
            unsent += Bytes.message("d") { $0.bytes += Array("row\n".utf8) } + Bytes.message("c")
            complete("COPY 1", statement)
        case .deallocate(let name):
            if let name {
                guard statements[name] != nil else { throw Failure(state: "26000") }
                statements[name] = nil
            } else {
                statements = statements.filter { $0.key.isEmpty }
            }
            complete(name == nil ? "DEALLOCATE ALL" : "DEALLOCATE", statement)
        case .rows, .copyIn: faults.append("\(statement) is run elsewhere")
        }
    }

    private mutating func complete(_ tag: String, _ statement: PretendStatement) {
        served += 1
        ran.append("\(statement)")
        // Something that nobody asked for, every now and then.
        if served.isMultiple(of: 3) {
            unsent += Bytes.message("N") { $0.bytes += Array("SNOTICE\0C00000\0Mhm\0\0".utf8) }
        }
        if served.isMultiple(of: 5) { unsent += Bytes.message("S") { $0.bytes += Array("TimeZone\0UTC\0".utf8) } }
        if served.isMultiple(of: 7) { unsent += Bytes.message("A") { $0.bytes += [0, 0, 0, 5, 97, 0, 98, 0] } }
        unsent += Bytes.message("C") { $0.text(tag.utf8) }
    }

    /// An error: outside of a block what was done is undone, in a block nothing more is done.
    private mutating func fail() {
        if transaction == "T" { transaction = "E" }
        if transaction == "I" { portals = [:] }
    }

    private mutating func endGroup() {
        if transaction == "I" { portals = [:] }
    }

    private mutating func ready() {
        if transaction == "I" { portals = [:] }
        let letter = transaction.asciiValue ?? 0
        unsent += Bytes.message("Z") { $0.bytes.append(letter) }
        flush()
    }

    private mutating func send(report state: String) {
        unsent += Bytes.message("E") { $0.bytes += Array("SERROR\0VERROR\0C\(state)\0Mno\0\0".utf8) }
    }

    private mutating func flush() {
        sent += unsent
        unsent = []
    }

    private func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private var rowDescription: [UInt8] {
        Bytes.message("T") { body in
            body.int16(1)
            body.text("a".utf8)
            body.bytes += Array(repeating: 0, count: 18)
        }
    }

    private func dataRow(_ number: Int) -> [UInt8] {
        Bytes.message("D") { body in
            body.int16(1)
            body.int32(1)
            body.bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
        }
    }
}
