// Every code of sqlguard, once. A code is never reused and never renumbered; the wording of its explanation may change.

/// A stable code. First digit: 1 wire, 2 parse and lower, 3 resolve, 4 findings, 5 decision, 6 rewrite, 7 rows,
/// 8 audit, 9 configuration.
public enum Code: String, CaseIterable, Sendable, Hashable, Comparable {
    // 1: the wire
    case malformedMessage = "SG1001"
    case messageTooLarge = "SG1002"
    case unexpectedMessage = "SG1003"
    case functionCall = "SG1004"
    case replication = "SG1005"
    case startupSetting = "SG1006"
    case malformedStartup = "SG1007"
    case tlsRequired = "SG1008"
    case tlsBoundary = "SG1009"
    case authenticationFailed = "SG1010"
    case loginTimeout = "SG1011"
    case upstreamUnavailable = "SG1012"
    case upstreamLost = "SG1013"
    case upstreamProtocol = "SG1014"
    case settingNotPinned = "SG1015"
    case unknownStatementName = "SG1016"
    case unknownPortalName = "SG1017"
    case unusableName = "SG1018"
    case nameInUse = "SG1019"
    case tooManyNames = "SG1020"
    case sessionEnded = "SG1021"
    case sessionExpired = "SG1022"
    case idleTimeout = "SG1023"
    case tooManySessions = "SG1024"
    case protocolVersion = "SG1025"
    case internalFault = "SG1026"
    case queryTimeout = "SG1031"
    case idleTransactionTimeout = "SG1032"
    case tooManyFailedLogins = "SG1033"
    // 2: reading the text
    case syntaxError = "SG2001"
    case invalidUTF8 = "SG2002"
    case embeddedNUL = "SG2003"
    case tooManyBytes = "SG2004"
    case tooManyTokens = "SG2005"
    case tooDeep = "SG2006"
    case assignmentExpansion = "SG2007"
    case commentNesting = "SG2008"
    case lexicalError = "SG2009"
    case emptyText = "SG2010"
    case parserFailed = "SG2011"
    case metaCommand = "SG2012"
    // 2: lowering the tree
    case unknownNode = "SG2101"
    case unreadField = "SG2102"
    case missingField = "SG2103"
    case emptyNode = "SG2104"
    case unknownConstant = "SG2105"
    case unsupportedConstruct = "SG2106"
    // 2: settings the parser depends on
    case pinnedSetting = "SG2201"
    // 3: names
    case unknownPreparedStatement = "SG3001"
    case ambiguousName = "SG3002"
    case crossDatabaseName = "SG3003"
    case decomposedName = "SG3004"
    case unknownRelation = "SG3005"
    case uncertainRelation = "SG3006"
    // 4: findings
    case wholeTableWrite = "SG4001"
    case unjoinedWrite = "SG4002"
    case cascadingWrite = "SG4003"
    case unreviewedFunction = "SG4004"
    case transactionEndsInside = "SG4005"
    case triggersRun = "SG4006"
    // 5: decisions
    case noRuleMatched = "SG5001"
    case deniedByRule = "SG5002"
    case heldByRule = "SG5003"
    case obligationNotPossible = "SG5004"
    case unknownEffect = "SG5005"
    case noAccess = "SG5006"
    case catalogUnavailable = "SG5007"
    // 6: masking
    case maskedPredicate = "SG6001"
    case maskedWrite = "SG6002"
    case deniedColumn = "SG6003"
    case notMaskable = "SG6004"
    case spliceNotVerified = "SG6005"
    case showsData = "SG6006"
    case protectedDefinition = "SG6007"
    // 7: rows
    case protectedColumnShown = "SG7001"
    case valuesWithheld = "SG7002"
    case columnsMasked = "SG7003"
    // 8: audit
    case auditNotWritten = "SG8001"
    case auditFolderInUse = "SG8002"
    case auditFolderUnsafe = "SG8003"
    case auditFolderUnusable = "SG8004"
    case auditSegmentDamaged = "SG8005"
    case auditChainBroken = "SG8006"
    // 9: configuration and usage
    case configurationSyntax = "SG9001"
    case unknownKey = "SG9002"
    case wrongType = "SG9003"
    case duplicateKey = "SG9004"
    case anchorOrTag = "SG9005"
    case missingKey = "SG9006"
    case invalidValue = "SG9007"
    case unsupportedVersion = "SG9008"
    case unreadableFile = "SG9009"
    case schemaStatementSkipped = "SG9010"
    case schemaStatementRefused = "SG9011"
    case grammarMismatch = "SG9012"
    case danglingReference = "SG9013"
    case fileBounds = "SG9014"
    case credentialUnreadable = "SG9020"
    case tlsFilesUnusable = "SG9021"
    case addressUnavailable = "SG9022"
    case notServable = "SG9023"
    case catalogNotLoaded = "SG9024"

    /// The code as users see it, such as `SG2001`.
    public var name: String { rawValue }

    /// Whether it says that a statement is valid SQL and not analysed; the server may well understand it.
    public var isOfAnalysis: Bool { rawValue.hasPrefix("SG21") }

    /// Whether it says that a text is no SQL: PostgreSQL's own parser is to be asked what is wrong with it, where that may be.
    public var isOfGrammar: Bool { self == .syntaxError || self == .lexicalError }

    /// Orders by number.
    public static func < (left: Code, right: Code) -> Bool { left.rawValue < right.rawValue }
}
