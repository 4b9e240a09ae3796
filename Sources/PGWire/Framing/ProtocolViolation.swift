// What a peer can send that is no message of the protocol.

/// A breach of the protocol. Texts never hold anything that the peer sent but type bytes, lengths and names of parameters, and
/// these only when they look like one.
public enum ProtocolViolation: Error, Equatable, Hashable, Sendable, CustomStringConvertible {
    /// The first byte is no type that this side of the conversation may send here.
    case unknownType(UInt8)
    /// A length field that cannot be: it counts itself, so it is 4 at least.
    case invalidLength(type: UInt8, length: UInt32)
    /// More than a message of this type may have.
    case tooLong(type: UInt8, length: UInt32, most: Int)
    /// A body that ends inside of a field.
    case truncated(type: UInt8)
    /// A body that goes on behind its last field.
    case excess(type: UInt8)
    /// A count, length or code inside of a body that cannot be.
    case invalidField(type: UInt8)
    /// A first packet whose length cannot be.
    case invalidStartupLength(UInt32)
    /// A first packet of a version or with a code that is not known.
    case unsupportedProtocol(UInt32)
    /// A first packet that is not made of names and values with their terminators.
    case malformedStartup
    /// A parameter of the first packet that stands there twice.
    case duplicateParameter(String)
    /// A parameter of the first packet that the server would cut off or that has no value where it must.
    case invalidParameter(String)
    /// Text that is not UTF-8.
    case invalidUTF8
    /// A message that cannot be written: longer than the protocol can say, or a text with NUL in it.
    case unsendable(type: UInt8)

    /// What happened, in one line that starts in lower case.
    public var description: String {
        switch self {
        case .unknownType(let type): "invalid message type \(letter(type))"
        case .invalidLength(let type, let length): "invalid length \(length) of message \(letter(type))"
        case .tooLong(let type, let length, let most):
            "message \(letter(type)) has \(length) bytes, \(most) are the most"
        case .truncated(let type): "insufficient data left in message \(letter(type))"
        case .excess(let type): "message \(letter(type)) goes on behind its end"
        case .invalidField(let type): "invalid field in message \(letter(type))"
        case .invalidStartupLength(let length): "invalid length of startup packet: \(length)"
        case .unsupportedProtocol(let version): "unsupported frontend protocol \(version >> 16).\(version & 0xFFFF)"
        case .malformedStartup: "invalid startup packet layout"
        case .duplicateParameter(let name): "the startup parameter\(legible(name)) is given twice"
        case .invalidParameter(let name): "the startup parameter\(legible(name)) is not valid"
        case .invalidUTF8: "text that is not UTF-8"
        case .unsendable(let type): "message \(letter(type)) cannot be written"
        }
    }

    /// The code that a client hears: 54000 for what is too long, 0A000 for a protocol that is not spoken, 22021 for text that
    /// is not UTF-8, 08P01 for everything else.
    public var sqlState: String {
        switch self {
        case .tooLong: "54000"
        case .unsupportedProtocol: "0A000"
        case .invalidUTF8: "22021"
        case .unknownType, .invalidLength, .truncated, .excess, .invalidField, .invalidStartupLength, .malformedStartup,
            .duplicateParameter, .invalidParameter, .unsendable:
            "08P01"
        }
    }

    private func letter(_ type: UInt8) -> String {
        type > 0x20 && type < 0x7F ? String(UnicodeScalar(type)) : "\(type)"
    }

    /// A name with a space before it; empty when it could be something else than a name.
    private func legible(_ name: String) -> String {
        let isName = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F || byte == 0x2E
        }
        return isName && (1...63).contains(name.utf8.count) ? " \(name)" : ""
    }
}
