// `sqlguard status`: what a running sqlguard says of itself.

import ArgumentParser
import Policy
import Proxy
import SQLAnalysis

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

    @Option(help: ArgumentHelp("The policy that names the socket.", valueName: "file"))
    var policy: String?

    @Option(help: ArgumentHelp("The socket.", valueName: "path"))
    var adminSocket: String?

    @Option(help: "How to print: human or json.")
    var format: OutputFormat = .human

    func answer(_ program: Program) -> Answer {
        do throws(SetupProblem) {
            let path = try socketPath()
            return try answer(from: path)
        } catch {
            return Answer(status: .usage, errors: error.text)
        }
    }

    private func answer(from path: String) throws(SetupProblem) -> Answer {
        do throws(AdminProblem) {
            let (report, json) = try AdminClient.status(socket: path)
            return Answer(
                status: report.policy.problems.isEmpty ? .permitted : .notPermitted,
                output: format == .json ? String(decoding: json, as: UTF8.self) + "\n" : StatusText(report: report).text
            )
        } catch {
            throw SetupProblem("sqlguard: \(error.message.visible)\n")
        }
    }

    private func socketPath() throws(SetupProblem) -> String {
        if let adminSocket { return adminSocket }
        guard let policy else {
            throw SetupProblem("sqlguard: give --admin-socket, or --policy with a file that has 'admin'\n")
        }
        guard let socket = try read(try bytes(of: policy), policy).admin?.socket else {
            throw SetupProblem("sqlguard: \(policy.visible) has no 'admin', so the process answers nowhere\n")
        }
        return socket
    }

    private func bytes(of path: String) throws(SetupProblem) -> [UInt8] {
        do throws(Refusal) {
            return try InputFile.read(path, limit: 16 << 20, tooLarge: .unreadableFile)
        } catch {
            throw SetupProblem(Answer.usage(error).errors)
        }
    }

    private func read(_ bytes: [UInt8], _ path: String) throws(SetupProblem) -> PolicyFile {
        do throws(PolicyProblems) {
            return try PolicyFile.read(bytes, file: path)
        } catch {
            throw SetupProblem(error.problems.map { $0.description.visible + "\n" }.joined())
        }
    }
}
