// `sqlguard status`: what a running sqlguard says of itself.

import ArgumentParser
import Proxy

/// Asks a running process.
struct StatusCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Ask a running sqlguard how it is.",
        discussion: """
            Asks on the admin socket: the one that is given, or the one that the policy names under 'admin'.

            Examples:
              sqlguard status --policy /etc/sqlguard/policy.yaml
              sqlguard status --admin-socket /run/sqlguard/admin.sock --format json

            Exit status: 0 when it answers and the last reload succeeded; 1 when the last reload failed, so that an older \
            policy is in force; 2 when nobody answers.
            """
    )

    @OptionGroup var admin: AdminOptions

    func answer(_ program: Program) -> Answer {
        admin.answer { path throws(AdminProblem) in
            let (report, json) = try AdminClient.status(socket: path)
            return Answer(
                status: report.policy.problems.isEmpty ? .permitted : .notPermitted,
                output: admin.printed(json, StatusText(report: report).text)
            )
        }
    }
}
