// Whether a name is written with composed characters, so that equal texts have equal bytes.

extension String {
    /// Whether the text is in Unicode's normal form C. Of such texts Swift's `==` is equality of bytes, which is what
    /// PostgreSQL compares names by; of others it is not.
    var isComposed: Bool {
        var span = utf8Span
        if span.isKnownASCII { return true }
        return span.checkForNFC(quickCheck: false)
    }
}
