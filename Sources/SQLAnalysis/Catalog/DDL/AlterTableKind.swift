// The commands of ALTER TABLE that a parsed statement can have.

/// AlterTableType of the grammar, without what only later phases of the server use.
enum AlterTableKind: String, GrammarConstant {
    case addColumn = "AT_AddColumn"
    case addColumnToView = "AT_AddColumnToView"
    case columnDefault = "AT_ColumnDefault"
    case dropNotNull = "AT_DropNotNull"
    case setNotNull = "AT_SetNotNull"
    case dropExpression = "AT_DropExpression"
    case setStatistics = "AT_SetStatistics"
    case setOptions = "AT_SetOptions"
    case resetOptions = "AT_ResetOptions"
    case setStorage = "AT_SetStorage"
    case setCompression = "AT_SetCompression"
    case dropColumn = "AT_DropColumn"
    case addConstraint = "AT_AddConstraint"
    case alterConstraint = "AT_AlterConstraint"
    case validateConstraint = "AT_ValidateConstraint"
    case dropConstraint = "AT_DropConstraint"
    case alterColumnType = "AT_AlterColumnType"
    case columnGenericOptions = "AT_AlterColumnGenericOptions"
    case changeOwner = "AT_ChangeOwner"
    case clusterOn = "AT_ClusterOn"
    case dropCluster = "AT_DropCluster"
    case setLogged = "AT_SetLogged"
    case setUnlogged = "AT_SetUnLogged"
    case dropOids = "AT_DropOids"
    case setAccessMethod = "AT_SetAccessMethod"
    case setTableSpace = "AT_SetTableSpace"
    case setRelationOptions = "AT_SetRelOptions"
    case resetRelationOptions = "AT_ResetRelOptions"
    case enableTrigger = "AT_EnableTrig"
    case enableTriggerAlways = "AT_EnableAlwaysTrig"
    case enableTriggerReplica = "AT_EnableReplicaTrig"
    case disableTrigger = "AT_DisableTrig"
    case enableTriggersAll = "AT_EnableTrigAll"
    case disableTriggersAll = "AT_DisableTrigAll"
    case enableTriggersUser = "AT_EnableTrigUser"
    case disableTriggersUser = "AT_DisableTrigUser"
    case enableRule = "AT_EnableRule"
    case enableRuleAlways = "AT_EnableAlwaysRule"
    case enableRuleReplica = "AT_EnableReplicaRule"
    case disableRule = "AT_DisableRule"
    case addInherit = "AT_AddInherit"
    case dropInherit = "AT_DropInherit"
    case addOf = "AT_AddOf"
    case dropOf = "AT_DropOf"
    case replicaIdentity = "AT_ReplicaIdentity"
    case enableRowSecurity = "AT_EnableRowSecurity"
    case disableRowSecurity = "AT_DisableRowSecurity"
    case forceRowSecurity = "AT_ForceRowSecurity"
    case noForceRowSecurity = "AT_NoForceRowSecurity"
    case genericOptions = "AT_GenericOptions"
    case attachPartition = "AT_AttachPartition"
    case detachPartition = "AT_DetachPartition"
    case detachPartitionFinalize = "AT_DetachPartitionFinalize"
    case addIdentity = "AT_AddIdentity"
    case setIdentity = "AT_SetIdentity"
    case dropIdentity = "AT_DropIdentity"
    static let table = ConstantTable<AlterTableKind>("AlterTableType")

    /// The command as the report names it: the grammar's constant in words.
    var clause: String {
        var words = ""
        for scalar in rawValue.unicodeScalars.dropFirst(3) {
            if scalar.properties.isUppercase && !words.isEmpty { words += " " }
            words.unicodeScalars.append(scalar)
        }
        return words.uppercased()
    }
}

/// RESTRICT, which is also what is meant when nothing is said, and CASCADE.
enum DropBehaviour: String, GrammarConstant {
    case restrict = "DROP_RESTRICT"
    case cascade = "DROP_CASCADE"
    static let table = ConstantTable<DropBehaviour>("DropBehavior")
}
