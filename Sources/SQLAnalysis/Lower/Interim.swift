// Interim.
extension Lower {
    func utility(_ node: Node) throws(Refusal) -> Utility { throw node.refusal }
}
public struct Limits: Sendable { public static let standard = Limits() }
struct Token { let start: Int; let end: Int }
struct LexedText: Sendable { let blanked: [UInt8]; var tokens: [Token] { [] }
  func byteOffset(ofCharacter c: Int) -> Int { c }
  func originalOffset(ofBlanked b: Int) -> Int { b } }
enum Lexer { static func lex(_ b: [UInt8], limits: Limits) throws(Refusal) -> LexedText { LexedText(blanked: b) } }
