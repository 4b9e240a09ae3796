// What a server sends: towards the client we are one.

/// Appends a server's messages.
public enum BackendWriter {
    /// The login is complete.
    public static func authenticationOK(into bytes: inout [UInt8]) throws(ProtocolViolation) {
        try authentication(0, into: &bytes) { _ in }
    }

    /// Asks for the password as it is: over TLS only.
    public static func authenticationCleartextPassword(into bytes: inout [UInt8]) throws(ProtocolViolation) {
        try authentication(3, into: &bytes) { _ in }
    }

    /// Asks for one of these mechanisms.
    public static func authenticationSASL(_ mechanisms: [String], into bytes: inout [UInt8]) throws(ProtocolViolation) {
        try authentication(10, into: &bytes) { bytes throws(ProtocolViolation) in
            for mechanism in mechanisms { try bytes.append(text: mechanism.utf8) }
            bytes.append(0)
        }
    }

    /// A step of SASL.
    public static func authenticationSASLContinue(
        _ data: [UInt8],
        into bytes: inout [UInt8]
    ) throws(ProtocolViolation) {
        try authentication(11, into: &bytes) { $0 += data }
    }

    /// The last word of SASL.
    public static func authenticationSASLFinal(_ data: [UInt8], into bytes: inout [UInt8]) throws(ProtocolViolation) {
        try authentication(12, into: &bytes) { $0 += data }
    }

    private static func authentication(
        _ code: UInt32,
        into bytes: inout [UInt8],
        _ write: (inout [UInt8]) throws(ProtocolViolation) -> Void
    ) throws(ProtocolViolation) {
        try bytes.append(type: BackendMessageType.authentication.rawValue) { bytes throws(ProtocolViolation) in
            bytes.append(uint32: code)
            try write(&bytes)
        }
    }

    /// A setting that the client should know.
    public static func parameterStatus(
        _ name: String,
        _ value: String,
        into bytes: inout [UInt8]
    ) throws(ProtocolViolation) {
        try bytes.append(type: BackendMessageType.parameterStatus.rawValue) { bytes throws(ProtocolViolation) in
            try bytes.append(text: name.utf8)
            try bytes.append(text: value.utf8)
        }
    }

    /// With which a client can ask to end what its session does.
    public static func backendKeyData(
        process: UInt32,
        key: [UInt8],
        into bytes: inout [UInt8]
    ) throws(ProtocolViolation) {
        let type = BackendMessageType.backendKeyData.rawValue
        guard StartupPacket.keyLengths.contains(key.count) else { throw .unsendable(type: type) }
        try bytes.append(type: type) { bytes in
            bytes.append(uint32: process)
            bytes += key
        }
    }

    /// The newest minor version that is spoken, as a whole version number, and the options that are not known.
    public static func negotiateProtocolVersion(
        _ version: UInt32,
        unknown: [String],
        into bytes: inout [UInt8]
    ) throws(ProtocolViolation) {
        try bytes.append(type: BackendMessageType.negotiateProtocolVersion.rawValue) {
            bytes throws(ProtocolViolation) in
            bytes.append(uint32: version)
            bytes.append(uint32: UInt32(truncatingIfNeeded: unknown.count))
            for name in unknown { try bytes.append(text: name.utf8) }
        }
    }

    /// The server waits for the next message; `status` is I, T or E.
    public static func readyForQuery(_ status: UInt8, into bytes: inout [UInt8]) {
        bytes.append(BackendMessageType.readyForQuery.rawValue)
        bytes.append(uint32: 5)
        bytes.append(status)
    }

    /// An error or a notice. What its texts hold behind a NUL follows without it.
    public static func report(
        _ type: BackendMessageType,
        _ fields: ReportFields,
        into bytes: inout [UInt8]
    ) throws(ProtocolViolation) {
        try bytes.append(type: type.rawValue) { bytes in
            for field in fields.fields where field.letter != 0 {
                bytes.append(field.letter)
                bytes.append(legible: field.value)
            }
            bytes.append(0)
        }
    }

    /// What a command did.
    public static func commandComplete(_ tag: String, into bytes: inout [UInt8]) throws(ProtocolViolation) {
        try bytes.append(type: BackendMessageType.commandComplete.rawValue) { bytes throws(ProtocolViolation) in
            try bytes.append(text: tag.utf8)
        }
    }

    /// A message without a body, such as ParseComplete.
    public static func bare(_ type: BackendMessageType, into bytes: inout [UInt8]) {
        bytes.append(bare: type.rawValue)
    }
}
