// The options that `explain` and `check` share, and the files behind them.

import ArgumentParser
import Policy
import SQLAnalysis

extension Principal.Kind: ExpressibleByArgument {}

/// How a command prints.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case human, json
}

/// What a text is judged under.
struct JudgingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Schema of the database: what `pg_dump --schema-only` prints, or a file of `sqlguard catalog`.",
            valueName: "file"
        )
    )
    var schema: String?

    @Option(help: ArgumentHelp("Policy in YAML. Without it the built-in default policy decides.", valueName: "file"))
    var policy: String?

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("Who asks. A user of the policy file brings its groups and kind.", valueName: "user")
    )
    var user: String?

    @Option(help: ArgumentHelp("Groups of the user, separated by commas.", valueName: "names"))
    var groups: String?

    @Option(help: ArgumentHelp("What the user is: person, service or agent.", valueName: "kind"))
    var kind: Principal.Kind?

    @Option(help: ArgumentHelp("Database, by its name in the policy, that the user has to reach.", valueName: "name"))
    var database: String?

    @Flag(help: "Ask the server of --database for its schema, with the role and the credential of the policy.")
    var online = false

    @Option(help: "How to print: human or json.")
    var format: OutputFormat = .human

    /// Policies and schemas are bounded so that a wrong path does not fill the memory.
    private static let maxPolicyBytes = 4 << 20

    init() {}

    /// The options that these arguments alone stand for. Throws what the parser of options says of them.
    init(arguments: [String]) throws { self = try JudgingOptions.parse(arguments) }

    /// Reads the files. Throws what is to be printed when one of them is not right.
    func setup() throws(SetupProblem) -> Setup {
        let policy = if let path = self.policy { try JudgingOptions.readPolicy(path) } else { DefaultPolicy.policy }
        let principal = try namePrincipal(policy)
        do throws(Refusal) {
            let reader = try StatementReader(limits: .standard)
            return Setup(
                reader: reader,
                schema: try readSchema(reader, policy),
                policy: policy,
                policyPath: self.policy,
                principal: principal,
                target: database.map(Target.database) ?? .unspecified
            )
        } catch {
            throw SetupProblem(Answer.usage(error).errors)
        }
    }

    /// Reads a policy file; the problem lists everything that is wrong with it.
    static func readPolicy(_ path: String) throws(SetupProblem) -> PolicyFile {
        let bytes = try policyBytes(path)
        do throws(PolicyProblems) {
            return try PolicyFile.read(bytes, file: path)
        } catch {
            throw SetupProblem(error.problems.map { $0.description.visible + "\n" }.joined())
        }
    }

    private static func policyBytes(_ path: String) throws(SetupProblem) -> [UInt8] {
        do throws(Refusal) {
            return try InputFile.read(path, limit: JudgingOptions.maxPolicyBytes, tooLarge: .unreadableFile)
        } catch {
            throw SetupProblem(Answer.usage(error).errors)
        }
    }

    private func readSchema(_ reader: StatementReader, _ policy: PolicyFile) throws(Refusal) -> Schema? {
        if online {
            guard let database, schema == nil else {
                throw Refusal(.invalidValue, "--online goes with --database and without --schema")
            }
            return try Schema.ask(database, of: policy, reader)
        }
        guard let path = schema else { return nil }
        return try Schema.read(path, reader)
    }

    private func namePrincipal(_ policy: PolicyFile) throws(SetupProblem) -> Principal {
        let names = groups.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed) }
        guard names?.contains("") != true, user != "" else {
            throw SetupProblem("sqlguard: a name in --as or --groups is empty\n")
        }
        let known = user.flatMap { policy.principal(user: $0) }
        return Principal(
            user: user ?? "nobody",
            groups: names ?? known?.groups ?? [],
            kind: kind ?? known?.kind ?? .person
        )
    }
}

/// Why nothing can be judged, as it is printed to standard error.
struct SetupProblem: Error, Equatable {
    let text: String
    init(_ text: String) { self.text = text }
}

extension StringProtocol {
    /// Without the spaces around it.
    fileprivate var trimmed: String { String(drop { $0 == " " }).trimmingEnd }
}
