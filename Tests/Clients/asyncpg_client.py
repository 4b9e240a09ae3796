"""asyncpg: binary protocol, introspection of types, cursors in portals, COPY, transactions, LISTEN, cancel by time-out."""

import asyncio
import io

import asyncpg


async def main():
    c = await asyncpg.connect()
    print([dict(r) for r in await c.fetch("SELECT * FROM item WHERE id = ANY($1::int[]) ORDER BY id", [1, 2])])
    print(await c.fetch("SELECT name, mood, home FROM person ORDER BY name"))
    statement = await c.prepare("SELECT name FROM item WHERE id = $1")
    print([await statement.fetchval(n) for n in range(1, 6)], statement.get_statusmsg(), statement.get_parameters())
    async with c.transaction():
        print(sum([r["id"] async for r in c.cursor("SELECT id FROM item ORDER BY id", prefetch=13)]))
        cursor = await c.cursor("SELECT id FROM item ORDER BY id")
        print(await cursor.fetch(3), await cursor.fetchrow())
    try:
        async with c.transaction():
            await c.execute("INSERT INTO scratch VALUES (1, 'a')")
            async with c.transaction():
                await c.execute("INSERT INTO scratch VALUES (1, 'b')")
    except asyncpg.UniqueViolationError as e:
        print(e.sqlstate, e.detail)
    try:
        await c.fetch("SELECT 'ö', nope")
    except asyncpg.PostgresError as e:
        print(e.sqlstate, e.position, e.message)
    print(await c.copy_records_to_table("scratch", records=[(n, str(n)) for n in range(300)]))
    out = io.BytesIO()
    print(await c.copy_from_query("SELECT * FROM scratch ORDER BY id LIMIT 3", output=out), out.getvalue())
    await c.execute("DELETE FROM scratch; SELECT 1")
    await c.executemany("INSERT INTO scratch VALUES ($1, $2)", [(n, str(n)) for n in range(50)])
    print(await c.fetchval("SELECT sum(id) FROM scratch"))
    await c.execute("DELETE FROM scratch")
    heard = asyncio.Queue()
    await c.add_listener("here", lambda _c, _pid, channel, payload: heard.put_nowait((channel, payload)))
    await c.execute("NOTIFY here, 'payload'")
    print(await asyncio.wait_for(heard.get(), 10))
    try:
        await c.fetch("SELECT pg_sleep(30)", timeout=0.4)
    except asyncio.TimeoutError:
        print("timed out")
    print(await c.fetchval("SELECT 42"))
    print(c.get_settings().server_encoding, c.get_settings().TimeZone is not None, c.get_server_version()[:2])
    await c.reset()
    await c.close()
    async with asyncpg.create_pool(min_size=2, max_size=4) as pool:
        print(sorted(await asyncio.gather(*(pool.fetchval("SELECT $1::int", n) for n in range(20)))))


asyncio.run(main())
