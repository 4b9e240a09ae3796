// Passwords in the one spelling that both sides of SCRAM hash.

// RFC 4013; PostgreSQL: saslprep.c, pg_saslprep.
/// SASLprep as PostgreSQL does it: where the RFC says otherwise, the server's bytes count.
///
/// PostgreSQL differs in three points. A password of ASCII is taken as it is, control characters too. U+200B, which the RFC
/// both leaves out and makes a space, becomes a space. What is prohibited, and the order of right-to-left characters, is
/// looked at before normalization.
public enum SASLprep {
    /// Why a password has no prepared form.
    public enum Failure: Error, Equatable, Sendable {
        /// The bytes are not UTF-8.
        case notUTF8
        /// Nothing is left of it.
        case empty
        /// It has a character that is prohibited, or that Unicode 3.2 does not have.
        case prohibited
        /// It mixes directions of writing, or does not begin and end with right-to-left characters although it has some.
        case directions
    }

    /// What is hashed: the prepared password, or the password as it is when there is no prepared form.
    ///
    /// PostgreSQL's server and libpq do the same, each by itself, so that such a password still fits.
    public static func bytes(_ password: [UInt8]) -> [UInt8] { (try? prepare(password)) ?? password }

    /// The prepared password.
    public static func prepare(_ password: [UInt8]) throws(Failure) -> [UInt8] {
        guard password.contains(where: { $0 >= 0x80 }) else { return password }
        guard let text = String(validating: password, as: UTF8.self) else { throw .notUTF8 }
        let mapped: [Unicode.Scalar] = text.unicodeScalars.compactMap { scalar in
            if Tables.spaces.contains(scalar) { return " " }
            return Tables.nothing.contains(scalar) ? nil : scalar
        }
        guard let first = mapped.first, let last = mapped.last else { throw .empty }
        guard !mapped.contains(where: { Tables.prohibited.contains($0) || Tables.unassigned.contains($0) }) else {
            throw .prohibited
        }
        if mapped.contains(where: Tables.rightToLeft.contains) {
            guard Tables.rightToLeft.contains(first), Tables.rightToLeft.contains(last),
                !mapped.contains(where: Tables.leftToRight.contains)
            else { throw .directions }
        }
        var prepared = String.UnicodeScalarView()
        prepared.append(contentsOf: Normalization.formKC(mapped))
        return Array(String(prepared).utf8)
    }

    private enum Tables {
        static let spaces = CodePoints(StringprepTables.spaces)
        static let nothing = CodePoints(StringprepTables.nothing)
        static let prohibited = CodePoints(StringprepTables.prohibited)
        static let unassigned = CodePoints(StringprepTables.unassigned)
        static let rightToLeft = CodePoints(StringprepTables.rightToLeft)
        static let leftToRight = CodePoints(StringprepTables.leftToRight)
    }
}
