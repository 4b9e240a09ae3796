// Explanations of the codes 8xxx: records.

extension Explanation {
    static let auditNotWritten = Explanation(
        "records cannot be written",
        what: "A record could not be written, so the statement was not forwarded and the session is over.",
        why: "Nothing runs of which there is no record.",
        instead: "Tell whoever operates sqlguard: the disk may be full, or the folder for the records gone."
    )
    static let auditFolderInUse = Explanation(
        "the folder for records is in use",
        what: "Another process, or another part of this one, holds the lock on the folder for records.",
        why: "Two that write the same chain would break it, and each would take the other's records for tampering.",
        instead: "Stop the other process, or give each its own folder in the policy, under `audit`."
    )
    static let auditFolderUnsafe = Explanation(
        "the folder for records is not safe",
        what:
            "The folder for records or a file in it belongs to another user, is open to others, or a link or something "
            + "else stands where a file should.",
        why:
            "Whoever may write there can change what happened, and records hold statements with their values, which are "
            + "not for everybody. Rights that somebody has set are not tightened silently: there may be a reason for them, "
            + "and what has been read is read.",
        instead:
            "Make the user of sqlguard the owner, with mode 700 for the folder and 600 for its files. Let others read "
            + "copies."
    )
    static let auditFolderUnusable = Explanation(
        "the folder for records cannot be used",
        what: "The folder for records, or a file in it, cannot be made, opened or read.",
        why: "Nothing runs of which there is no record, so nothing is served without the folder.",
        instead:
            "Correct what the message names. The folder itself is made when it is missing; the one around it is not."
    )
    static let auditSegmentDamaged = Explanation(
        "the newest records are damaged",
        what:
            "The newest file of a writer does not end in one of its records, so there is nothing to go on from. A line "
            + "that was cut off by a crash is not the reason; that is recognised and gone on from.",
        why: "Going on as if nothing was would bury the damage under new records.",
        instead:
            "Run `sqlguard audit verify` on the folder, find out what happened, move its files elsewhere as evidence, "
            + "and start with an empty folder."
    )
    static let auditChainBroken = Explanation(
        "the chain of records is broken",
        what:
            "A record was changed, removed or put in, or a file is missing: a line names another digest or number than "
            + "that of the line before it, or a record is not there of which it is known that it was written.",
        why: "From that place on backwards the records are no evidence.",
        instead:
            "Compare the file that is named with a copy from elsewhere. docs/audit.md says what each finding means, and "
            + "which changes are found."
    )
}
