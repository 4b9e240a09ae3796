// The program's own arguments; libFuzzer passes over what begins with two dashes.

/// How inputs are changed.
enum MutatorKind: String {
    /// As libFuzzer does it, byte by byte, with the dictionary.
    case bytes
    /// Token by token.
    case tokens
    /// Either, by turns.
    case both
}

/// The arguments.
struct Options {
    private(set) var printsDictionary = false
    private(set) var schema = ""
    private(set) var tallies: String?
    private(set) var mutator = MutatorKind.both
    /// Whether a promise that is not kept is only told, with the input, and the next input taken.
    private(set) var keepsGoing = false
    /// When to stop, in seconds of the process's processor time; nil when libFuzzer decides.
    private(set) var processorSeconds: Int?

    init(_ arguments: [String]) {
        for argument in arguments.dropFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            switch (parts.first, parts.count) {
            case ("--dictionary", 1): printsDictionary = true
            case ("--keep-going", 1): keepsGoing = true
            case ("--schema", 2): schema = parts[1]
            case ("--tallies", 2): tallies = parts[1]
            case ("--mutator", 2): mutator = MutatorKind(rawValue: parts[1]) ?? .both
            case ("--processor-seconds", 2): processorSeconds = Int(parts[1])
            default: break
            }
        }
    }
}
