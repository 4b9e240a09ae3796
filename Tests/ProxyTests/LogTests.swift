// Lines of the log: nothing that comes from outside can end one.

import Testing

@testable import Proxy

@Test func `values that are no plain words stand in quotes, with what would end or turn the line escaped`() {
    let cases = [
        ("127.0.0.1:6432", "127.0.0.1:6432"), ("", "\"\""), ("a b", "\"a b\""),
        ("a\nfake error x=1", "\"a\\u{a}fake error x=1\""),
        ("\"", "\"\\\"\""), ("\\", "\"\\\\\""), ("\u{1B}[31m", "\"\\u{1b}[31m\""), ("a\u{202E}b", "\"a\\u{202e}b\""),
        ("é", "\"é\""), ("a=b", "\"a=b\""),
    ]
    for (given, shown) in cases { #expect(LogText.shown(given) == shown) }
}
