// What is wrong with a piece of text that PostgreSQL's lexer would not return as a token.

/// Why a lexeme is no token. PostgreSQL: the yyerror calls of scan.l, unless said otherwise.
enum LexicalFault: UInt8, Sendable {
    case unterminatedComment
    case unterminatedString
    case unterminatedBitString
    case unterminatedHexString
    case unterminatedDollarString
    case unterminatedIdentifier
    case zeroLengthIdentifier
    case junkAfterNumber
    case junkAfterParameter
    /// PostgreSQL 15 takes the number modulo 2^32, so that `$4294967297` is `$1`; 16 refuses it, and so do we.
    case parameterTooLarge
    /// 64 operator characters in a row, whether or not `+` and `-` at the end would be split off: PostgreSQL reads such
    /// a run again for each token in it, which takes 1 MB of `+` minutes.
    case operatorTooLong
    /// A byte that begins no token of the grammar, such as `{` or a backslash.
    case unexpectedCharacter

    /// The fault in words, for a message.
    var message: String {
        switch self {
        case .unterminatedComment: "unterminated /* comment"
        case .unterminatedString: "unterminated quoted string"
        case .unterminatedBitString: "unterminated bit string literal"
        case .unterminatedHexString: "unterminated hexadecimal string literal"
        case .unterminatedDollarString: "unterminated dollar-quoted string"
        case .unterminatedIdentifier: "unterminated quoted identifier"
        case .zeroLengthIdentifier: "zero-length delimited identifier"
        case .junkAfterNumber: "trailing junk after numeric literal"
        case .junkAfterParameter: "trailing junk after parameter"
        case .parameterTooLarge: "parameter number too large"
        case .operatorTooLong: "operator too long"
        case .unexpectedCharacter: "unexpected character"
        }
    }
}

/// One piece of text as PostgreSQL's lexer cuts it, from a known start.
struct Lexeme: Equatable {
    /// What it is; where `fault` is set, what it was meant to be.
    let kind: TokenKind
    /// One past its last byte; always beyond its start.
    let end: Int
    /// What else is known of it.
    var flags: TokenFlags = []
    /// Why it is no token; nil when it is one.
    var fault: LexicalFault?
}
