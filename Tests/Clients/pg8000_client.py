"""pg8000: a driver that shares no code with libpq."""

import io
import os

import pg8000.dbapi
import pg8000.native

given = dict(user=os.environ["PGUSER"], password=os.environ["PGPASSWORD"], database=os.environ["PGDATABASE"])
if os.environ["PGHOST"].startswith("/"):
    given["unix_sock"] = f"{os.environ['PGHOST']}/.s.PGSQL.{os.environ['PGPORT']}"
else:
    given |= dict(host=os.environ["PGHOST"], port=int(os.environ["PGPORT"]))
c = pg8000.dbapi.connect(**given)
cur = c.cursor()
cur.execute("SELECT * FROM item WHERE id <= %s ORDER BY id", (3,))
for row in cur.fetchall():
    print(row)
print([d[:2] for d in cur.description])
cur.execute("INSERT INTO scratch VALUES (%s, %s) RETURNING id", (1, "a"))
print(cur.fetchone(), cur.rowcount)
try:
    cur.execute("INSERT INTO scratch VALUES (%s, %s)", (1, "b"))
except pg8000.dbapi.DatabaseError as e:
    print({k: v for k, v in e.args[0].items() if k not in "LRF"})
c.rollback()
cur.execute("COPY scratch FROM STDIN", stream=io.BytesIO(b"1\tone\n2\ttwo\n"))
out = io.BytesIO()
cur.execute("COPY scratch TO STDOUT", stream=out)
print(out.getvalue())
c.rollback()
cur.executemany("INSERT INTO scratch VALUES (%s, %s)", [(n, str(n)) for n in range(20)])
cur.execute("SELECT count(*) FROM scratch")
print(cur.fetchone())
c.rollback()
c.close()
n = pg8000.native.Connection(**given)
print(n.run("SELECT :a::int + :b::int AS s", a=1, b=2), n.columns[0]["name"])
p = n.prepare("SELECT name FROM item WHERE id = :id")
print([p.run(id=i) for i in (1, 2, 3)])
p.close()
n.run("LISTEN here")
n.run("NOTIFY here, 'x'")
print([(x[1], x[2]) for x in n.notifications])
print({k: v for k, v in n.parameter_statuses.items() if k in ("client_encoding", "standard_conforming_strings", "DateStyle")})
n.close()
