// One request that was sent on, and what is owed for it.

/// What a request is, by what its reply looks like.
enum RequestKind: UInt8, Equatable {
    /// Any number of results, then ReadyForQuery.
    case query
    /// ParseComplete.
    case parse
    /// BindComplete.
    case bind
    /// ParameterDescription, then RowDescription or NoData.
    case describeStatement
    /// RowDescription or NoData.
    case describePortal
    /// Rows, then one end.
    case execute
    /// CloseComplete.
    case close
    /// ReadyForQuery.
    case sync
    /// FunctionCallResponse, then ReadyForQuery.
    case functionCall
    /// Nothing: where the client ended a COPY.
    case copyEnd

    /// Whether an error of it makes the server skip everything up to the next Sync.
    var isExtended: Bool {
        switch self {
        case .parse, .bind, .describeStatement, .describePortal, .execute, .close: true
        case .query, .sync, .functionCall, .copyEnd: false
        }
    }
}

/// How far the reply to a request has come.
enum ReplyProgress: UInt8, Equatable {
    /// Nothing of it has come, or the next statement of a Query is due.
    case waiting
    /// Describe: the parameters are described; the rows are due.
    case parametersDescribed
    /// Query: rows are described and may come.
    case rows
    /// The client is asked for data.
    case copyIn
    /// Data comes.
    case copyOut
    /// Query and FunctionCall: only ReadyForQuery is due.
    case failed
}

/// An entry of the queue of replies that are owed. A small value: nothing in it keeps memory.
struct Reply: Equatable {
    /// What is to become of an error that answers it.
    enum Disposition: UInt8, Equatable {
        /// It is sent on.
        case forward
        /// The request is a substitute; the error that it was made for is replaced by the denial.
        case rewrite
        /// The server is asked what is wrong with a text that was refused. Its error is sent on; that it finds nothing wrong,
        /// the client does not hear: then the substitute behind it fails.
        case ask
    }
    /// What was asked for.
    var kind: RequestKind
    /// What becomes of an error.
    var disposition = Disposition.forward
    /// How far it has come.
    var progress = ReplyProgress.waiting
    /// Sync: it may be that none is owed, because the server may have read it as part of a COPY.
    var isUncertain = false
    /// It may take over the conversation with a COPY.
    var mayCopy = false
    /// What it leaves of the trust in the catalog once it is done.
    var catalogDoubt = CatalogDoubt.none
    /// A change of a prepared statement's name hangs on it.
    var changesStatement = false
    /// A change of a portal's name hangs on it.
    var changesPortal = false
    /// Names in SQL hang on its completion; the judgement is in `Conversation.texts`.
    var hasText = false
    /// Something is protected from its client; the judgement is in `Conversation.maskings`.
    var hasMasking = false
    /// Query: at least one statement is complete. FunctionCall: the function has returned.
    var hasResult = false
    /// Query: the statement whose result is due, from 0.
    var statement: Int32 = 0
    /// Query: how many statements its text has.
    var statements: Int32 = 0
    /// Execute: the portal's place; -1 for others.
    var portal: Int32 = -1
    /// The intent that it carries out; 0 without one.
    var intent: UInt64 = 0
    /// When it was sent on.
    var started: UInt64 = 0
    /// Query: rows that came for the statement.
    var rows: UInt64 = 0
}
