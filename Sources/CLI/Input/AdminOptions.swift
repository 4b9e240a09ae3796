// Where a running sqlguard is asked.

import ArgumentParser
import Policy
import Proxy
import SQLAnalysis

/// The admin socket: given, or named by a policy.
struct AdminOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The policy that names the socket.", valueName: "file"))
    var policy: String?

    @Option(help: ArgumentHelp("The socket.", valueName: "path"))
    var adminSocket: String?

    @Option(help: "How to print: human or json.")
    var format: OutputFormat = .human

    /// What was answered, as it is to be printed.
    func printed(_ json: [UInt8], _ text: @autoclosure () -> String) -> String {
        format == .json ? String(decoding: json, as: UTF8.self) + "\n" : text()
    }

    /// The socket's path.
    func socketPath() throws(SetupProblem) -> String {
        if let adminSocket { return adminSocket }
        guard let policy else {
            throw SetupProblem("sqlguard: give --admin-socket, or --policy with a file that has 'admin'\n")
        }
        guard let socket = try read(try bytes(of: policy), policy).admin?.socket else {
            throw SetupProblem("sqlguard: \(policy.visible) has no 'admin', so the process answers nowhere\n")
        }
        return socket
    }

    /// What comes of asking on the socket.
    func answer(_ ask: (String) throws(AdminProblem) -> Answer) -> Answer {
        do throws(SetupProblem) {
            let path = try socketPath()
            do throws(AdminProblem) {
                return try ask(path)
            } catch {
                return Answer(status: .usage, errors: "sqlguard: \(error.message.visible)\n")
            }
        } catch {
            return Answer(status: .usage, errors: error.text)
        }
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
