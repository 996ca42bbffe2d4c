package org.centrala.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.centrala.platform.StartRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresBinariesTests {
    private static final int ELF_MACHINE = 18;

    @TempDir
    Path place;

    @ParameterizedTest
    @CsvSource({"amd64, 62", "aarch64, 183"})
    void bothProcessorsOfLinuxServersHaveTheirOwn(String processor, short machine) throws IOException {
        var binaries = PostgresBinaries.unpackedIn(place, "Linux", processor);

        assertThat(binaries.major()).isEqualTo("18");
        for (var program : new String[] {"postgres", "initdb"}) {
            var path = Path.of(binaries.program(program));
            assertThat(path).isExecutable();
            try (var in = Files.newInputStream(path)) {
                var header = ByteBuffer.wrap(in.readNBytes(20)).order(ByteOrder.LITTLE_ENDIAN);
                assertThat(header.getShort(ELF_MACHINE)).as(program).isEqualTo(machine);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"Linux, riscv64", "Windows 11, amd64", "FreeBSD, amd64"})
    void whereThereIsNoneTheWayOutIsNamed(String system, String processor) {
        assertThatThrownBy(() -> PostgresBinaries.unpackedIn(place, system, processor))
                .isInstanceOf(StartRefused.class)
                .hasMessage("this build brings no PostgreSQL for " + system + " on " + processor
                        + ": set CENTRALA_DATABASE_URL to a PostgreSQL 15 or newer of your own");
    }

    @Test
    void theyAreUnpackedOnce() throws IOException {
        var first = PostgresBinaries.unpackedIn(place);
        var written = Files.getLastModifiedTime(Path.of(first.program("postgres")));

        assertThat(PostgresBinaries.unpackedIn(place)).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(Path.of(first.program("postgres"))))
                .isEqualTo(written);
    }
}
