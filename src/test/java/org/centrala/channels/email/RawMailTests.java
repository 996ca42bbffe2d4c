package org.centrala.channels.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RawMailTests {
    private static RawMail read(String text) throws IOException {
        var mail = new RawMail(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        mail.readAllBytes();
        return mail;
    }

    @Test
    void theMessageIdIsFoundHoweverItIsWritten() throws IOException {
        assertThat(read("Subject: x\r\nMessage-ID: <a@b>\r\n\r\nMessage-ID: <no@no>\r\n")
                        .messageId())
                .isEqualTo("a@b");
        assertThat(read("MESSAGE-id:\r\n <a@b>\r\n\r\nx").messageId()).isEqualTo("a@b");
        assertThat(read("Message-Id : a@b\n\nx").messageId()).isEqualTo("a@b");
        assertThat(read("X-Message-ID: <a@b>\n\nx").messageId()).isNull();
        assertThat(read("").messageId()).isNull();
    }

    @Test
    void theHashIsOfTheBodyAlone() throws IOException {
        var one = read("Received: here\r\nA: b\r\n\r\nbody\r\n");
        assertThat(read("A: b\r\n\r\nbody\r\n").bodyHash()).isEqualTo(one.bodyHash());
        assertThat(read("A: b\r\n\r\nother\r\n").bodyHash())
                .isNotEqualTo(read("A: b\r\n\r\nbody\r\n").bodyHash());
    }
}
