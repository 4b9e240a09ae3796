// The tree of a YAML document, with the place of every node.

/// A scalar as written.
struct YAMLScalar: Equatable, Sendable {
    let text: String
    let style: YAMLStyle
}

/// A node of the tree.
struct YAMLNode: Equatable, Sendable {
    /// What a node can be.
    indirect enum Content: Equatable, Sendable {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping([YAMLEntry])
        /// Something that has been reported already; whoever reads it says no more about it.
        case invalid
    }
    let content: Content
    let position: FilePosition
}

/// A key and its value; keys are scalars, and no two in a mapping are equal.
struct YAMLEntry: Equatable, Sendable {
    let key: YAMLScalar
    let keyPosition: FilePosition
    let value: YAMLNode
}
