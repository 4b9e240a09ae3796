"""psycopg2: parameters, server-side cursors, COPY, errors, notices, notifications, cancel, autocommit, isolation, large objects."""

import io
import select
import threading

import psycopg2
import psycopg2.extensions
import psycopg2.extras

c = psycopg2.connect("")
cur = c.cursor()
cur.execute("SELECT * FROM item WHERE id = ANY(%s) ORDER BY id", ([1, 2, 3],))
for row in cur.fetchall():
    print([bytes(v) if isinstance(v, memoryview) else v for v in row])
print([(d.name, d.type_code, d.internal_size, d.precision) for d in cur.description])
named = c.cursor("cursor with spaces", scrollable=True)
named.itersize = 7
named.execute("SELECT id FROM item ORDER BY id")
print(sum(r[0] for r in named))
named.scroll(0, mode="absolute")
print(named.fetchmany(3))
named.close()
out = io.StringIO()
cur.copy_expert("COPY (SELECT id, name FROM item ORDER BY id LIMIT 3) TO STDOUT WITH CSV HEADER", out)
print(out.getvalue())
cur.copy_from(io.StringIO("1\tone\n2\ttwo\n"), "scratch")
cur.execute("SELECT * FROM scratch ORDER BY id")
print(cur.fetchall())
try:
    cur.copy_expert("COPY scratch FROM STDIN", io.StringIO("1\tdouble\n"))
except psycopg2.Error as e:
    print(type(e).__name__, e.pgcode, e.diag.message_primary, e.diag.constraint_name, e.diag.table_name, e.diag.context)
try:
    cur.execute("SELECT 1")
except psycopg2.Error as e:
    print(type(e).__name__, e.pgcode)
c.rollback()
try:
    cur.execute("SELECT 'ü', nope")
except psycopg2.Error as e:
    print(e.pgcode, e.diag.statement_position, e.diag.message_primary)
c.rollback()
cur.execute("DO $$BEGIN RAISE NOTICE 'seen'; END$$")
print(c.notices[-1:])
large = c.lobject(0, "wb")
print(large.write(b"\x00bytes\xff" * 30_000), large.tell())
large.close()
again = c.lobject(large.oid, "rwb")
print(again.seek(-7, 2), again.read(), again.seek(3), again.read(5))
again.truncate(9)
print(again.seek(0, 2))
again.close()
again.unlink()
try:
    c.lobject(large.oid, "rb")
except psycopg2.Error as e:
    print(type(e).__name__, str(e).replace(str(large.oid), "OID"))
c.rollback()
psycopg2.extras.execute_values(cur, "INSERT INTO scratch VALUES %s", [(i, str(i)) for i in range(200)])
cur.execute("SELECT count(*), sum(id) FROM scratch")
print(cur.fetchone())
c.rollback()
c.autocommit = True
cur.execute("LISTEN here")
cur.execute("NOTIFY here, 'payload'")
c.poll()
print([(n.channel, n.payload) for n in c.notifies])
c.autocommit = False
c.set_session(isolation_level="SERIALIZABLE", readonly=True)
try:
    cur.execute("INSERT INTO scratch VALUES (1, 'x')")
except psycopg2.Error as e:
    print(e.pgcode)
c.rollback()
timer = threading.Timer(0.3, c.cancel)
timer.start()
try:
    cur.execute("SELECT pg_sleep(30)")
except psycopg2.Error as e:
    print(type(e).__name__, e.pgcode)
timer.join()
c.rollback()
print(c.encoding, c.get_parameter_status("standard_conforming_strings"), c.get_parameter_status("is_superuser"), c.server_version)
c.close()
