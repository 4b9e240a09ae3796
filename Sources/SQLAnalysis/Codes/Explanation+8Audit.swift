// Explanations of the codes 8xxx: records.

extension Explanation {
    static let auditNotWritten = Explanation(
        "records cannot be written",
        what: "A record could not be written, so the statement was not forwarded and the session is over.",
        why: "Nothing runs of which there is no record.",
        instead: "Tell whoever operates sqlguard: the disk may be full, or the folder for the records gone."
    )
}
