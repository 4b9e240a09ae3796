"""The two that are compared: sqlguard, and a server that psql talks to. Many statements go to each in one process."""

import json
import os
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

MARK = "@@oracle@@"
# So many statements sqlguard gets in one text.
BATCH = 1000


class OracleError(Exception):
    """sqlguard or psql gave no answer that can be read."""


@dataclass
class Answer:
    """What the server said to one step."""

    error: str = ""  # empty when there was none
    lines: list = field(default_factory=list)  # the rows, columns separated by tabs
    count: int = 0  # rows that the last statement returned or changed


class Oracle:
    """Runs sqlguard and psql."""

    def __init__(self, program, cluster):
        self.program = program
        self.environment = {**os.environ, **cluster.environment, "PGOPTIONS": "-c statement_timeout=1s"}

    def database(self, name):
        """Makes an empty database, in the place of one that may be there."""
        # A busy machine takes long for this, however little there is to do.
        steps = ["SET statement_timeout = 0", f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" TEMPLATE template0']
        for answer in self.psql(steps, "postgres"):
            if answer.error:
                raise OracleError(answer.error)

    def psql(self, steps, database):
        """Sends steps in one session; each is some SQL, of which the last statement's outcome counts. Their answers."""
        parts = ["\\set VERBOSITY terse\n\\set LAST_ERROR_MESSAGE ''\n"]
        for step in steps:
            parts.append(f"{step};\n\\echo {MARK} :ERROR :ROW_COUNT :LAST_ERROR_MESSAGE\n\\set LAST_ERROR_MESSAGE ''\n")
        command = ["psql", "-X", "-A", "-t", "-q", "-F", "\t", "-d", database, "-f", "-"]
        result = subprocess.run(
            command, input="".join(parts).encode(), capture_output=True, env=self.environment, check=False
        )
        answers = [Answer()]
        for line in result.stdout.decode().split("\n"):
            if not line.startswith(MARK):
                if line:
                    answers[-1].lines.append(line)
                continue
            failed, count, *message = line.removeprefix(MARK).split(maxsplit=2)
            answers[-1].count = int(count)
            if failed == "true":
                answers[-1].error = " ".join(message) or "error"
            answers.append(Answer())
        answers.pop()
        if len(answers) != len(steps):
            said = result.stderr.decode()[-2000:]
            raise OracleError(f"psql ended after {len(answers)} of {len(steps)} steps:\n{said}")
        return answers

    def dump(self, database):
        """The definitions of a database as pg_dump prints them."""
        command = ["pg_dump", "--schema-only", database]
        result = subprocess.run(command, capture_output=True, env=self.environment, check=False)
        if result.returncode != 0:
            raise OracleError(result.stderr.decode())
        return result.stdout.decode()

    def explain(self, statements, schema=None):
        """What sqlguard says of each statement, as in its JSON. They must not change what names mean."""
        said = []
        with tempfile.TemporaryDirectory() as folder:
            arguments = [self.program, "explain", "--format", "json", "-f", "-"]
            if schema is not None:
                path = Path(folder) / "schema.sql"
                path.write_text(schema)
                arguments += ["--schema", path]
            for start in range(0, len(statements), BATCH):
                part = statements[start : start + BATCH]
                result = subprocess.run(arguments, input=";\n".join(part).encode(), capture_output=True, check=False)
                try:
                    answer = json.loads(result.stdout)
                except ValueError as problem:
                    raise OracleError(f"sqlguard: {problem}: {result.stderr.decode()[:500]}") from problem
                if len(answer["statements"]) != len(part):
                    seen = f"{len(answer['statements'])} statements, not {len(part)}"
                    raise OracleError(f"sqlguard sees {seen}: {answer['code']} {answer['message']}")
                said += answer["statements"]
        return said
