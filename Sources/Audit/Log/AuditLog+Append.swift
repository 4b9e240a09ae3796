// One record after another into the buffer.

extension AuditLog {
    /// Appends the record of what is about to be done. `statement` is its text as received; `parameters` name places in
    /// `values`; `count` is how many there were, when that is known and may be more than these.
    public mutating func append(
        _ intent: borrowing Intent,
        statement: RawSpan,
        parameters: Span<Parameter>,
        values: RawSpan,
        count: Int? = nil
    ) {
        switch intent.exchange {
        case .parse: begin("decision", at: intent.time)
        case .query, .execute, .functionCall, .message: begin("intent", at: intent.time)
        }
        line.put(intent.session.whole)
        line.put(#","intent":"#)
        line.integer(intent.number)
        switch intent.exchange {
        case .query: line.put(#","exchange":"query""#)
        case .parse: line.put(#","exchange":"parse""#)
        case .execute: line.put(#","exchange":"execute""#)
        case .functionCall: line.put(#","exchange":"function-call""#)
        case .message: line.put(#","exchange":"message""#)
        }
        line.put(intent.judgement.json)
        put(statement: statement, of: intent)
        if intent.exchange == .execute { put(parameters, values, of: max(parameters.count, count ?? 0)) }
        end()
    }

    /// Appends the record of a text without parameters.
    public mutating func append(_ intent: borrowing Intent, statement: RawSpan) {
        append(intent, statement: statement, parameters: Span(), values: RawSpan())
    }

    /// Appends the record of what became of a statement. `tag` is the command's, without the NUL behind it; empty when
    /// there is none.
    public mutating func append(_ outcome: borrowing Outcome, tag: RawSpan) {
        begin("outcome", at: outcome.time)
        line.put(outcome.session.short)
        line.put(#","intent":"#)
        line.integer(outcome.intent)
        line.put(#","statement":"#)
        line.integer(UInt(clamping: outcome.statement))
        switch outcome.status {
        case .complete: line.put(#","status":"complete""#)
        case .error: line.put(#","status":"error""#)
        case .suspended: line.put(#","status":"suspended""#)
        case .cancelled: line.put(#","status":"cancelled""#)
        case .skipped: line.put(#","status":"skipped""#)
        case .lost: line.put(#","status":"lost""#)
        case .withheld: line.put(#","status":"withheld""#)
        }
        if tag.byteCount > 0 {
            line.put(#","tag":"#)
            _ = line.string(tag)
        }
        if let rows = outcome.rows {
            line.put(#","rows":"#)
            line.integer(rows)
        }
        line.put(#","microseconds":"#)
        line.integer(outcome.microseconds)
        if let state = outcome.sqlState { put(state) }
        end()
    }

    /// Appends the record of a session's begin or end.
    public mutating func append(_ record: borrowing SessionRecord) {
        switch record.event {
        case .login(let authentication, let tls):
            begin("login", at: record.time)
            line.put(record.session.whole)
            line.member("authentication", authentication)
            line.optional("tls", tls)
        case .refused(let code, let state, let reason, let unrecorded):
            begin("login-refused", at: record.time)
            line.put(record.session.whole)
            line.optional("code", code)
            put(state)
            line.member("reason", reason)
            if unrecorded > 0 { line.member("unrecorded", unrecorded) }
        case .logout(let reason, let requests):
            begin("logout", at: record.time)
            line.put(record.session.whole)
            line.member("reason", reason)
            line.member("requests", requests)
        }
        end()
    }

    /// Appends the record of a new policy or catalog.
    public mutating func append(_ record: borrowing ReloadRecord) {
        begin("reload", at: record.time)
        switch record.subject {
        case .policy: line.member("subject", "policy")
        case .catalog(let database):
            line.member("subject", "catalog")
            line.member("database", database)
        }
        line.optional("epoch", record.epoch)
        line.optional("problem", record.problem)
        end()
    }

    private mutating func put(_ state: SQLStateCode) {
        line.put(#","sqlState":""#)
        for place in 0..<5 { line.put(UInt8(truncatingIfNeeded: state.packed >> UInt64(8 * (4 - place)))) }
        line.put("\"")
    }
}
