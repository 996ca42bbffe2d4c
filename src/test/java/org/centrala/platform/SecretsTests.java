package org.centrala.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTests {
    @TempDir
    Path place;

    @Test
    void aSecretIsReadAgainWithTheKeyOfTheDirectoryAndWithNoOther() {
        var secret = secrets("one").encrypt("hush");

        assertThat(secrets("one").decrypt(secret)).isEqualTo("hush");
        assertThat(secrets("one").encrypt("hush")).isNotEqualTo(secret);
        assertThatThrownBy(() -> secrets("two").decrypt(secret)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void signaturesDifferByPurpose() {
        var secrets = secrets("one");

        assertThat(secrets.hmac("reply", new byte[] {1}))
                .isEqualTo(secrets("one").hmac("reply", new byte[] {1}));
        assertThat(secrets.hmac("reply", new byte[] {1})).isNotEqualTo(secrets.hmac("link", new byte[] {1}));
    }

    @Test
    void theKeyIsItsOwnersAlone() throws IOException {
        secrets("one");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve("one/secret.key"))))
                .isEqualTo("rw-------");
    }

    private Secrets secrets(String name) {
        try (var directory = new DataDirectory(place.resolve(name))) {
            return new Secrets(directory);
        }
    }
}
