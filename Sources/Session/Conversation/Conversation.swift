// The state of a conversation between the end of the login and the end of the session.

import PGWire
import SQLAnalysis

/// The rest of a message that is passed on in pieces.
struct Part {
    /// What becomes of its bytes.
    enum Way: UInt8 {
        /// They go on.
        case forward
        /// They are thrown away: the message was refused, or is to be skipped.
        case drop
        /// They go on, and are kept as parameters of the portal.
        case keep
    }
    /// Bytes that are still to come.
    var remaining = 0
    /// What becomes of them.
    var way = Way.forward
    /// The portal whose parameters they are; -1 for none.
    var portal: Int32 = -1
}

/// Why messages of the client are thrown away.
enum Skip: UInt8 {
    /// They are not.
    case none
    /// The server skips them: a request failed, and no Sync was sent on since.
    case asTheServer
    /// A request was refused, and its substitute will fail: nothing behind it goes on before the next Sync, which does.
    case behindSubstitute
    /// A request was refused without asking the server: the next Sync is answered here.
    case behindAnswer
}

/// Why the next message of the client is not looked at yet.
enum Wait: UInt8 {
    /// It is.
    case none
    /// Its decision is due.
    case decision
    /// It uses a name that a request under way may change.
    case confirmation
    /// There are too many requests under way.
    case crowd
    /// It is not known yet whether the server would skip it: a COPY has not begun or ended.
    case copy
    /// A cancel request is on its way to the server; what comes later must not be hit by it.
    case cancel
}

/// A decision that was asked for, on behalf of the message that is next.
enum Question {
    /// None.
    case none
    /// It is due.
    case asked(DecisionID, Subject)
    /// It is there.
    case answered(Judgement, Subject)

    /// Whether a portal was judged again.
    var isOfPortal: Bool {
        switch self {
        case .answered(_, .portal): true
        case .answered(_, _), .none, .asked: false
        }
    }

    /// What it is about.
    enum Subject {
        /// The text of the message itself.
        case text
        /// The text of the statement that it binds.
        case statement
        /// The text of the portal that it runs.
        case portal
        /// The statement that does what the function does which it calls.
        case call
        /// The text of a cursor that its own text, which was judged, fetches from.
        case cursor(String, Judgement)
        /// The same for a portal of the protocol, by its place.
        case fetched(Int32, Judgement)
        /// The text of a statement of the protocol that its own text executes by this name.
        case executed(String)
    }
}

/// The substitute of a refused request: what the client hears when the server fails it as it must.
struct Substitute {
    /// The SQLSTATE with which the server fails it.
    let state: ServerState
    /// The ErrorResponse that takes the place of the server's.
    let error: [UInt8]
}

/// The state of a conversation.
struct Conversation {
    /// What the server said last of the transaction.
    var transaction = TransactionStatus.idle
    /// What the server owes.
    var replies = Replies()
    /// Prepared statements.
    var statements = Namespace<Prepared>()
    /// Portals, by their places.
    var portals = Namespace<Int32>()
    /// What the places hold.
    var pool = Portals()
    /// Cursors that SQL declared.
    var cursors = Cursors()
    /// The substitutes that are under way, in order.
    var substitutes = Ring(filler: Substitute(state: .none, error: []))
    /// The texts of requests under way that change or use names in SQL, in order.
    var texts = TextsUnderWay()
    /// The judgements of requests under way from whose client something is protected, in order.
    var maskings = Ring<Judgement?>(filler: nil)
    /// What is protected from the client, by the decision that came last; nil when nothing is.
    var protection: Protection?
    /// The transaction has touched protected relations: what is left to do at its end may be about their rows.
    var hasTouched = false

    /// Counts the groups of requests; a Sync ends one.
    var group: UInt64 = 1
    /// Whether requests of the extended protocol went on since the last Sync.
    var groupIsOpen = false
    /// Whether the server was told to flush what the next message of the client waits for.
    var hasFlushed = false
    /// Why messages of the client are thrown away.
    var skip = Skip.none
    /// Why the next message of the client has to wait.
    var wait = Wait.none
    /// The decision for the next message of the client.
    var question = Question.none
    /// The rest of the client's message.
    var fromClient = Part()
    /// The rest of the server's message.
    var fromUpstream = Part()

    /// Changes when what names mean may have changed: decisions on prepared statements are made again then.
    var surroundings: UInt64 = 0
    /// Bytes of the texts of prepared statements.
    var storedTextBytes = 0
    /// The intent that was recorded last.
    var lastIntent: UInt64 = 0
    /// The question that was asked last.
    var lastDecision: UInt64 = 0
    /// When the client said something last.
    var lastActivity: UInt64 = 0
    /// When the server last came to the end of a request: the one behind it runs since then.
    var lastEnd: UInt64 = 0
    /// A cancel request is on its way to the server.
    var isCancelling = false
    /// The session ends as soon as nothing is under way.
    var isDraining = false
    /// What the transaction has left of the trust in the catalog so far.
    var catalogDoubt = CatalogDoubt.none

    /// Whether the server owes nothing, no group is open, and nothing is half sent.
    var isAnswered: Bool { replies.isEmpty && !groupIsOpen && fromUpstream.remaining == 0 && !isCancelling }

    /// Whether a denial can be answered here: the server owes nothing and has nothing open.
    var canAnswer: Bool { isAnswered && transaction == .idle }

    /// Whether nothing is under way that a draining session waits for.
    var isAtRest: Bool {
        !replies.isBusy && transaction == .idle && !groupIsOpen && fromClient.remaining == 0 && skip == .none
    }

    // PostgreSQL: postgres.c, exec_simple_query and exec_parse_message.
    /// A request makes the server drop the unnamed statement and portal, whatever else comes of it.
    mutating func dropUnnamed(by reply: inout Reply) {
        dropUnnamedStatement(by: &reply)
        guard portals.hasUnnamed else { return }
        portals.change([], to: nil, group: group)
        reply.changesPortal = true
    }

    /// A request makes the server drop the unnamed statement, whatever else comes of it.
    mutating func dropUnnamedStatement(by reply: inout Reply) {
        guard statements.hasUnnamed else { return }
        statements.change([], to: nil, group: group)
        reply.changesStatement = true
    }
}
