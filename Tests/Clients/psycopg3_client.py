"""psycopg 3: extended protocol, prepared statements, binary results, pipeline mode with errors, COPY, two-phase names."""

import logging

import psycopg
from psycopg.rows import dict_row

logging.getLogger("psycopg").setLevel(logging.CRITICAL)  # its warnings name the port
with psycopg.connect("", autocommit=True) as c:
    for binary in (False, True):
        cur = c.cursor(binary=binary)
        cur.execute("SELECT id, name, price, tags, data, made, raw, flag FROM item WHERE id <= %s ORDER BY id", (3,))
        print(cur.fetchall())
    for n in range(8):  # prepared after the fifth
        print(c.execute("SELECT name FROM item WHERE id = %s", (n + 1,), prepare=None).fetchone())
    print(c.execute("SELECT name FROM item WHERE id = %s", (9,), prepare=True).fetchone())
    with c.transaction():
        try:
            with c.transaction():
                c.execute("INSERT INTO scratch VALUES (1, 'a')")
                c.execute("INSERT INTO scratch VALUES (1, 'b')")
        except psycopg.Error as e:
            print(e.sqlstate, e.diag.message_detail)
        c.execute("INSERT INTO scratch VALUES (2, 'c')")
        print(c.execute("SELECT * FROM scratch").fetchall())
        c.execute("DELETE FROM scratch")
    with c.pipeline():
        cursors = [c.execute("SELECT %s::int * 2", (n,)) for n in range(20)]
        print([cur.fetchone()[0] for cur in cursors])
    try:
        with c.pipeline():
            c.execute("INSERT INTO scratch VALUES (5, 'rolled back with the rest')")
            c.execute("SELECT nope")
            c.execute("SELECT 1")
    except psycopg.Error as e:
        print("pipeline", type(e).__name__, e.sqlstate)
    print(c.execute("SELECT count(*) FROM scratch").fetchone())
    c.execute("DELETE FROM scratch")
    with c.cursor().copy("COPY scratch FROM STDIN") as copy:
        for n in range(1000):
            copy.write_row((n, f"row {n}"))
    with c.cursor().copy("COPY (SELECT * FROM scratch ORDER BY id LIMIT 4) TO STDOUT") as copy:
        print(list(copy.rows()))
    try:
        with c.cursor().copy("COPY scratch FROM STDIN") as copy:
            copy.write_row((5000, "x"))
            raise KeyError("the client gives up")
    except psycopg.errors.QueryCanceled as e:
        print("given up", e.sqlstate, e.diag.message_primary)
    print(c.execute("SELECT count(*) FROM scratch").fetchone())
    c.execute("DELETE FROM scratch")
    with c.transaction():
        with c.cursor("named", row_factory=dict_row) as cur:
            cur.execute("SELECT id, name FROM item ORDER BY id")
            print(cur.fetchmany(2), sum(1 for _ in cur))
    cur = c.cursor()
    cur.executemany("INSERT INTO scratch VALUES (%s, %s) RETURNING id", [(n, str(n)) for n in range(10)], returning=True)
    ids = []
    while True:
        ids += cur.fetchall()
        if not cur.nextset():
            break
    print(ids)
    c.execute("DELETE FROM scratch")
    print(sum(len(r[0]) for r in c.cursor().stream("SELECT name FROM item")))
    print(c.info.encoding, c.info.parameter_status("DateStyle"), c.info.transaction_status.name)
    c.add_notify_handler(lambda note: print(note.channel, note.payload))
    c.execute("LISTEN here")
    c.execute("NOTIFY here, 'p'")
