package org.centrala.platform.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Properties;
import javax.sql.DataSource;
import org.centrala.platform.CentralaSettings;
import org.centrala.platform.DataDirectory;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {
    static final int CONNECTIONS = 10;

    /** How long a database elsewhere may say nothing before its connection is taken for dead. */
    private static final int LONGEST_SILENCE_SECONDS = 60;

    @Bean(destroyMethod = "close")
    DatabaseServer databaseServer(CentralaSettings settings, DataDirectory directory) {
        return DatabaseServer.of(settings, directory);
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(DatabaseServer server) {
        var config = config(server, CONNECTIONS);
        if (server instanceof ExternalPostgres) {
            // A firewall that forgot the connection would have us wait for an answer without end.
            config.addDataSourceProperty("socketTimeout", String.valueOf(LONGEST_SILENCE_SECONDS));
        }
        return new HikariDataSource(config);
    }

    /** Migrations may take longer than any request may. */
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrationDataSource(DatabaseServer server) {
        var properties = new Properties();
        properties.setProperty("ApplicationName", "centrala");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "5");
        if (!server.user().isEmpty()) {
            properties.setProperty("user", server.user());
            properties.setProperty("password", server.password());
        }
        return new DriverManagerDataSource(server.jdbcUrl(), properties);
    }

    /** A pool of connections that survives a restart of the server behind it. */
    public static HikariDataSource pool(DatabaseServer server, int size) {
        return new HikariDataSource(config(server, size));
    }

    private static HikariConfig config(DatabaseServer server, int size) {
        var config = new HikariConfig();
        config.setPoolName("database");
        config.setJdbcUrl(server.jdbcUrl());
        if (!server.user().isEmpty()) {
            config.setUsername(server.user());
            config.setPassword(server.password());
        }
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(2, size - 1));
        config.setIdleTimeout(60_000);
        config.setConnectionTimeout(10_000);
        config.addDataSourceProperty("ApplicationName", "centrala");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        // An error that told the values of a row would carry customers' words into the log.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", "5");
        return config;
    }
}
