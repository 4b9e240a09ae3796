// Explanations of the codes 9xxx: a file that was given to sqlguard, or sqlguard's own installation, is not right.

extension Explanation {
    static let configurationSyntax = Explanation(
        "not valid YAML or JSON",
        what: "The policy file is not valid YAML, or the catalog file is not valid JSON.",
        why: "Half a file is not loaded: a rule that is lost could be the one that denies.",
        instead: "Correct the file at the line and column that are shown. In YAML tabs and indentation are the usual "
            + "cause, in JSON a comma too many or a text behind the end."
    )
    static let unknownKey = Explanation(
        "an unknown key",
        what: "The file has a key that sqlguard does not know at that place.",
        why: "A misspelt key would silently be a rule without a condition.",
        instead: "Use the key that the message suggests; docs/schema/ holds the full list for editors."
    )
    static let wrongType = Explanation(
        "a value of the wrong type",
        what: "A key has a value of another type than it takes, such as a list where one name is expected.",
        why: "Guessing what was meant could widen a rule.",
        instead:
            "Write the value as the message says. YAML takes bare `yes`, `no`, `on` and numbers for other types than "
            + "text; put quotes around them."
    )
    static let duplicateKey = Explanation(
        "a key that is given twice",
        what: "The same key stands twice in one mapping.",
        why: "Most readers of YAML and JSON keep one of the two without a word, and which one differs.",
        instead: "Remove one of them, or join their values into a list."
    )
    static let anchorOrTag = Explanation(
        "an anchor, alias or tag of YAML",
        what: "The file uses `&name`, `*name`, `<<` or `!tag`.",
        why: "They make the file say something at a distance from where it is read, and a reviewer would not see it.",
        instead: "Write the value out where it is meant."
    )
    static let missingKey = Explanation(
        "a key is missing",
        what: "A mapping lacks a key that it must have.",
        why: "There is no safe value to assume for it.",
        instead: "Add the key that the message names."
    )
    static let invalidValue = Explanation(
        "a value that is not valid",
        what: "A value has the right type and is none that its key takes.",
        why: "A rule with a class or verb that does not exist would never match.",
        instead: "Use one of the values that the message lists."
    )
    static let unsupportedVersion = Explanation(
        "a version that is not supported",
        what: "The file's `version` is not one that this sqlguard reads.",
        why: "A later version may give the same words another meaning.",
        instead: "Use the sqlguard that the file was written for, or write the file in a version that it reads."
    )
    static let unreadableFile = Explanation(
        "a file that cannot be read",
        what: "A file that was named does not exist, is not a plain file, may not be read, or is too large.",
        why: "Going on without a schema or a policy would judge by something else than was asked for.",
        instead: "Check the path and the permissions that the message names."
    )
    static let schemaStatementSkipped = Explanation(
        "a schema statement without meaning here",
        what:
            "The schema file holds a statement that does not describe the database's structure, such as INSERT or SET; "
            + "it was skipped and counted.",
        why: "It is named so that nobody takes the schema for more complete than it is.",
        instead: "Nothing, when the statement is meant for something else. `pg_dump --schema-only` prints a file that "
            + "leaves none out."
    )
    static let schemaStatementRefused = Explanation(
        "a schema statement that is not understood",
        what: "The schema file holds a statement that could not be read.",
        why: "Objects that it would define are missing, and statements that use them are judged without.",
        instead: "Correct the statement, or remove it when the objects do not matter."
    )
    static let grammarMismatch = Explanation(
        "libpg_query is not the one sqlguard was made for",
        what: "The parse tree's description in the linked libpg_query differs from what sqlguard expects.",
        why: "Fields would be read as something else.",
        instead: "Build sqlguard against the version of libpg_query that its documentation names."
    )
    static let danglingReference = Explanation(
        "a name that the catalog does not explain",
        what:
            "The catalog file mentions an object or a column that it neither lists nor names under `unlisted`, such as an "
            + "index on a column that its table does not have.",
        why: "A key, a view or a foreign key that points nowhere would be taken for less than it is.",
        instead: "Write the file anew with `sqlguard catalog convert`; when it was written by hand, correct the name."
    )
    static let fileBounds = Explanation(
        "a file beyond the bounds",
        what: "The catalog file is larger than 64 MiB, or its arrays and objects are deeper than any catalog's.",
        why: "A file that takes memory without end would stop whoever reads it.",
        instead: "Check that it is the file that was meant; a catalog of 10,000 tables has about 15 MB."
    )
    static let credentialUnreadable = Explanation(
        "a credential that cannot be read",
        what: "The password of a database's role is not where the policy says it is, or it is empty.",
        why: "Without it nobody could be connected to that database, and it would be noticed by the first who tries.",
        instead: "Create the file, the environment variable or the systemd credential that the message names, readable "
            + "by the user that sqlguard runs as. A variable of the environment is read once, when the process starts."
    )
    static let tlsFilesUnusable = Explanation(
        "files for TLS that cannot be used",
        what: "A certificate, a private key or a list of authorities cannot be read, is not PEM, or the key does not "
            + "belong to the certificate.",
        why: "Serving without TLS where it was asked for would show passwords and rows to the network.",
        instead: "Check the file that the message names: `openssl x509 -in FILE -noout -subject` prints a certificate, "
            + "`openssl pkey -in FILE -noout` checks a key."
    )
    static let addressUnavailable = Explanation(
        "an address that cannot be listened on",
        what: "The address of a listener is in use, does not exist on this machine, or may not be used.",
        why: "Clients that expect sqlguard there would reach another program, or nothing.",
        instead: "End the program that uses it (`ss -ltnxp` shows which), or write another host, port or socket under "
            + "`listeners` or `admin`."
    )
    static let notServable = Explanation(
        "a policy that cannot be served",
        what: "The policy is valid, and lacks what serving needs or asks for what this version cannot do.",
        why: "Starting all the same would leave out part of what the policy promises.",
        instead: "Add or remove the section that the message names. `sqlguard serve --check` says everything at once."
    )
    static let catalogNotLoaded = Explanation(
        "a catalog that could not be loaded",
        what: "The server of a database of the policy could not be asked what there is in it.",
        why:
            "Without its catalog no key, view or foreign key is known, and statements would be judged as if there were none.",
        instead: "Check with psql that the role of the policy can log in from this machine, with the same TLS mode."
    )
}
