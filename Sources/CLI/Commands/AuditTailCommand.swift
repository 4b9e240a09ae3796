// `sqlguard audit tail`: the newest records, and those that come.

import ArgumentParser
import Audit
import Glibc

/// Prints records of all writers.
struct AuditTailCommand: AnsweringCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Print the newest records, for people or as they are.",
        discussion: """
            Records of several writers are put in the order of their times. A line is: time, writer and number, session, what \
            happened. Long texts are cut there; --format json prints the lines of the files as they are.

            Examples:
              sqlguard audit tail /var/lib/sqlguard/audit
              sqlguard audit tail -n 100 --format json /var/lib/sqlguard/audit | jq .statement
              sqlguard audit tail -f /var/lib/sqlguard/audit

            Exit status: 0 printed; 2 wrong usage, or a folder that cannot be read.
            """
    )

    @Argument(help: "The folder of the records.")
    var folder: String

    @Option(name: [.customShort("n"), .long], help: ArgumentHelp("How many records.", valueName: "number"))
    var lines = 10

    @Flag(name: .shortAndLong, help: "Go on with the records that come, until interrupted.")
    var follow = false

    @Option(help: "How to print: human or json.")
    var format: OutputFormat = .human

    /// How long a record may be there before it is printed.
    private static let pauseMicroseconds: UInt32 = 200_000

    func validate() throws {
        guard (0...1_000_000).contains(lines) else { throw ValidationError("-n takes a number from 0 to 1000000") }
    }

    func answer(_ program: Program) -> Answer {
        let style = Style(colours: program.surroundings.colours)
        do throws(AuditFailure) {
            var tail = try AuditTail(folder: folder)
            let first = text(try tail.last(lines), style)
            guard follow else { return Answer(status: .permitted, output: first) }
            // A reader that has gone away ends this as it ends any other output.
            var isRead = OutputFile.write(first, to: STDOUT_FILENO)
            while isRead {
                usleep(AuditTailCommand.pauseMicroseconds)
                isRead = OutputFile.write(text(try tail.more(), style), to: STDOUT_FILENO)
            }
            return Answer(status: errno == EPIPE ? .permitted : .usage)
        } catch {
            return .usage(error)
        }
    }

    private func text(_ lines: [TailLine], _ style: Style) -> String {
        lines.map { line in
            switch format {
            case .json: String(decoding: line.bytes, as: UTF8.self) + "\n"
            case .human: AuditTailCommand.text(line, style) + "\n"
            }
        }.joined()
    }

    /// One record on one line, with nothing in it that a terminal would obey.
    static func text(_ line: TailLine, _ style: Style) -> String {
        guard let record = RecordText(line) else {
            return style("no record: ", .bad) + String(decoding: line.bytes.prefix(200), as: UTF8.self).visible
        }
        let tone: Style.Tone =
            switch record.tone {
            case .good: .good
            case .bad: .bad
            case .plain: .strong
            }
        let start = [record.time, record.number, record.session].filter { !$0.isEmpty }.joined(separator: " ").visible
        return "\(style(start, .quiet)) \(style(record.word.visible, tone)) \(record.text.visible)"
    }
}
