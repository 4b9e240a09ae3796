// Explanations of the codes 6xxx and 7xxx: masking, and what is seen of it in results.

extension Explanation {
    static let maskedPredicate = Explanation(
        "a masked column decides which rows come out",
        what:
            "A masked column stands in WHERE, ON, USING, GROUP BY, HAVING, ORDER BY, DISTINCT, a window, a LIMIT or a set "
            + "operation that removes duplicates, or is an argument of what makes rows.",
        why:
            "The database would compare masks, not values: the answer would be wrong without anybody noticing. Comparing "
            + "the values would tell them, one guess at a time.",
        instead:
            "Search by a column that is not masked. A policy can let such queries run on the masks, with "
            + "`in_predicates: masked`."
    )
    static let maskedWrite = Explanation(
        "a write that reads masked columns",
        what:
            "A statement that writes reads a relation with masked columns, returns one of them, or writes to one in a way "
            + "that tells whether a value is there already.",
        why:
            "Written elsewhere, a value would be outside of its mask; and masks written over values would destroy them.",
        instead: "Read first, and write what you know; leave masked columns out of conditions and RETURNING."
    )
    static let deniedColumn = Explanation(
        "a column that nobody may name",
        what: "The statement names a column whose treatment in the policy is to be denied.",
        why: "The policy keeps the column out of every statement of this principal.",
        instead: "Leave the column out. `*` shows NULL in its place."
    )
    static let notMaskable = Explanation(
        "something that cannot be masked",
        what: "The statement reads a relation with masked columns in a way that cannot be rewritten yet.",
        why: "What cannot be rewritten so that the values never enter the query is not run.",
        instead: "Write it in another way: the message says what stands in the way."
    )
    static let spliceNotVerified = Explanation(
        "a rewritten statement that is not what was meant",
        what:
            "The statement was rewritten to mask columns, parsed again, and is not the original with its relations "
            + "replaced.",
        why: "A rewriting that cannot be verified is not sent.",
        instead: "Please report it, with the statement. Until it is mended, write the statement in another way."
    )
    static let showsData = Explanation(
        "a catalog or function that shows data",
        what:
            "The statement reads a system catalog, a view of statistics or a function of the server that may show values "
            + "of masked columns, or statements of others.",
        why: "Statistics hold the most common values of each column; lists of running statements hold their literals.",
        instead: "Leave it out. The catalogs that describe tables, columns and keys can be read."
    )
    static let protectedDefinition = Explanation(
        "a definition on a relation with masked columns",
        what:
            "The statement defines or changes something where columns are masked that could carry their values elsewhere: "
            + "an index, view, rule, trigger, function, policy, constraint, inheritance or right.",
        why: "What is defined now runs later, with rights and on values that this statement does not show.",
        instead: "Have it done by somebody who may see the columns."
    )
    static let protectedColumnShown = Explanation(
        "a result with a masked column in clear",
        what: "The database described a result whose column comes straight from a masked one. The session was ended.",
        why: "This never happens unless a mask was missed: nothing of the result was passed on.",
        instead: "Report it, with the statement, to whoever operates sqlguard."
    )
    static let valuesWithheld = Explanation(
        "a message of the database that is not shown",
        what:
            "The database said something about a statement that touches masked columns. Its code is passed on, its words "
            + "are not, because they may hold values of rows.",
        why: "Messages about failed constraints and conversions quote the row.",
        instead: "The SQLSTATE says what kind of error it is; the names of table and constraint are passed on."
    )
    static let columnsMasked = Explanation(
        "masked columns in a result",
        what: "Columns of the result are masked or computed from masks.",
        why: "What looks like a value is a mask; whoever relies on it should know.",
        instead: "Nothing: the query runs. A group that is exempt in the policy sees the values."
    )
}
