// What every code means, why it matters and what to do instead: `sqlguard rule` and docs/codes/ are printed from here.

/// The explanation of one code, for the person who met it.
public struct Explanation: Equatable, Sendable {
    /// The code in a few words, such as "invalid UTF-8".
    public let title: String
    /// What the code means.
    public let what: String
    /// Why it is worth stopping for.
    public let why: String
    /// What to do about it.
    public let instead: String
    /// A statement that gets this code; nil when it takes more than a statement.
    ///
    /// It is explained with the sample schema of the corpus and the built-in default policy, and a test does so.
    public let example: String?

    /// Builds an explanation.
    public init(_ title: String, what: String, why: String, instead: String, example: String? = nil) {
        self.title = title
        self.what = what
        self.why = why
        self.instead = instead
        self.example = example
    }
}

extension Code {
    /// What this code means, why it matters, and what to do instead.
    public var explanation: Explanation {
        switch self {
        case .malformedMessage: .malformedMessage
        case .messageTooLarge: .messageTooLarge
        case .unexpectedMessage: .unexpectedMessage
        case .functionCall: .functionCall
        case .replication: .replication
        case .startupSetting: .startupSetting
        case .malformedStartup: .malformedStartup
        case .tlsRequired: .tlsRequired
        case .tlsBoundary: .tlsBoundary
        case .authenticationFailed: .authenticationFailed
        case .loginTimeout: .loginTimeout
        case .upstreamUnavailable: .upstreamUnavailable
        case .upstreamLost: .upstreamLost
        case .upstreamProtocol: .upstreamProtocol
        case .settingNotPinned: .settingNotPinned
        case .unknownStatementName: .unknownStatementName
        case .unknownPortalName: .unknownPortalName
        case .unusableName: .unusableName
        case .nameInUse: .nameInUse
        case .tooManyNames: .tooManyNames
        case .sessionEnded: .sessionEnded
        case .sessionExpired: .sessionExpired
        case .idleTimeout: .idleTimeout
        case .tooManySessions: .tooManySessions
        case .protocolVersion: .protocolVersion
        case .internalFault: .internalFault
        case .queryTimeout: .queryTimeout
        case .idleTransactionTimeout: .idleTransactionTimeout
        case .tooManyFailedLogins: .tooManyFailedLogins
        case .syntaxError: .syntaxError
        case .invalidUTF8: .invalidUTF8
        case .embeddedNUL: .embeddedNUL
        case .tooManyBytes: .tooManyBytes
        case .tooManyTokens: .tooManyTokens
        case .tooDeep: .tooDeep
        case .assignmentExpansion: .assignmentExpansion
        case .commentNesting: .commentNesting
        case .lexicalError: .lexicalError
        case .emptyText: .emptyText
        case .parserFailed: .parserFailed
        case .metaCommand: .metaCommand
        case .unknownNode: .unknownNode
        case .unreadField: .unreadField
        case .missingField: .missingField
        case .emptyNode: .emptyNode
        case .unknownConstant: .unknownConstant
        case .unsupportedConstruct: .unsupportedConstruct
        case .pinnedSetting: .pinnedSetting
        case .unknownPreparedStatement: .unknownPreparedStatement
        case .ambiguousName: .ambiguousName
        case .crossDatabaseName: .crossDatabaseName
        case .decomposedName: .decomposedName
        case .unknownRelation: .unknownRelation
        case .uncertainRelation: .uncertainRelation
        case .wholeTableWrite: .wholeTableWrite
        case .unjoinedWrite: .unjoinedWrite
        case .cascadingWrite: .cascadingWrite
        case .unreviewedFunction: .unreviewedFunction
        case .transactionEndsInside: .transactionEndsInside
        case .triggersRun: .triggersRun
        case .noRuleMatched: .noRuleMatched
        case .deniedByRule: .deniedByRule
        case .heldByRule: .heldByRule
        case .obligationNotPossible: .obligationNotPossible
        case .unknownEffect: .unknownEffect
        case .noAccess: .noAccess
        case .catalogUnavailable: .catalogUnavailable
        case .maskedPredicate: .maskedPredicate
        case .maskedWrite: .maskedWrite
        case .deniedColumn: .deniedColumn
        case .notMaskable: .notMaskable
        case .spliceNotVerified: .spliceNotVerified
        case .showsData: .showsData
        case .protectedDefinition: .protectedDefinition
        case .protectedColumnShown: .protectedColumnShown
        case .valuesWithheld: .valuesWithheld
        case .columnsMasked: .columnsMasked
        case .auditNotWritten: .auditNotWritten
        case .auditFolderInUse: .auditFolderInUse
        case .auditFolderUnsafe: .auditFolderUnsafe
        case .auditFolderUnusable: .auditFolderUnusable
        case .auditSegmentDamaged: .auditSegmentDamaged
        case .auditChainBroken: .auditChainBroken
        case .configurationSyntax: .configurationSyntax
        case .unknownKey: .unknownKey
        case .wrongType: .wrongType
        case .duplicateKey: .duplicateKey
        case .anchorOrTag: .anchorOrTag
        case .missingKey: .missingKey
        case .invalidValue: .invalidValue
        case .unsupportedVersion: .unsupportedVersion
        case .unreadableFile: .unreadableFile
        case .schemaStatementSkipped: .schemaStatementSkipped
        case .schemaStatementRefused: .schemaStatementRefused
        case .grammarMismatch: .grammarMismatch
        case .danglingReference: .danglingReference
        case .fileBounds: .fileBounds
        case .credentialUnreadable: .credentialUnreadable
        case .tlsFilesUnusable: .tlsFilesUnusable
        case .addressUnavailable: .addressUnavailable
        case .notServable: .notServable
        case .catalogNotLoaded: .catalogNotLoaded
        }
    }
}
