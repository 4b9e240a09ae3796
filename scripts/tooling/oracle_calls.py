"""Every function of pg_catalog that can be given arguments here is called: what is said to be a read must change nothing."""

# An expression or two for each type of argument.
VALUES = {
    "int4": ["1", "0"], "int8": ["1"], "int2": ["1::int2"], "oid": ["'t'::regclass::oid", "1259::oid"],
    "text": ["'t'", "'a'"], "name": ["'postgres'", "'t'"], "regclass": ["'t'::regclass", "'s'::regclass"],
    "bool": ["true"], "float8": ["1.0"], "numeric": ["1"], "json": ["'{\"a\": 1}'"], "jsonb": ["'{\"a\": 1}'"],
    "bytea": ["'\\x01'"], "timestamptz": ["now()"], "timestamp": ["now()::timestamp"], "date": ["current_date"],
    "interval": ["'1 day'"], "_text": ["ARRAY['a']"], "anyelement": ["1"], "anyarray": ["ARRAY[1]"], "any": ["1"],
    "record": ["ROW(1)"], "xid": ["'1'"], "xid8": ["'1'"], "pg_lsn": ["'0/1'"], "regtype": ["'int4'::regtype"],
    "regprocedure": ["'abs(int4)'::regprocedure"], "regproc": ["'pi'::regproc"], "char": ["'r'"], "xml": ["'<a/>'"],
    "tsvector": ["'a'"], "tsquery": ["'a'"], "regconfig": ["'english'"], "inet": ["'10.0.0.1'"],
    "anycompatible": ["1"], "anynonarray": ["1"], "_int4": ["ARRAY[1]"], "tid": ["'(0,1)'"], "refcursor": ["'c'"],
    "_oid": ["ARRAY[1259::oid]"], "jsonpath": ["'$.a'"], "pg_snapshot": ["'1:1:'"], "regdictionary": ["'simple'"],
    "regrole": ["'postgres'"], "regnamespace": ["'public'"],
}  # fmt: skip
# They end this session or the server.
NOT_CALLED = {
    "pg_cancel_backend", "pg_promote", "pg_reload_conf", "pg_rotate_logfile", "pg_rotate_logfile_old",
    "pg_terminate_backend",
}  # fmt: skip
FUNCTIONS = """
SELECT proname, pronargdefaults, coalesce((SELECT string_agg(typname, ' ' ORDER BY place)
    FROM unnest(proargtypes::oid[]) WITH ORDINALITY argument(oid, place) JOIN pg_type USING (oid)), '')
FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f' ORDER BY 1, 3
"""
# Everything that a call could change and that can be seen from here: a transaction with a number writes.
STATE = """
SELECT coalesce(pg_current_xact_id_if_assigned()::text, 'none'),
    (SELECT md5(string_agg(name || setting, ',' ORDER BY name)) FROM pg_settings WHERE name <> 'seed'),
    (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'), (SELECT count(*) FROM pg_listening_channels()),
    (SELECT count(*) FROM pg_replication_slots), (SELECT count(*) FROM pg_replication_origin),
    (SELECT last_value FROM s), (SELECT count(*) FROM pg_prepared_statements), (SELECT count(*) FROM pg_cursors),
    current_user, (SELECT count(*) FROM pg_largeobject_metadata)
"""


def calls(functions):
    """Calls of the functions, and of those with one argument also as a field of it."""
    made = []
    for line in functions:
        name, defaults, types = line.split("\t")
        types = types.split()
        if name in NOT_CALLED or any(kind not in VALUES for kind in types):
            continue
        for turn in range(2):
            values = [VALUES[kind][turn % len(VALUES[kind])] for kind in types]
            if turn and int(defaults):
                values = values[: -int(defaults)]
            made.append(f'SELECT pg_catalog."{name}"({", ".join(values)})')
            if len(values) == 1:
                made.append(f'SELECT ({values[0]})."{name}"')
    return list(dict.fromkeys(made))


def ask(oracle, _seed, _times):
    """Counts, and calls that change something and are said to be reads."""
    oracle.database("calls")
    setup = ["CREATE TABLE t (a int)", "INSERT INTO t VALUES (1)", "CREATE SEQUENCE s", "SELECT nextval('s')", FUNCTIONS]
    made = calls(oracle.psql(setup, "calls")[-1].lines)
    steps = []
    for call in made:
        steps += [f"BEGIN; {STATE}", call, STATE, f"ROLLBACK; {STATE}"]
    answers = oracle.psql(steps, "calls")
    said = oracle.explain(made)
    counts = {"calls": 0, "of them change something": 0}
    findings = []
    for place, call in enumerate(made):
        before, itself, during, after = answers[place * 4 : place * 4 + 4]
        if itself.error:
            continue
        counts["calls"] += 1
        if before.lines == during.lines == after.lines:
            continue
        counts["of them change something"] += 1
        if said[place]["class"] == "read":
            findings.append(f"changes something and is called a read: {call}")
    return counts, findings
