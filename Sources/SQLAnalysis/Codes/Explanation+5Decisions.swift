// Explanations of the codes 5xxx: the policy decided.

extension Explanation {
    static let noRuleMatched = Explanation(
        "no rule permits it",
        what: "No rule of the policy matches one of the statement's effects, so the statement is denied.",
        why: "What nobody thought of is not permitted: deny unless permitted.",
        instead: "Ask the owner of the policy for a rule that permits this effect, and name the effect as it is shown."
    )
    static let deniedByRule = Explanation(
        "denied by a rule",
        what: "A rule of the policy that matches one of the statement's effects says deny. Denial wins over every rule "
            + "that permits.",
        why: "The rule's own words, which stand beside the code, say why.",
        instead: "Do what the rule's message suggests, or ask its owner.",
        example: "DROP TABLE customer"
    )
    static let heldByRule = Explanation(
        "needs approval",
        what: "A rule of the policy says that a person has to approve this statement before it runs.",
        why: "Some statements are right at times and ruinous at others, and only a person can tell.",
        instead: "Ask for approval, or bound the statement so that it needs none.",
        example: "UPDATE customer SET name = 'Ada' WHERE id = 7"
    )
    static let obligationNotPossible = Explanation(
        "a condition of the permission cannot be met",
        what: "A rule permits the statement under a condition, such as a row budget or a mask, that cannot be carried "
            + "out for it here.",
        why: "A permission whose condition is dropped would be a permission that nobody gave.",
        instead: "Write the statement so that the condition can be met, as the message says."
    )
    static let unknownEffect = Explanation(
        "an effect that is not known",
        what: "It is not known what part of the statement does, such as EXECUTE of a statement that was prepared "
            + "elsewhere.",
        why: "What is not known cannot be permitted.",
        instead: "Say what is to be done in the statement itself."
    )
    static let noAccess = Explanation(
        "no access to the database",
        what: "The policy does not let this user, or any of the user's groups, reach this database.",
        why: "Who may connect is decided before what may be asked.",
        instead: "Ask the owner of the policy to add one of your groups to the database's access list."
    )
    static let catalogUnavailable = Explanation(
        "what is in the database is not known",
        what:
            "The description of the database's tables, views and functions is not loaded yet, could not be loaded, or is "
            + "known to be out of date.",
        why: "A name could mean another object than the one that the rules are about.",
        instead:
            "Try again in a moment; `sqlguard status` shows the state of each database's catalog and why it could not "
            + "be loaded."
    )
}
