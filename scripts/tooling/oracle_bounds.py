"""Tables with keys, foreign keys, rules and views are made up, and writes of them. Whatever rows the server changes must be
in a table that sqlguard names, and no more of them than it says."""

from oracle_maker import SHORT, Maker, Table

TABLES = """
SELECT n.nspname, c.relname, c.relkind, c.oid, coalesce((SELECT string_agg(inhparent::text, ' ') FROM pg_inherits
    WHERE inhrelid = c.oid), ''), (SELECT string_agg(attname || '=' || format_type(atttypid, atttypmod) ||
    CASE WHEN collname = 'ci' THEN ' COLLATE ci' ELSE '' END, ';' ORDER BY attnum) FROM pg_attribute
    LEFT JOIN pg_collation ON pg_collation.oid = attcollation WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped)
FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
WHERE relkind IN ('r', 'p', 'v') AND nspname IN ('public', 'b2') ORDER BY c.oid
"""
CHANGES = "SELECT schemaname, relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables"
PLANS = ["hashjoin", "mergejoin", "nestloop", "material", "hashagg", "sort", "indexscan", "seqscan"]
KINDS = ("insert", "update", "delete")


def tables_of(lines):
    """The tables that the server has, by number, with the numbers of those that they inherit from."""
    tables = {}
    for line in lines:
        schema, name, kind, oid, parents, columns = line.split("\t")
        pairs = [part.split("=", 1) for part in columns.split(";") if part]
        if pairs:
            pairs = [(column, SHORT.get(of, of)) for column, of in pairs]
            tables[oid] = Table(schema, name, pairs, kind, parents.split())
    return tables


def changes_of(answer):
    """Rows inserted, updated and deleted so far, by table."""
    found = {}
    for line in answer.lines:
        if line.count("\t") == 4:
            schema, name, *numbers = line.split("\t")
            found[schema, name] = [int(number) for number in numbers]
    return found


def with_parents(table, tables):
    """The names of a table and of all that it inherits from."""
    found = {table}
    for _ in tables:
        for other in tables.values():
            if (other.schema, other.name) in found:
                found |= {(tables[parent].schema, tables[parent].name) for parent in other.parents if parent in tables}
    return found


def judge(statement, said, before, after, tables):
    """What is wrong with what was said of a statement, by the rows that had changed before and after it."""
    writes = [effect for effect in said["effects"] if effect["class"] in (*KINDS, "merge") and effect["object"]]

    def rows(table, kind):
        return [
            effect["rows"] for effect in writes
            if (effect["object"]["schema"], effect["object"]["name"]) == table and effect["class"] == kind
        ]  # fmt: skip

    findings = []
    for table, counts in after.items():
        changed = [now - then for now, then in zip(counts, before.get(table, [0, 0, 0]), strict=True)]
        for kind, count in zip(KINDS, changed, strict=True):
            if count <= 0:
                continue
            bounds = rows(table, kind)
            if not bounds:
                # A row that moves to another partition is an update, and an insert into a partition names the parent.
                if not any(rows(parent, known) for parent in with_parents(table, tables) for known in ("update", "insert")):
                    findings.append(f"{kind} of {count} rows of {'.'.join(table)} is not said: {statement}")
            elif all(bound["bound"] == "at-most" for bound in bounds) and count > sum(bound["count"] for bound in bounds):
                findings.append(f"{kind} of {count} rows of {'.'.join(table)}, said to be {bounds}: {statement}")
        merged = rows(table, "merge")
        if merged and merged[0]["bound"] == "at-most" and sum(changed) > merged[0]["count"]:
            findings.append(f"MERGE of {sum(changed)} rows of {'.'.join(table)}, said to be {merged}: {statement}")
    return findings


def turn(oracle, seed, which, counts):
    """One schema and 400 statements; what is wrong with what was said of them."""
    maker = Maker(seed)
    oracle.database("bounds")
    made = maker.definitions()
    answers = oracle.psql([*made, TABLES], "bounds")
    schema = ";\n".join(one for one, answer in zip(made, answers, strict=False) if not answer.error)
    if which % 2:
        schema = oracle.dump("bounds")
    tables = tables_of(answers[-1].lines)
    maker.tables = list(tables.values())
    rows = [maker.row(table) for table in maker.tables if table.kind != "v" for _ in range(20)]
    oracle.psql(rows, "bounds")
    statements = [maker.statement() for _ in range(400)]
    steps = []
    for statement in statements:
        off = maker.random.sample(PLANS, maker.random.randint(0, 5))
        plans = "".join(f"SET LOCAL enable_{plan} = off; " for plan in off)
        steps += [f"BEGIN; {plans}{CHANGES}", statement, CHANGES, "ROLLBACK"]
    answers = oracle.psql(steps, "bounds")
    ran = [place for place in range(len(statements)) if not answers[place * 4 + 1].error]
    findings = []
    for place, said in zip(ran, oracle.explain([statements[place] for place in ran], schema), strict=True):
        counts["statements"] += 1
        counts["bounded"] += any(e["rows"] and e["rows"]["bound"] == "at-most" for e in said["effects"])
        if said["refusal"]:
            continue
        before, after = changes_of(answers[place * 4]), changes_of(answers[place * 4 + 2])
        findings += [f"[{seed}] {one}" for one in judge(statements[place], said, before, after, tables)]
    return findings


def ask(oracle, seed, times):
    """Counts, and statements that change other rows, or more of them, than they are said to."""
    counts = {"statements": 0, "bounded": 0}
    findings = []
    for which in range(12 * times):
        findings += turn(oracle, seed * 1000 + which, which, counts)
    return counts, findings
