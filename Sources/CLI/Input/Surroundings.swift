// What the process was started with, as far as it decides how output looks: read once, then passed as a value.

import Glibc

/// Where the output goes and what the environment says about it.
struct Surroundings: Sendable, Equatable {
    /// Whether colours are written.
    let colours: Bool
    /// Columns of the terminal; 100 when the output goes elsewhere.
    let width: Int

    /// Surroundings without a terminal.
    static let plain = Surroundings(colours: false, width: 100)

    /// The surroundings of this process.
    ///
    /// Colours are for terminals. NO_COLOR, when it is not empty, switches them off, TERM=dumb too; CLICOLOR_FORCE,
    /// when it is neither empty nor 0, asks for them where there is no terminal, as in the logs of CI.
    static func ofThisProcess() -> Surroundings {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        return Surroundings(
            colours: colours(
                isTerminal: isTerminal,
                noColor: variable("NO_COLOR"),
                force: variable("CLICOLOR_FORCE"),
                term: variable("TERM")
            ),
            width: isTerminal ? terminalWidth() : Surroundings.plain.width
        )
    }

    static func colours(isTerminal: Bool, noColor: String?, force: String?, term: String?) -> Bool {
        if let noColor, !noColor.isEmpty { return false }
        if let force, !force.isEmpty, force != "0" { return true }
        return isTerminal && term != "dumb"
    }

    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    private static func terminalWidth() -> Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return 80 }
        return min(Int(size.ws_col), 200)
    }
}
