// Explanations of the codes 4xxx: what an analysis found worth knowing. A finding alone refuses nothing.

extension Explanation {
    static let wholeTableWrite = Explanation(
        "a write to the whole table",
        what:
            "UPDATE, DELETE or MERGE reaches every row of a table: there is no WHERE, or its condition is always true, "
            + "as in `WHERE true`, `1 = 1`, `id = id` or `id IS NOT NULL` on a column that is NOT NULL.",
        why:
            "This is the mistake that empties tables. A condition that does not filter is the same mistake in disguise.",
        instead: "Name the rows: `WHERE id = 7` or `WHERE id IN (...)`. Where every row is really meant, ask for the "
            + "approval that your policy provides for.",
        example: "DELETE FROM customer WHERE id = id"
    )
    static let unjoinedWrite = Explanation(
        "a write without a join condition",
        what: "UPDATE ... FROM, DELETE ... USING or MERGE names a second table, and no condition connects it with the "
            + "one that is written.",
        why: "Every row is paired with every other, so the condition on the second table decides between all rows and "
            + "none.",
        instead: "Connect the tables: `WHERE customer.id = orders.customer_id AND ...`.",
        example: "DELETE FROM customer USING orders WHERE orders.total > 100"
    )
    static let cascadingWrite = Explanation(
        "a write that cascades",
        what: "A foreign key with ON DELETE or ON UPDATE CASCADE, SET NULL or SET DEFAULT, or the word CASCADE in DROP "
            + "or TRUNCATE, carries the write on to other tables.",
        why: "Rows go or change in tables that the statement does not name.",
        instead:
            "Look at the tables that are listed. Delete the dependent rows first, in a statement of its own, where "
            + "that is what you want.",
        example: "DELETE FROM customer WHERE id = 7"
    )
    static let unreviewedFunction = Explanation(
        "a function that is not reviewed",
        what: "The statement calls a function that is neither on the list of reviewed functions of PostgreSQL nor "
            + "permitted by the policy.",
        why: "A function can do everything its owner can, whatever the statement around it looks like: "
            + "`SELECT purge()` is a SELECT.",
        instead: "Use a built-in function, or have the function reviewed and named in a rule of the policy.",
        example: "SELECT purge_everything()"
    )
    static let transactionEndsInside = Explanation(
        "a text that ends a transaction and goes on",
        what: "COMMIT, ROLLBACK or a kind of them stands in a text with other statements.",
        why:
            "What was done before it cannot be taken back when a later statement fails or is refused, so the text is no "
            + "longer one unit.",
        instead: "Send the statements one by one, or leave the transaction to the client.",
        example: "BEGIN; UPDATE customer SET name = 'Ada' WHERE id = 7; COMMIT; SELECT 1"
    )
    static let triggersRun = Explanation(
        "a write that runs triggers",
        what: "The table that is written has triggers, which run functions of the database for each row or statement.",
        why: "What a trigger does is not visible in the statement: it may write other tables, or undo the write.",
        instead: "Look at the triggers that are named, and count what they do as done by this statement.",
        example: "UPDATE product SET stock = 0 WHERE sku = 'A-1'"
    )
}
