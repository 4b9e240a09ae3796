// What a corpus case can ask for.

/// All commands of the corpus.
enum CorpusCommands {
    static let all: [any CorpusCommand] = [
        LexCommand(), SplitCommand(), ClassifyCommand(), BoundCommand(), RefuseCommand(), DecideCommand(),
        ExplainCorpusCommand(), CheckCorpusCommand(), CatalogCorpusCommand(), MaskCommand(), SpliceCommand(),
    ]
}
