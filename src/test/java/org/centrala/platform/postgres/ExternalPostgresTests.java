package org.centrala.platform.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.centrala.platform.StartRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ExternalPostgresTests {

    @Test
    void anAddressHasItsPartsDecoded() {
        var server = ExternalPostgres.at("postgresql://shop:p%40ss%2Fword@db.example:5433/centrala?sslmode=require");

        assertThat(server.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5433/centrala?sslmode=require");
        assertThat(server.user()).isEqualTo("shop");
        assertThat(server.password()).isEqualTo("p@ss/word");
    }

    @Test
    void aServerOlderThan15IsRefusedInOneLine() throws IOException {
        try (var old = new OldServer("14.9")) {
            assertThatThrownBy(() ->
                            DatabaseServer.external("postgresql://shop:secret@127.0.0.1:" + old.port() + "/centrala"))
                    .isInstanceOf(StartRefused.class)
                    .hasMessage("the database of CENTRALA_DATABASE_URL is PostgreSQL 14: Centrala needs 15 or newer");
        }
    }

    @Test
    void aServerThatIsNotThereIsRefusedInOneLineWithoutThePassword() {
        assertThatThrownBy(() -> DatabaseServer.external("postgresql://shop:secret@127.0.0.1:1/centrala"))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("the database of CENTRALA_DATABASE_URL refuses: ")
                .message()
                .doesNotContain("\n")
                .doesNotContain("secret");
    }

    @Test
    void aDatabaseElsewhereThatFallsSilentIsNotWaitedForWithoutEnd() throws SQLException {
        assertThat(longestWait("")).isEqualTo(60_000);
        assertThat(longestWait("&socketTimeout=5")).isEqualTo(5_000);
    }

    private static int longestWait(String parameter) throws SQLException {
        var configuration = new DatabaseConfiguration();
        try (var pool = configuration.dataSource(ExternalPostgres.at(TestDatabase.freshUrl() + parameter));
                var connection = pool.getConnection()) {
            return connection.getNetworkTimeout();
        }
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void aServerThatTakesTheConnectionAndSaysNothingIsRefused() throws IOException {
        try (var mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> DatabaseServer.external(
                            "postgresql://shop:secret@127.0.0.1:" + mute.getLocalPort() + "/centrala"))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageStartingWith("the database of CENTRALA_DATABASE_URL refuses: ");
        }
    }

    /** Speaks just enough of the protocol (version 3) to say how old it is. */
    private static final class OldServer implements AutoCloseable {
        private static final int SSL_REQUEST = 80877103;
        private static final int GSS_REQUEST = 80877104;

        private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final String version;

        OldServer(String version) throws IOException {
            this.version = version;
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return listening.getLocalPort();
        }

        private void serve() {
            try (var socket = listening.accept();
                    var in = new DataInputStream(socket.getInputStream());
                    var out = new DataOutputStream(socket.getOutputStream())) {
                for (var request = startup(in);
                        request == SSL_REQUEST || request == GSS_REQUEST;
                        request = startup(in)) {
                    out.writeByte('N');
                }
                say(out, 'R', new byte[4]);
                for (var parameter : new String[] {
                    "server_version\0" + version,
                    "client_encoding\0UTF8",
                    "standard_conforming_strings\0on",
                    "integer_datetimes\0on"
                }) {
                    say(out, 'S', (parameter + "\0").getBytes(UTF_8));
                }
                ready(out);
                while (true) {
                    var type = in.readByte();
                    in.readNBytes(in.readInt() - 4);
                    switch (type) {
                        case 'P' -> say(out, '1', new byte[0]);
                        case 'B' -> say(out, '2', new byte[0]);
                        case 'E' -> say(out, 'C', "SET\0".getBytes(UTF_8));
                        case 'S' -> ready(out);
                        case 'Q' -> {
                            say(out, 'C', "SET\0".getBytes(UTF_8));
                            ready(out);
                        }
                        default -> {}
                    }
                }
            } catch (IOException ended) {
                // it heard enough
            }
        }

        private static int startup(DataInputStream in) throws IOException {
            var length = in.readInt();
            var request = in.readInt();
            in.readNBytes(length - 8);
            return request;
        }

        private static void ready(DataOutputStream out) throws IOException {
            say(out, 'Z', new byte[] {'I'});
        }

        private static void say(DataOutputStream out, char type, byte[] content) throws IOException {
            var message = new ByteArrayOutputStream();
            var data = new DataOutputStream(message);
            data.writeByte(type);
            data.writeInt(content.length + 4);
            data.write(content);
            out.write(message.toByteArray());
            out.flush();
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
