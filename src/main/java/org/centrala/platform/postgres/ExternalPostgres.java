package org.centrala.platform.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.centrala.platform.StartRefused;

/** A PostgreSQL that somebody else runs, by its address. */
public record ExternalPostgres(String jdbcUrl, String user, String password) implements DatabaseServer {
    private static final int OLDEST = 15;

    /** Takes {@code postgresql://user:password@host:port/name?parameters} and the JDBC form of it. */
    public static ExternalPostgres at(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return new ExternalPostgres(url, "", "");
        }
        try {
            var uri = URI.create(url);
            var database = uri.getPath() == null ? "" : uri.getPath();
            if (uri.getHost() == null
                    || database.length() < 2
                    || !("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme()))) {
                throw new IllegalArgumentException("incomplete");
            }
            var credentials = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
            var colon = credentials.indexOf(':');
            var user = colon < 0 ? credentials : credentials.substring(0, colon);
            var password = colon < 0 ? "" : credentials.substring(colon + 1);
            return new ExternalPostgres(
                    "jdbc:postgresql://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + database
                            + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()),
                    URLDecoder.decode(user, UTF_8),
                    URLDecoder.decode(password, UTF_8));
        } catch (IllegalArgumentException e) {
            // The value may hold a password and is therefore not repeated.
            throw new StartRefused(
                    "CENTRALA_DATABASE_URL is not an address like postgresql://user:password@host:5432/name");
        }
    }

    void refuseTooOld() {
        try (var connection = DriverManager.getConnection(jdbcUrl, credentials())) {
            var version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw new StartRefused("the database of CENTRALA_DATABASE_URL is PostgreSQL " + version
                        + ": Centrala needs " + OLDEST + " or newer");
            }
        } catch (SQLException e) {
            throw new StartRefused("the database of CENTRALA_DATABASE_URL refuses: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private Properties credentials() {
        var properties = new Properties();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
            properties.setProperty("password", password);
        }
        properties.setProperty("connectTimeout", "5");
        // Something that listens there and says nothing is no database.
        properties.setProperty("socketTimeout", "10");
        return properties;
    }

    @Override
    public boolean healthy() {
        return true;
    }

    @Override
    public void close() {}
}
