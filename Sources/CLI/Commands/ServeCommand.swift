// `sqlguard serve`: the proxy.

import ArgumentParser
import Logging
import Proxy

extension Logger.Level: @retroactive ExpressibleByArgument {}

/// Serves a policy.
struct ServeCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Stand between clients and the databases of a policy.",
        discussion: """
            Clients connect to the policy's listeners as they would to PostgreSQL. Every statement is judged and recorded \
            before it goes on; what may not run is answered with an error that says why.

            Signals: HUP reads the policy again, all of it or nothing; TERM and INT let sessions finish what they do and end; \
            a second one ends at once.

            Examples:
              sqlguard serve --policy /etc/sqlguard/policy.yaml
              sqlguard serve --policy policy.yaml --check

            Exit status: 0 after an orderly end, or when --check finds nothing wrong; 2 when the policy cannot be served.
            """
    )

    @Option(help: ArgumentHelp("The policy, in YAML.", valueName: "file"))
    var policy: String

    @Flag(help: "Read the policy and everything it names, say what is wrong, and open nothing.")
    var check = false

    @Option(help: ArgumentHelp("Where `sqlguard status` asks; the policy's 'admin' unless given.", valueName: "path"))
    var adminSocket: String?

    @Option(
        help: ArgumentHelp(
            "Event loops; one for every two processors, four at most, unless given.",
            valueName: "number"
        )
    )
    var eventLoops: Int?

    @Option(help: "The least that is logged: trace, debug, info, notice, warning, error or critical.")
    var logLevel: Logger.Level = .notice

    func answer(_ program: Program) -> Answer {
        let options = ServingOptions(
            policyPath: policy,
            adminSocket: adminSocket,
            loops: eventLoops,
            logLevel: logLevel,
            version: SQLGuard.version
        )
        if check { return answer(to: Server.check(options)) }
        do throws(ConfigurationProblems) {
            try Server.run(options)
            return Answer(status: .permitted)
        } catch {
            return Answer(status: .usage, errors: ServeCommand.lines(error.lines))
        }
    }

    private func answer(to check: (problems: [String], warnings: [String])) -> Answer {
        guard check.problems.isEmpty else { return Answer(status: .usage, errors: ServeCommand.lines(check.problems)) }
        return Answer(
            status: .permitted,
            output: "\(policy.visible): can be served\n",
            errors: ServeCommand.lines(check.warnings.map { "note: \($0)" })
        )
    }

    private static func lines(_ lines: [String]) -> String { lines.map { $0.visible + "\n" }.joined() }
}
