// pgjdbc: prepared statements, batches, fetch size in portals, autosave, COPY, metadata, generated keys, cancel, large objects.

import java.io.StringReader;
import java.io.StringWriter;
import java.sql.*;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

class Jdbc {
    static Connection connect(String more) throws Exception {
        Properties p = new Properties();
        p.put("user", System.getenv("PGUSER"));
        p.put("password", System.getenv("PGPASSWORD"));
        String url = "jdbc:postgresql://" + System.getenv("PGHOST") + ":" + System.getenv("PGPORT") + "/" + System.getenv("PGDATABASE");
        return DriverManager.getConnection(url + "?" + more, p);
    }

    static void print(ResultSet rows) throws Exception {
        ResultSetMetaData m = rows.getMetaData();
        while (rows.next()) {
            StringBuilder line = new StringBuilder();
            for (int i = 1; i <= m.getColumnCount(); i++) line.append(m.getColumnName(i)).append('=').append(rows.getString(i)).append(' ');
            System.out.println(line);
        }
    }

    public static void main(String[] a) throws Exception {
        for (String mode : new String[] {"simple", "extended", "extendedForPrepared", "extendedCacheEverything"}) {
            try (Connection c = connect("autosave=always&preferQueryMode=" + mode)) {
                System.out.println(mode);
                try (PreparedStatement s = c.prepareStatement("SELECT id, name, price, made FROM item WHERE id < ? ORDER BY id")) {
                    for (int i = 0; i < 7; i++) { s.setInt(1, 3); print(s.executeQuery()); }
                }
                c.setAutoCommit(false);
                try (Statement s = c.createStatement()) {
                    s.setFetchSize(17);
                    ResultSet r = s.executeQuery("SELECT id FROM item ORDER BY id");
                    long sum = 0;
                    while (r.next()) sum += r.getInt(1);
                    System.out.println(sum);
                }
                try (PreparedStatement s = c.prepareStatement("INSERT INTO scratch VALUES (?, ?)")) {
                    for (int i = 0; i < 100; i++) { s.setInt(1, i); s.setString(2, "n" + i); s.addBatch(); }
                    int n = 0;
                    for (int k : s.executeBatch()) n += k;
                    System.out.println(n);
                }
                try (Statement s = c.createStatement()) {
                    try { s.executeUpdate("INSERT INTO scratch VALUES (1, 'x')"); }
                    catch (SQLException e) { System.out.println(e.getSQLState()); }
                    print(s.executeQuery("SELECT count(*) FROM scratch"));
                    try { s.executeQuery("SELECT nope"); }
                    catch (SQLException e) { System.out.println(e.getSQLState() + " " + e.getMessage()); }
                    for (boolean more = s.execute("SELECT 1 AS one; SELECT 2 AS two"); more; more = s.getMoreResults()) print(s.getResultSet());
                }
                c.rollback();
                try (Statement s = c.createStatement()) {
                    s.executeUpdate("INSERT INTO scratch VALUES (1, 'k')", Statement.RETURN_GENERATED_KEYS);
                    print(s.getGeneratedKeys());
                }
                c.rollback();
                LargeObjectManager large = ((PGConnection) c).getLargeObjectAPI();
                long oid = large.createLO(LargeObjectManager.READWRITE);
                try (LargeObject o = large.open(oid, LargeObjectManager.READWRITE)) {
                    byte[] bytes = new byte[300_000];
                    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) i;
                    o.write(bytes);
                    o.seek(299_990);
                    System.out.println(o.tell() + " " + o.read(20).length + " " + o.size());
                    o.truncate(5);
                    System.out.println(o.size());
                }
                large.delete(oid);
                try { large.open(oid, LargeObjectManager.READ); }
                catch (SQLException e) { System.out.println(e.getSQLState()); }
                c.rollback();
                c.setAutoCommit(true);
                DatabaseMetaData d = c.getMetaData();
                print(d.getTables(null, "public", "%", new String[] {"TABLE", "VIEW"}));
                print(d.getPrimaryKeys(null, "public", "item"));
                if (!mode.equals("simple")) {
                    CopyManager copy = ((PGConnection) c).getCopyAPI();
                    System.out.println(copy.copyIn("COPY scratch FROM STDIN", new StringReader("1\tone\n2\ttwo\n")));
                    StringWriter out = new StringWriter();
                    copy.copyOut("COPY scratch TO STDOUT", out);
                    System.out.print(out);
                    try { copy.copyIn("COPY scratch FROM STDIN", new StringReader("1\tagain\n")); }
                    catch (SQLException e) { System.out.println(e.getSQLState()); }
                }
                try (Statement s = c.createStatement()) { s.executeUpdate("DELETE FROM scratch"); }
                try (Statement s = c.createStatement()) {
                    s.setQueryTimeout(1);
                    s.execute("SELECT pg_sleep(30)");
                } catch (SQLException e) { System.out.println(e.getSQLState()); }
                if (mode.equals("simple")) continue;  // the driver's own text is not valid in this mode
                try (CallableStatement s = c.prepareCall("{? = call add(?, ?)}")) {
                    s.registerOutParameter(1, Types.INTEGER); s.setInt(2, 4); s.setInt(3, 5); s.execute();
                    System.out.println(s.getInt(1));
                }
            }
        }
    }
}
