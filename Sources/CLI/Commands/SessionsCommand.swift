// `sqlguard sessions`: who is connected to a running sqlguard, and how a session is ended.

import ArgumentParser
import Proxy

/// Groups the commands about sessions.
struct SessionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions",
        abstract: "List the sessions of a running sqlguard, or end one.",
        discussion: """
            Asks on the admin socket: the one that is given, or the one that the policy names under 'admin'.

            Examples:
              sqlguard sessions list --policy /etc/sqlguard/policy.yaml
              sqlguard sessions kill 4c1f0a9e77b2-17 --policy /etc/sqlguard/policy.yaml
            """,
        subcommands: [SessionsListCommand.self, SessionsKillCommand.self]
    )
}

/// Lists sessions.
struct SessionsListCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the sessions.",
        discussion: """
            The oldest first. 'request' is the number of the request that the server is at, as in the records. What clients \
            say of themselves stands in quotes, with control characters escaped.

            Exit status: 0 when it answers; 2 when nobody answers.
            """
    )

    @OptionGroup var admin: AdminOptions

    func answer(_ program: Program) -> Answer {
        admin.answer { path throws(AdminProblem) in
            let (list, json) = try AdminClient.sessions(socket: path)
            return Answer(status: .permitted, output: admin.printed(json, SessionsText(list: list).text))
        }
    }
}

/// Ends a session.
struct SessionsKillCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "kill",
        abstract: "End a session.",
        discussion: """
            What is under way is cancelled, the client hears 57P01, and the record of its logout has the reason 'kill'.

            Exit status: 0 when there was such a session; 1 when there was none; 2 when nobody answers.
            """
    )

    @Argument(help: ArgumentHelp("The session, as 'list' names it.", valueName: "session"))
    var session: String

    @OptionGroup var admin: AdminOptions

    func answer(_ program: Program) -> Answer {
        admin.answer { path throws(AdminProblem) in
            let (end, json) = try AdminClient.kill(session, socket: path)
            let words = end.ended ? "was ended" : "is none that is connected"
            return Answer(
                status: end.ended ? .permitted : .notPermitted,
                output: admin.printed(json, "\(LogText.shown(session)) \(words)\n")
            )
        }
    }
}
