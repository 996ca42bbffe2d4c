package org.centrala.platform.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.centrala.platform.command.BackupManifest.Sequence;
import org.centrala.platform.command.BackupManifest.Table;
import org.postgresql.PGConnection;

/** What backup and restore say to the database: every table of every module, whatever it is called. */
final class BackupStore {
    private static final String HISTORY = "flyway_schema_history";

    private final Connection connection;

    BackupStore(Connection connection) {
        this.connection = connection;
    }

    /** Reads from one moment on, however long the reading takes. */
    void beginSnapshot() throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
    }

    void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    String serverVersion() throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion();
    }

    /** The tables that hold rows of ours, without the columns that the database computes itself. */
    List<Table> tables() throws SQLException {
        var tables = new ArrayList<Table>();
        try (var statement = connection.prepareStatement("""
                        select quote_ident(n.nspname) || '.' || quote_ident(c.relname),
                               array_agg(quote_ident(a.attname) order by a.attnum)
                          from pg_class c
                          join pg_namespace n on n.oid = c.relnamespace
                          join pg_attribute a on a.attrelid = c.oid
                         where c.relkind = 'r'
                           and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                           and c.relname <> ?
                           and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                         group by 1
                         order by 1
                        """)) {
            statement.setString(1, HISTORY);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var columns = List.of((String[]) rows.getArray(2).getArray());
                    tables.add(new Table(rows.getString(1), columns, 0));
                }
            }
        }
        return tables;
    }

    List<Sequence> sequences() throws SQLException {
        var sequences = new ArrayList<Sequence>();
        for (var name : strings("""
                select quote_ident(schemaname) || '.' || quote_ident(sequencename)
                  from pg_sequences
                 where schemaname !~ '^pg_'
                 order by 1
                """)) {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select last_value, is_called from " + name)) {
                row.next();
                sequences.add(new Sequence(name, row.getLong(1), row.getBoolean(2)));
            }
        }
        return sequences;
    }

    long copyOut(Table table, OutputStream out) throws SQLException, IOException {
        return copies().getCopyAPI().copyOut("copy " + columns(table) + " to stdout", out);
    }

    long copyIn(Table table, InputStream in) throws SQLException, IOException {
        return copies().getCopyAPI().copyIn("copy " + columns(table) + " from stdin", in);
    }

    boolean isEmpty() throws SQLException {
        return strings("""
                select c.relname
                  from pg_class c
                  join pg_namespace n on n.oid = c.relnamespace
                 where c.relkind in ('r', 'p', 'v', 'S')
                   and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                """).isEmpty();
    }

    /** Takes what the migrations put in, and what would check or act on each row while rows come in. */
    List<String> clearForLoading(List<Table> tables) throws SQLException {
        var foreignKeys = strings("""
                select format('alter table %s add constraint %I %s',
                              conrelid::regclass, conname, pg_get_constraintdef(oid))
                  from pg_constraint
                 where contype = 'f' and conparentid = 0
                 order by 1
                """);
        for (var drop : strings("""
                select format('alter table %s drop constraint %I', conrelid::regclass, conname)
                  from pg_constraint
                 where contype = 'f' and conparentid = 0
                """)) {
            execute(drop);
        }
        for (var table : tables()) {
            execute("truncate " + table.name() + " cascade");
        }
        for (var table : tables) {
            execute("alter table " + table.name() + " disable trigger user");
        }
        return foreignKeys;
    }

    /** Puts back what {@link #clearForLoading} took, and checks every row by it. */
    void finishLoading(List<Table> tables, List<Sequence> sequences, List<String> foreignKeys) throws SQLException {
        for (var table : tables) {
            execute("alter table " + table.name() + " enable trigger user");
        }
        for (var foreignKey : foreignKeys) {
            execute(foreignKey);
        }
        for (var sequence : sequences) {
            try (var statement = connection.prepareStatement("select setval(?::regclass, ?, ?)")) {
                statement.setString(1, sequence.name());
                statement.setLong(2, sequence.value());
                statement.setBoolean(3, sequence.called());
                statement.executeQuery().close();
            }
        }
    }

    void beginEpoch(UUID epoch) throws SQLException {
        try (var statement = connection.prepareStatement("update installation set epoch = ?")) {
            statement.setObject(1, epoch);
            statement.executeUpdate();
        }
    }

    private PGConnection copies() throws SQLException {
        return connection.unwrap(PGConnection.class);
    }

    /** Names come quoted from the catalogue of the database that wrote or reads them. */
    private static String columns(Table table) {
        return table.name() + " (" + String.join(", ", table.columns()) + ")";
    }

    private List<String> strings(String query) throws SQLException {
        var strings = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }

    private void execute(String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
