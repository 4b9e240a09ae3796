// Explanations of the codes 1xxx: the conversation between client, sqlguard and server.

extension Explanation {
    static let malformedMessage = Explanation(
        "malformed message",
        what: "The client sent a message that is not what the protocol says it is: a length that no message has, bytes "
            + "that are left over, a text without its end. The session is over.",
        why: "Two readers of one malformed message may take it for different ones, and then something runs that nobody "
            + "has looked at.",
        instead: "Use a driver that speaks PostgreSQL's protocol, version 3; report it to its authors."
    )
    static let messageTooLarge = Explanation(
        "message too large",
        what: "The client announced a message that is longer than messages of its kind may be. The session is over.",
        why: "A message that has to be looked at is kept in memory until it is complete.",
        instead: "Send bulk data with COPY or as parameters, or raise `limits.message_bytes`."
    )
    static let unexpectedMessage = Explanation(
        "unexpected message",
        what: "The client sent a message of a type that does not exist or does not belong here. The session is over.",
        why: "Whoever sends it has another idea of where the conversation stands, and so of what the next bytes mean.",
        instead: "Use a driver that speaks PostgreSQL's protocol, version 3; report it to its authors."
    )
    static let functionCall = Explanation(
        "function calls by number",
        what:
            "The client called a function by the number of its catalog entry (FunctionCall). Only the functions of large "
            + "objects are forwarded, which drivers call in this way; each is judged as the statement that calls it, such as "
            + "`SELECT pg_catalog.loread($1, $2)`.",
        why: "The message has no statement to judge, and most numbers mean another function in every database.",
        instead: "Call the function in a statement."
    )
    static let replication = Explanation(
        "replication connections",
        what: "The client asked for a connection for replication.",
        why: "Such a connection speaks another language and hands out everything that the server writes.",
        instead: "Connect replicas and tools for change data to the server itself."
    )
    static let startupSetting = Explanation(
        "a setting that may not be given at the start",
        what:
            "The client asked for a setting, among its start-up parameters or in `options`, that is not accepted there.",
        why:
            "What a setting at the start changes is not seen in any statement. Formats and names are accepted; settings "
            + "of plans and transactions, `search_path` and its like as the policy permits SET for them; others are not.",
        instead: "Leave it out of the connection string, and use SET once connected; the policy decides on that."
    )
    static let malformedStartup = Explanation(
        "malformed start of a connection",
        what: "The first packet of a connection is not what the protocol says it is, names a parameter twice, or has a "
            + "name of more than 63 bytes.",
        why:
            "The server would take the last of two parameters and cut long names off, and so let in somebody else than "
            + "was checked.",
        instead: "Correct the connection string. Health checks can connect and close without sending anything."
    )
    static let tlsRequired = Explanation(
        "TLS is required",
        what: "The listener accepts connections with TLS only, and the client asked for none.",
        why: "Without TLS, anybody on the way reads and changes what is asked and answered.",
        instead: "Connect with `sslmode=require`, or better `verify-full`."
    )
    static let tlsBoundary = Explanation(
        "TLS was not begun properly",
        what: "There were bytes in the clear behind the request for TLS, or the request came twice, or a direct TLS "
            + "connection did not agree on `postgresql`.",
        why:
            "Bytes from before the handshake may be anybody's; taking them for the client's would let a stranger speak "
            + "in its name.",
        instead: "Use a driver that waits for the answer to its request for TLS."
    )
    static let authenticationFailed = Explanation(
        "authentication failed",
        what: "User and password do not fit. It is not said which of them is wrong, or whether the user exists.",
        why: "A better answer would help whoever is guessing.",
        instead: "Check user and password; `sqlguard user hash` makes the verifier for the policy file."
    )
    static let loginTimeout = Explanation(
        "the login took too long",
        what: "The client did not finish its login within `limits.client_login_timeout`.",
        why: "Connections that never log in would use up what others need.",
        instead: "Connect again; look at what stands between client and sqlguard."
    )
    static let upstreamUnavailable = Explanation(
        "the database cannot be reached",
        what: "sqlguard could not connect or log in to the server behind it. Why is in its own log.",
        why: "Details of the server and its credentials are not for clients.",
        instead: "Try again later, or tell whoever operates sqlguard."
    )
    static let upstreamLost = Explanation(
        "the connection to the database was lost",
        what: "The server closed the session, or the network to it broke. What was under way may or may not have "
            + "happened.",
        why: "A session's transaction, settings and prepared statements end with the server's.",
        instead: "Connect again, and look what became of the last statement before repeating it."
    )
    static let upstreamProtocol = Explanation(
        "the database broke the protocol",
        what: "The server sent something that does not belong where it was. The session is over; the log says what.",
        why: "From there on it would be a guess which answer belongs to which statement.",
        instead: "Tell whoever operates sqlguard; a proxy between sqlguard and the server may be the reason."
    )
    static let settingNotPinned = Explanation(
        "a setting that statements are read by was changed",
        what:
            "The server reported another value of `client_encoding` or `standard_conforming_strings` than the one that "
            + "sqlguard reads statements by. The session is over.",
        why: "With another value, strings end at other places than where sqlguard sees their ends.",
        instead: "Find the function, role setting or extension that changes it."
    )
    static let unknownStatementName = Explanation(
        "no such prepared statement",
        what:
            "The client used a prepared statement that was not prepared with a Parse message of this session, that "
            + "is gone, or that would go on in another form under the policy in force.",
        why: "What a name stands for decides whether it may run. Statements of PREPARE are reached with EXECUTE only.",
        instead: "Prepare the statement again, with the protocol's own messages."
    )
    static let unknownPortalName = Explanation(
        "no such portal",
        what:
            "The client used a portal that was not bound with a Bind message of this session, that is gone, or whose "
            + "statement would go on in another form under the policy in force.",
        why: "What a name stands for decides whether it may run. Cursors of DECLARE are reached with FETCH only.",
        instead: "Bind the statement again, or use FETCH."
    )
    static let unusableName = Explanation(
        "a name that cannot be used",
        what: "The name of a prepared statement or portal has more than 63 bytes, or begins with `sqlguard_`.",
        why: "The server cuts longer names off, so that two of them may mean one statement; and names that begin with "
            + "`sqlguard_` are what denied messages are replaced with.",
        instead: "Use a shorter name that begins otherwise."
    )
    static let nameInUse = Explanation(
        "a name that the other side uses",
        what: "PREPARE and the protocol's Parse, or DECLARE and the protocol's Bind, are used with the same name.",
        why:
            "Both kinds of names live in one place of the server. If they are mixed, it is not certain what runs under "
            + "the name.",
        instead: "Use other names in SQL than your driver uses, or close the statement first."
    )
    static let tooManyNames = Explanation(
        "too many prepared statements or portals",
        what: "The session has more prepared statements, portals or cursors than can be kept, or has made or changed "
            + "more objects, temporary tables among them.",
        why: "The text of each is kept, so that it can be decided on again when the policy changes, and the name of "
            + "each object, because the catalog does not know it yet or never will.",
        instead: "Close what is not needed any more, or let the driver prepare fewer statements; commit definitions, "
            + "and use one temporary table again, or a new session."
    )
    static let sessionEnded = Explanation(
        "the session was ended",
        what: "sqlguard is stopping, somebody ended this session, or the policy no longer lets its user in.",
        why: "Sessions end with an answer and not by silence, so that a driver knows that it may connect again.",
        instead: "Connect again; drivers with a pool do so by themselves."
    )
    static let sessionExpired = Explanation(
        "the login has expired",
        what: "The token with which the session logged in has reached its end.",
        why: "A login that outlives its token could not be taken back.",
        instead: "Get a new token and connect again."
    )
    static let idleTimeout = Explanation(
        "the session was silent for too long",
        what: "The client sent nothing for `limits.client_idle_timeout`, outside of a transaction.",
        why: "Each session holds a connection of the server.",
        instead: "Connect again; close connections that are not needed, or let the pool test them."
    )
    static let tooManySessions = Explanation(
        "too many sessions",
        what: "There are as many sessions as one of these allows, which the message names: `limits.max_client_conn`, "
            + "`max_db_client_connections` of the database, `max_user_client_connections` of the user.",
        why: "Each session holds a connection of the server and memory.",
        instead: "Close sessions that are not needed, use a pool, or raise the limit."
    )
    static let queryTimeout = Explanation(
        "the request took too long",
        what:
            "A request had not been answered after `limits.query_timeout`. It was cancelled and the session ended; what it "
            + "did was rolled back, unless the server had just committed it.",
        why: "A statement that runs for ever holds its locks and a connection of the server for ever.",
        instead: "Ask for less at a time, look at the plan with EXPLAIN, or ask the operator for a higher limit."
    )
    static let idleTransactionTimeout = Explanation(
        "the session was silent in a transaction for too long",
        what:
            "The client sent nothing for `limits.idle_transaction_timeout` while a transaction was open. The transaction "
            + "was rolled back.",
        why: "An open transaction holds locks and keeps the server from removing old rows.",
        instead: "Commit or roll back before waiting for anything else, and do not wait for people in a transaction."
    )
    static let tooManyFailedLogins = Explanation(
        "too many failed logins from one address",
        what: "From this client's address came as many failed logins as `limits.max_login_failures` allows in "
            + "`limits.login_failure_window`. Nobody logs in from there for a while, not even with the right password.",
        why: "Otherwise passwords could be guessed as fast as the network carries them.",
        instead:
            "Find the program with the wrong password and stop it; then wait, the next login is possible in a part of "
            + "the window. All clients of one Unix socket, and those behind one proxy, have one address."
    )
    static let protocolVersion = Explanation(
        "a protocol version that is not spoken",
        what: "The client asked for a version of the protocol other than 3.",
        why: "Version 2 ended with PostgreSQL 14, and there is no other.",
        instead: "Use a driver for PostgreSQL 7.4 or later."
    )
    static let internalFault = Explanation(
        "a mistake of sqlguard",
        what: "sqlguard came to a point that its authors took for impossible, and ended the session.",
        why: "Going on from there would be a guess.",
        instead: "Report it, with the log."
    )
}
