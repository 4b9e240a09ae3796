// What a client sends: towards the server we are one.

/// Appends a client's messages.
public enum FrontendWriter {
    /// Asks for TLS.
    public static func tlsRequest(into bytes: inout [UInt8]) {
        bytes.append(uint32: 8)
        bytes.append(uint32: StartupPacket.tlsCode)
    }

    /// Asks to end what a session does. The key has 4 to 256 bytes.
    public static func cancel(process: UInt32, key: [UInt8], into bytes: inout [UInt8]) throws(ProtocolViolation) {
        guard StartupPacket.keyLengths.contains(key.count) else { throw .unsendable(type: 0) }
        try bytes.appendPacket { bytes in
            bytes.append(uint32: StartupPacket.cancelCode)
            bytes.append(uint32: process)
            bytes += key
        }
    }

    /// Begins a session of protocol 3 with a minor version. Throws `invalidParameter` for a name or value with NUL, or an
    /// empty name.
    public static func startup(
        _ parameters: [StartupMessage.Parameter],
        minor: Int = 0,
        into bytes: inout [UInt8]
    ) throws(ProtocolViolation) {
        for parameter in parameters {
            guard !parameter.name.isEmpty, !parameter.name.utf8.contains(0), !parameter.value.utf8.contains(0) else {
                throw .invalidParameter(parameter.name)
            }
        }
        try bytes.appendPacket { bytes throws(ProtocolViolation) in
            bytes.append(uint32: StartupPacket.version3 | UInt32(UInt16(clamping: minor)))
            for parameter in parameters {
                try bytes.append(text: parameter.name.utf8)
                try bytes.append(text: parameter.value.utf8)
            }
            bytes.append(0)
        }
    }

    /// A password as it is.
    public static func password(_ password: [UInt8], into bytes: inout [UInt8]) throws(ProtocolViolation) {
        try bytes.append(type: FrontendMessageType.authentication.rawValue) { bytes throws(ProtocolViolation) in
            try bytes.append(text: password)
        }
    }

    /// The first step of SASL.
    public static func saslInitialResponse(
        mechanism: String,
        _ response: [UInt8],
        into bytes: inout [UInt8]
    ) throws(ProtocolViolation) {
        try bytes.append(type: FrontendMessageType.authentication.rawValue) { bytes throws(ProtocolViolation) in
            try bytes.append(text: mechanism.utf8)
            bytes.append(uint32: UInt32(truncatingIfNeeded: response.count))
            bytes += response
        }
    }

    /// A further step of SASL.
    public static func saslResponse(_ response: [UInt8], into bytes: inout [UInt8]) throws(ProtocolViolation) {
        try bytes.append(type: FrontendMessageType.authentication.rawValue) { $0 += response }
    }

    /// A text to run.
    public static func query(_ text: some Collection<UInt8>, into bytes: inout [UInt8]) throws(ProtocolViolation) {
        try bytes.append(type: FrontendMessageType.query.rawValue) { bytes throws(ProtocolViolation) in
            try bytes.append(text: text)
        }
    }

    /// A statement to prepare; `types` is the count of types and the OIDs as they stand in a Parse.
    public static func parse(
        name: some Collection<UInt8>,
        _ text: some Collection<UInt8>,
        types: [UInt8] = [0, 0],
        into bytes: inout [UInt8]
    ) throws(ProtocolViolation) {
        try bytes.append(type: FrontendMessageType.parse.rawValue) { bytes throws(ProtocolViolation) in
            try bytes.append(text: name)
            try bytes.append(text: text)
            bytes += types
        }
    }

    /// A portal; `rest` is everything behind the names as it stands in a Bind: no values and text results unless given.
    public static func bind(
        portal: some Collection<UInt8>,
        statement: some Collection<UInt8>,
        rest: [UInt8] = [0, 0, 0, 0, 0, 0],
        into bytes: inout [UInt8]
    ) throws(ProtocolViolation) {
        try bytes.append(type: FrontendMessageType.bind.rawValue) { bytes throws(ProtocolViolation) in
            try bytes.append(text: portal)
            try bytes.append(text: statement)
            bytes += rest
        }
    }

    /// Asks what a statement or portal is.
    public static func describe(
        _ kind: NamedMessage.Kind,
        _ name: some Collection<UInt8>,
        into bytes: inout [UInt8]
    ) throws(ProtocolViolation) {
        try bytes.append(type: FrontendMessageType.describe.rawValue) { bytes throws(ProtocolViolation) in
            bytes.append(kind.rawValue)
            try bytes.append(text: name)
        }
    }

    /// Closes a statement or portal.
    public static func close(
        _ kind: NamedMessage.Kind,
        _ name: some Collection<UInt8>,
        into bytes: inout [UInt8]
    ) throws(ProtocolViolation) {
        try bytes.append(type: FrontendMessageType.close.rawValue) { bytes throws(ProtocolViolation) in
            bytes.append(kind.rawValue)
            try bytes.append(text: name)
        }
    }

    /// Runs a portal; `rows` 0 for all of them.
    public static func execute(
        portal: some Collection<UInt8>,
        rows: UInt32 = 0,
        into bytes: inout [UInt8]
    ) throws(ProtocolViolation) {
        try bytes.append(type: FrontendMessageType.execute.rawValue) { bytes throws(ProtocolViolation) in
            try bytes.append(text: portal)
            bytes.append(uint32: rows)
        }
    }

    /// Ends a COPY with an error.
    public static func copyFail(_ reason: String, into bytes: inout [UInt8]) throws(ProtocolViolation) {
        try bytes.append(type: FrontendMessageType.copyFail.rawValue) { bytes throws(ProtocolViolation) in
            try bytes.append(text: reason.utf8)
        }
    }

    /// A message without a body: Flush, Sync, CopyDone or Terminate.
    public static func bare(_ type: FrontendMessageType, into bytes: inout [UInt8]) {
        bytes.append(bare: type.rawValue)
    }
}
