// Explanations of the codes 3xxx: a name does not tell what it means.

extension Explanation {
    static let unknownPreparedStatement = Explanation(
        "a prepared statement that is not known",
        what: "EXECUTE names a prepared statement of which no PREPARE was seen in this session or text.",
        why: "Executing it does whatever was prepared, and that is not known here.",
        instead: "Put the PREPARE into the same text or session, or run the statement itself.",
        example: "EXECUTE monthly_report"
    )
    static let ambiguousName = Explanation(
        "an ambiguous name",
        what: "A name could mean more than one thing, and PostgreSQL would refuse it too or choose by rules that need "
            + "more than the statement and the schema.",
        why: "Choosing one meaning and running the other would judge the wrong table or column.",
        instead: "Qualify the name with its table or schema."
    )
    static let crossDatabaseName = Explanation(
        "a name with too many parts",
        what: "A name has more than three parts, such as server.database.schema.table. PostgreSQL knows at most "
            + "database.schema.name, and there only the session's own database.",
        why:
            "PostgreSQL does not reach into other databases by name; such a statement was written for another system or "
            + "for another connection.",
        instead: "Leave server and database out of the name, and connect to the right one.",
        example: "SELECT server.shop.public.order_total(7)"
    )
    static let decomposedName = Explanation(
        "a name outside of Unicode's normal form",
        what:
            "A name is not in Unicode's normal form C: it has a character in parts, such as e and a combining accent, or "
            + "a double of another one, such as the sign of Kelvin for K.",
        why:
            "PostgreSQL tells the two spellings apart and people cannot, so a rule about one table or column would seem "
            + "to be about the other.",
        instead: "Write the name in normal form C. Where the object itself has another name, rename it.",
        example: "DELETE FROM \"cafe\u{301}\""
    )
    static let unknownRelation = Explanation(
        "a relation that is not there",
        what: "The statement names a table or view that the database does not have, or that this schema does not list.",
        why:
            "Where columns are masked, every relation is sent on by its full name, and one that nobody knows could be "
            + "anything, also something that is made at this moment.",
        instead: "Check the name and its schema. A table that was made by another session is known within a second."
    )
    static let uncertainRelation = Explanation(
        "a relation that may be another one",
        what:
            "Statements of this session changed the search path, made temporary relations or changed definitions, so that "
            + "the name may mean something else than the catalog says.",
        why: "Where columns are masked, what is read has to be certain: another table may have other columns to mask.",
        instead: "Write the name with its schema; after a change of definitions, wait a moment or begin a new session."
    )
}
