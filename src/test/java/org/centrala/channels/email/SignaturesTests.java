package org.centrala.channels.email;

import static org.assertj.core.api.Assertions.assertThat;

import org.centrala.channels.email.Signatures.From;
import org.junit.jupiter.api.Test;

class SignaturesTests {
    @Test
    void aMailboxChoosesWhoseSignatureClosesItsMail() {
        assertThat(From.AGENT.choose("agent", "mailbox", "brand")).isEqualTo("agent");
        assertThat(From.MAILBOX.choose("agent", "mailbox", "brand")).isEqualTo("mailbox");
        assertThat(From.BRAND.choose("agent", "mailbox", "brand")).isEqualTo("brand");
        assertThat(From.NONE.choose("agent", "mailbox", "brand")).isEmpty();
    }

    @Test
    void whoHasNoneTakesTheNext() {
        assertThat(From.AGENT.choose(" ", "", "brand")).isEqualTo("brand");
        assertThat(From.MAILBOX.choose("agent", "", "brand")).isEqualTo("brand");
        assertThat(From.BRAND.choose("agent", "mailbox", "")).isEmpty();
    }
}
