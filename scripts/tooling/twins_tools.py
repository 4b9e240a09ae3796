"""psql and pg_dump through sqlguard where columns are masked: what describes the database is as directly, what dumps it is masked."""

import os
import subprocess

from twins_values import VALUES

COMMANDS = [
    r"\d", r"\d users", r"\d+ users", r"\d v_users", r"\d mv_users", r"\d ev", r"\dt+", r"\dv+", r"\dm+", r"\ds", r"\df+", r"\da",
    r"\di+", r"\dT+", r"\dD+", r"\dC", r"\dn+", r"\du", r"\dg", r"\dp", r"\ddp", r"\dE", r"\dL", r"\dO", r"\do", r"\dx", r"\dy", r"\des",
    r"\deu", r"\det", r"\dew", r"\dF", r"\dFd", r"\dP+", r"\dRp", r"\dRs", r"\dX", r"\dd", r"\db", r"\l", r"\sf f_ssn", r"\sv v_users",
]  # fmt: skip
# What subscriptions connect with is a secret that pg_dump reads as a superuser.
DUMP = ["pg_dump", "--no-subscriptions"]
# Protected values that are long enough not to stand in a dump by chance.
PROTECTED = sorted({str(value) for kind in VALUES["A"].values() for value in kind if len(str(value or "")) >= 5})


def connection(user, host, port=None, password=None):
    """The environment in which libpq's programs find a server."""
    found = {"PGUSER": user, "PGHOST": str(host), "PGDATABASE": "twins", "PGSSLMODE": "prefer"}
    if port:
        found["PGPORT"] = str(port)
    if password:
        found["PGPASSWORD"] = password
    return {**os.environ, **found}


def output(command, environment):
    """What a program prints, and what it complains of."""
    result = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    return result.stdout, result.stderr


def dump(command, environment):
    """The same of pg_dump, without the key that is another one in each dump since 15.14."""
    text, complaint = output(command, environment)
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(("\\restrict ", "\\unrestrict "))), complaint


def differences(through, direct):
    """What is wrong, in pairs of a command and words."""
    for command in COMMANDS:
        asked = ["psql", "-XAt", "-c", command]
        if (got := output(asked, through)) != (wanted := output(asked, direct)):
            yield command, f"{got[1] or got[0]!r} instead of {wanted[1] or wanted[0]!r}"
    (got, complaint), (definitions, _) = (dump([*DUMP, "--schema-only"], to) for to in (through, direct))
    if got != definitions:
        yield "pg_dump --schema-only", complaint or f"{len(got)} characters that are not the {len(definitions)} of a direct one"
    # The labels of an enum are no secret.
    protected = [value for value in PROTECTED if value not in definitions]
    got, complaint = dump(DUMP, through)
    if complaint or "COPY public.users" not in got:
        yield "pg_dump", complaint or "no rows of users"
    for value in protected:
        if value in got:
            yield "pg_dump", f"holds {value}"
    clear, _ = dump(DUMP, direct)
    if sum(value in clear for value in protected) < len(PROTECTED) // 2:
        yield "pg_dump", "a direct one does not hold the protected values, so the search proves nothing"
