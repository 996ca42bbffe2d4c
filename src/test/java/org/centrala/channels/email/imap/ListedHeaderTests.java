package org.centrala.channels.email.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of a mail before it is fetched. */
class ListedHeaderTests {
    @Test
    void theLastServerOnTheWayKnowsTheDateBest() {
        assertThat(ListedHeader.date("""
                Received: from a by b
                 with ESMTP id 7;
                 Sun, 22 Nov 2026 10:00:00 +0100 (CET)
                Received: from c by a; Sat, 21 Nov 2026 10:00:00 +0100
                Date: Fri, 20 Nov 2026 10:00:00 +0100
                """)).isEqualTo(Instant.parse("2026-11-22T09:00:00Z"));
        assertThat(ListedHeader.date("Date: Fri, 20 Nov 2026 10:00:00 +0000\r\n\r\n"))
                .isEqualTo(Instant.parse("2026-11-20T10:00:00Z"));
        assertThat(ListedHeader.date("Date: yesterday\r\n")).isNull();
        assertThat(ListedHeader.date(null)).isNull();
    }

    @Test
    void aMessageIdIsReadAlsoWhenItIsFolded() {
        assertThat(ListedHeader.messageId("Message-Id:\r\n <a.b@c>\r\n")).isEqualTo("a.b@c");
        assertThat(ListedHeader.messageId("Subject: x\r\n\r\n")).isNull();
    }

    @Test
    void manyNumbersBecomeRanges() {
        assertThat(UidSets.of(List.of(5L, 1L, 2L, 3L, 9L, 10L))).containsExactly("1:3,5,9:10");
        assertThat(UidSets.of(List.of())).isEmpty();
    }

    @Test
    void theSentFolderIsKnownByItsUseElseByAUsualName() {
        assertThat(SentFolders.among(Map.of("INBOX", List.of(), "Sent", List.of(), "Wys", List.of("\\sent"))))
                .contains("Wys");
        assertThat(SentFolders.among(Map.of("INBOX", List.of(), "INBOX.Elementy wysłane", List.of())))
                .contains("INBOX.Elementy wysłane");
        assertThat(SentFolders.among(Map.of("INBOX", List.of()))).isEmpty();
    }

    @Test
    void secretsGoOnlyWhereNobodyReadsAlong() {
        assertThat(ImapAccount.Secret.OAuth2.safe("https://oauth2.example/token"))
                .isTrue();
        assertThat(ImapAccount.Secret.OAuth2.safe("http://127.0.0.1:8080/token"))
                .isTrue();
        assertThat(ImapAccount.Secret.OAuth2.safe("http://oauth2.example/token"))
                .isFalse();
        assertThat(ImapAccount.Secret.OAuth2.safe("http://127.0.0.1.example/token"))
                .isFalse();
        assertThat(ImapAccount.Secret.OAuth2.safe("ftp://x")).isFalse();
    }
}
