// `sqlguard user`: what the policy file holds of users that log in with a password.

import ArgumentParser
import Glibc
import PGWire
import SQLAnalysis

/// Users of the policy file.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Work on users of a policy file.",
        subcommands: [UserHashCommand.self]
    )
}

/// Makes a verifier of a password.
struct UserHashCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "hash",
        abstract: "Make a verifier of a password, for 'verifier' in the policy.",
        discussion: """
            Reads the password from standard input: its first line. At a terminal it is asked for twice and not shown. What is \
            printed is a SCRAM-SHA-256 verifier, as PostgreSQL stores it: the password cannot be read from it.

            Examples:
              sqlguard user hash
              sqlguard user hash < password-file
            """
    )

    @Option(help: ArgumentHelp("Rounds of hashing, 4096 to 1000000.", valueName: "number"))
    var iterations = 4096

    func answer(_ program: Program) -> Answer {
        guard SCRAMSecret.allowedIterations.contains(iterations) else {
            return .usage("--iterations is a number from 4096 to 1000000")
        }
        var password: [UInt8]
        do throws(Refusal) {
            password = isatty(STDIN_FILENO) == 1 ? try PasswordPrompt.ask() : try PasswordPrompt.firstLine()
        } catch {
            return .usage(error)
        }
        defer { password.withUnsafeMutableBytes { if let start = $0.baseAddress { explicit_bzero(start, $0.count) } } }
        guard !password.isEmpty else { return .usage("the password is empty") }
        guard !password.contains(0), String(validating: password, as: UTF8.self) != nil else {
            return .usage("the password is not text in UTF-8")
        }
        guard let salt = Cryptography.random(16),
            let secret = SCRAMSecret(password: password, salt: salt, iterations: iterations)
        else { return .usage("libcrypto gave no verifier") }
        return Answer(status: .permitted, output: secret.verifier + "\n")
    }
}

/// Asks for a password.
enum PasswordPrompt {
    /// The longest password that a client may send.
    private static let maxBytes = 1000

    /// The first line of standard input, without its end.
    static func firstLine() throws(Refusal) -> [UInt8] {
        var line: [UInt8] = []
        while true {
            var byte: UInt8 = 0
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Refusal(.unreadableFile, "cannot read standard input") }
            if count == 0 || byte == UInt8(ascii: "\n") { break }
            line.append(byte)
            guard line.count <= maxBytes else {
                throw Refusal(.unreadableFile, "the password has more than 1000 bytes")
            }
        }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line
    }

    /// Asks twice at the terminal, without showing what is typed.
    static func ask() throws(Refusal) -> [UInt8] {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else {
            throw Refusal(.unreadableFile, "the terminal cannot be kept from showing the password")
        }
        var hidden = before
        hidden.c_lflag &= ~tcflag_t(ECHO)
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 else {
            throw Refusal(.unreadableFile, "the terminal cannot be kept from showing the password")
        }
        defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
        prompt("Password: ")
        let first = try firstLine()
        prompt("\nThe same again: ")
        let second = try firstLine()
        prompt("\n")
        guard first == second else { throw Refusal(.unreadableFile, "the two passwords differ") }
        return first
    }

    private static func prompt(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
