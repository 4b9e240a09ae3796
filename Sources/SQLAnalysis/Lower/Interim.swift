// Interim.
extension Lower {
    func utility(_ node: Node) throws(Refusal) -> Utility { throw node.refusal }
}
struct CascadeStep { let effectClass: StatementClass; let table: QualifiedName; let columns: Columns; let references: QualifiedName; let constraint: String; let action: ReferentialAction }
extension CatalogSnapshot {
    func children(of name: QualifiedName) -> [CatalogRelation] { [] }
    func behind(_ relation: CatalogRelation) -> [QualifiedName] { [] }
    func cascades(of effectClass: StatementClass, on table: QualifiedName, columns: Columns) -> [CascadeStep] { [] }
    func truncated(with table: QualifiedName) -> [QualifiedName] { [] }
    func dependents(of object: ObjectReference) -> [ObjectReference] { [] }
    func routines(_ name: QualifiedName) -> [CatalogRoutine] { routines[name] ?? [] }
    func type(_ name: QualifiedName) -> CatalogType? { nil }
}
extension CatalogRelation { var isPartitioned: Bool { false }
 var triggerNames: [String] { triggers } }
public struct Limits: Sendable { public static let standard = Limits() }
struct Token { let start: Int; let end: Int }
struct LexedText: Sendable { let blanked: [UInt8]; var tokens: [Token] { [] }
  func byteOffset(ofCharacter c: Int) -> Int { c }
  func originalOffset(ofBlanked b: Int) -> Int { b } }
enum Lexer { static func lex(_ b: [UInt8], limits: Limits) throws(Refusal) -> LexedText { LexedText(blanked: b) } }
