// The policy that is in force when no file is named.

/// A policy for trying things out: reading is free, bounded writes need approval, everything else is denied.
public enum DefaultPolicy {
    /// The policy. Should its text ever fail to be read, a policy without rules, which denies everything.
    public static let policy: PolicyFile = {
        do throws(PolicyProblems) {
            return try PolicyFile.read(Array(text.utf8), file: "default policy")
        } catch {
            return PolicyFile.withoutRules
        }
    }()

    /// The policy as a file, to start one's own from.
    public static let text = """
        # The policy that sqlguard follows when no file is named: read, and ask before changing anything.
        version: 1

        rules:
          - name: reads
            why: Reading changes nothing.
            match: {effect: read}
            permit: {}

          - name: transactions-and-cursors
            why: They order the statements of a session and fetch what was permitted to be read.
            match: {effect: [transaction, cursor]}
            permit: {}

          - name: session-state
            why: SHOW, LISTEN, PREPARE and settings of formats, time limits and plans concern this session alone.
            match: {effect: session}
            permit: {}

          - name: copy-with-the-client
            why: COPY moves rows between the client and what its own reads and writes are permitted for.
            match: {effect: copy}
            permit: {}

          - name: writes-need-approval
            why: A person looks at every change before it happens.
            match: {effect: [insert, update, delete, merge]}
            hold: {approvers: approvers, for: 5m}

          - name: no-unbounded-writes
            why: A write without a condition reaches every row of the table, which is hardly ever what is meant.
            match: {effect: [update, delete, merge], unbounded: true}
            deny: this would change every row of the table; say which rows are meant with a WHERE on a unique key

          - name: no-schema-changes
            why: Structure is changed by reviewed migrations, not from a session.
            match: {effect: schema-change}
            deny: changes of the schema are not made from here; put them into a migration

          - name: no-privilege-changes
            why: Who may do what is decided by the owners of the database.
            match: {effect: privilege-change}
            deny: roles, grants, owners and the settings that guard them are not changed from here

          - name: no-maintenance
            why: Maintenance takes locks and time, and belongs to whoever operates the database.
            match: {effect: maintenance}
            deny: maintenance is left to whoever operates the database

          - name: no-hidden-code
            why: DO, CALL and functions that are not reviewed run code that the statement does not show.
            match: {effect: procedural}
            deny: this runs code that sqlguard cannot see; write out the statements that it would run

          - name: no-server-access
            why: Files, programs, other databases and the server's settings lie outside of what a session needs.
            match: {effect: server}
            deny: this reaches the server itself, beyond the database

          - name: nothing-unknown
            why: What is not known cannot be judged.
            match: {effect: unknown}
            deny: it is not known what this does; say in the statement itself what is to be done

        """
}
