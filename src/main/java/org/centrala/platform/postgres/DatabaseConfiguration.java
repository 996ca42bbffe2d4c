package org.centrala.platform.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.centrala.platform.CentralaSettings;
import org.centrala.platform.DataDirectory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {
    static final int CONNECTIONS = 10;

    @Bean(destroyMethod = "close")
    DatabaseServer databaseServer(CentralaSettings settings, DataDirectory directory) {
        return DatabaseServer.of(settings, directory);
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(DatabaseServer server) {
        return pool(server, CONNECTIONS);
    }

    /** A pool of connections that survives a restart of the server behind it. */
    public static HikariDataSource pool(DatabaseServer server, int size) {
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
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", "5");
        return new HikariDataSource(config);
    }
}
