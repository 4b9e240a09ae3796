// The policy that decides when no file is named: look at what you like, ask before you write, leave the rest alone.

import SQLAnalysis

/// The built-in default policy, in the form of a policy file.
public enum DefaultPolicy {
    /// Its name, where a file's name would stand.
    public static let name = "built-in default policy"

    /// The text, as it could stand in a file of one's own.
    public static let text = """
        version: 1
        rules:
          - name: reads
            why: reading changes nothing
            match: { effect: read }
            permit: {}
          - name: session-and-transaction
            why: settings, transactions and cursors are part of every session; settings that matter have effects of their own
            match: { effect: [session, transaction, cursor] }
            permit: {}
          - name: copy-out
            why: COPY TO STDOUT is a read, which has its own rule
            match: { effect: copy, verb: COPY }
            permit: {}
          - name: bounded-writes
            why: a write that says which rows it means can be approved by somebody who looks at it
            match: { effect: [insert, update, delete, merge] }
            hold: { approvers: approvers }
          - name: unbounded-writes
            why: a write without a condition touches everything, which is hardly ever meant
            match: { effect: [update, delete, merge], unbounded: true }
            deny: this touches every row; say which rows are meant with a WHERE on a unique key
          - name: schema-changes
            why: objects are changed by migrations, not in a session
            match: { effect: schema-change }
            deny: schema changes go through a migration
          - name: privilege-changes
            why: who may do what is decided elsewhere
            match: { effect: privilege-change }
            deny: roles, grants and owners are not changed in a session
          - name: maintenance
            why: it locks and loads the database
            match: { effect: maintenance }
            deny: maintenance is run by the database's operators
          - name: procedural
            why: code that cannot be seen may do anything
            match: { effect: procedural }
            deny: this runs code that sqlguard cannot see; call only reviewed functions
          - name: server
            why: files, programs and settings of the server are out of reach
            match: { effect: server }
            deny: this reaches the server itself

        """

    /// The policy. Throws what is wrong with the text, which a test shows to be nothing.
    public static func load() throws(PolicyProblems) -> PolicyFile {
        try PolicyFile(reading: Array(text.utf8), file: name)
    }
}
