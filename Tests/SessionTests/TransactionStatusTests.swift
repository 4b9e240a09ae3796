// The transaction's state is one letter.

import Session
import Testing

@Suite("Transaction status")
struct TransactionStatusTests {
    @Test("each state is the letter of ReadyForQuery")
    func letters() {
        #expect(String(decoding: TransactionStatus.allCases.map(\.rawValue), as: UTF8.self) == "ITE")
    }
}
