"""Plants one violation of every rule and sees that it is found, and that words in comments and strings are not."""

import tempfile
from pathlib import Path

HEAD = "// A file of the self-test.\n"
CLEAN = (
    HEAD
    + r'''
import CPgQuery
import Glibc

/* fatalError() /* try! */ as! */
/// Says `try!` and default: in words only.
struct Clean {
    let text = "fatalError() \(name(default: 1)) try! \"as!\""
    let raw = #"try! \(x) "fatalError" \#(y)"#
    let long = """
        default: preconditionFailure() "quoted" \("inner \(1)")
        """
    func look(at byte: UInt8) -> Bool {
        switch byte {
        case 0: return false
        default: return true  // lint: bytes have no cases
        }
    }
}
'''
)

# Rule, path, text. Each text breaks this one rule once.
PLANTED = [
    ("fatal-error", "Sources/CLI/A.swift", HEAD + "func f() { fatalError() }\n"),
    ("precondition-failure", "Sources/Policy/A.swift", HEAD + "func f() { preconditionFailure() }\n"),
    ("force-try", "Sources/Policy/B.swift", HEAD + "func f() { try! g() }\n"),
    ("force-try", "Sources/Policy/C.swift", HEAD + 'let x = "a \\(try! g()) b"\n'),
    ("force-cast", "Sources/Policy/D.swift", HEAD + "let x = y as! Int\n"),
    ("global-variable", "Sources/SQLAnalysis/A.swift", HEAD + "private var count = 0\n"),
    ("singleton", "Sources/SQLAnalysis/B.swift", HEAD + "struct S {\n    static let shared = S()\n}\n"),
    ("unchecked-sendable", "Sources/SQLAnalysis/C.swift", HEAD + "final class S: @unchecked Sendable {}\n"),
    ("nonisolated-unsafe", "Sources/SQLAnalysis/D.swift", HEAD + "nonisolated(unsafe) let x = 1\n"),
    ("detached-task", "Sources/CLI/B.swift", HEAD + "let x = Task.detached { }\n"),
    ("unowned-unsafe", "Sources/CLI/C.swift", HEAD + "struct S {\n    unowned(unsafe) let x: C\n}\n"),
    ("default-case", "Sources/SQLAnalysis/E.swift", HEAD + "switch x {\ncase .a: b\ndefault: c\n}\n"),
    ("default-case", "Sources/Policy/E.swift", HEAD + "switch x {\n@unknown default: c  // lint: why\n}\n"),
    ("import-direction", "Sources/SQLAnalysis/F.swift", HEAD + "import Policy\n"),
    ("import-direction", "Sources/SQLAnalysis/G.swift", HEAD + "internal import struct Foundation.Data\n"),
    ("import-direction", "Sources/PGWire/A.swift", HEAD + "import NIOCore\n"),
    ("import-direction", "Sources/Session/A.swift", HEAD + "@preconcurrency import NIOCore\n"),
    ("import-direction", "Sources/Policy/F.swift", HEAD + "import PGWire\n"),
    ("import-direction", "Sources/Unheard/A.swift", HEAD + "import Glibc\n"),
    ("first-sentence", "Sources/CLI/D.swift", "import SQLAnalysis\n"),
    ("first-sentence", "Tests/CLITests/A.swift", "// no sentence\nimport Testing\n"),
    ("file-length", "Tests/CLITests/B.swift", HEAD + "//\n" * 400),
    ("unreadable", "Sources/CLI/E.swift", HEAD + 'let x = "no end\n'),
    ("unreadable", "Sources/CLI/F.swift", HEAD + "/* no end /* */\n"),
    ("allow-list", "scripts/lint.allow", "force-try Sources/CLI/A.swift a rule that knows no exception\n"),
    ("allow-list", "scripts/lint.allow", "file-length Sources/CLI/A.swift an entry that nothing needs\n"),
    ("allow-list", "scripts/lint.allow", "file-length Sources/CLI/A.swift\n"),
]

# What `swift format lint --strict` must find with this repository's configuration.
FORMAT_PLANTED = [
    ("NeverForceUnwrap", "Sources/CLI/G.swift", HEAD + "func f(x: Int?) -> Int { x! }\n"),
    ("NeverUseForceTry", "Sources/CLI/H.swift", HEAD + "func f() { try! g() }\n"),
    ("AllPublicDeclarationsHaveDocumentation", "Sources/CLI/I.swift", HEAD + "public func f() {}\n"),
    ("Indentation", "Sources/CLI/J.swift", HEAD + "func f() {\n  g()\n}\n"),
]


def run(root, lint, format_lint):
    """Returns the lines that say what was not found or found in vain; none when all is well.

    `lint(folder)` gives (path, line, rule, message) for a folder; `format_lint(folder)` gives the text of swift format.
    """
    problems = []
    for rule, path, text in PLANTED:
        with _tree({path: text}) as folder:
            rules = [finding[2] for finding in lint(Path(folder))]
        if rules != [rule]:
            problems.append(f"{path} plants {rule}; found: {', '.join(rules) or 'nothing'}\n{text}")
    allowed = {
        "Sources/CLI/C.swift": HEAD + "final class S: @unchecked Sendable {}\n",
        "scripts/lint.allow": "# a comment\n\nunchecked-sendable Sources/CLI/C.swift guarded by its own lock\n",
        "Sources/SQLAnalysis/Clean.swift": CLEAN,
    }
    with _tree(allowed) as folder:
        problems += [f"found in vain: {finding}" for finding in lint(Path(folder))]
    planted = {path: text for _, path, text in FORMAT_PLANTED}
    with _tree({**planted, ".swift-format": (root / ".swift-format").read_text()}) as folder:
        said = format_lint(Path(folder))
    for rule, path, _ in FORMAT_PLANTED:
        if not any(path in line and f"[{rule}]" in line for line in said.splitlines()):
            problems.append(f"{path} plants {rule}, which swift format does not report")
    return problems


class _tree(tempfile.TemporaryDirectory):
    """A folder with the given files in it."""

    def __init__(self, files):
        super().__init__(prefix="sqlguard-lint-")
        for path, text in files.items():
            file = Path(self.name, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
