package org.centrala.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTests {
    private final Redaction card = new Redaction(List.of("4111 1111 1111 1111"));

    @Test
    void findsANumberHoweverItIsSpaced() {
        for (var text :
                List.of("4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "4111\u00a01111 1111 1111")) {
            assertThat(card.text("Card " + text + ", thanks")).isEqualTo("Card █████, thanks");
        }
        assertThat(card.finds("4111 1111 1111 1112")).isFalse();
    }

    @Test
    void keepsTheRestOfTheHtml() {
        assertThat(card.html("<p>Card <b>4111 1111 1111 1111</b>, <i>thanks</i></p>"))
                .isEqualTo("<p>Card <b>█████</b>, <i>thanks</i></p>");
    }

    @Test
    void givesUpHtmlThatCutsTheWordsUpOrHidesThemInItsMarkup() {
        assertThat(card.html("<p>4111 1111 <b>1111 1111</b></p>")).isNull();
        assertThat(card.html("<a href=\"https://shop.example/?card=4111111111111111\">pay</a>"))
                .isNull();
    }
}
