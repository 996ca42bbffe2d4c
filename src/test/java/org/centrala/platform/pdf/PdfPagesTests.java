package org.centrala.platform.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.centrala.platform.pdf.PdfPages.Style;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdfPagesTests {
    private static PDDocument set(String... texts) throws IOException {
        try (var pages = new PdfPages("#7 · Crema Uno", Locale.of("pl"), Instant.parse("2026-11-22T10:00:00Z"))) {
            for (var text : texts) {
                pages.text(Style.TEXT, text);
            }
            return Loader.loadPDF(pages.finish(number -> "Strona " + number));
        }
    }

    private static String read(PDDocument document) throws IOException {
        return new PDFTextStripper().getText(document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zażółć gęślą jaźń, ŻÓŁĆ",
                "Čšž, đ, ŽABA, naročilo št. 4",
                "Замовлення ґанок, Ђорђе, Щедрый",
                "Η παραγγελία μου, Ώρα",
                "Größe, Äpfel, ŷ, İstanbul, Þór, œuvre, ő ű, 20 €, „tak”, 4 × 5 ≤ 20 ✓ █████"
            })
    void lettersOfEuropeAreReadBack(String text) throws IOException {
        try (var document = set(text)) {
            assertThat(read(document)).contains(text);
        }
    }

    @Test
    void whatIsReadFromRightToLeftIsJoinedAndTurned() throws IOException {
        assertThat(ArabicForms.joined("سلام")).isEqualTo("ﺳﻼﻡ");
        assertThat(Lines.drawn("אבג (1)")).isEqualTo("(1) גבא");
        try (var document = set("مرحبا بكم", "שלום")) {
            assertThat(read(document)).contains("مرحبا بكم", "שלום");
        }
    }

    @Test
    void lettersThatNoFontHasAreBoxesAndUnseenOnesAreNothing() throws IOException {
        try (var document = set("a\u200db\u0000c 訂單\ud83d\udce6 \ud800 d")) {
            assertThat(read(document)).contains("abc □□□  d");
        }
    }

    @Test
    void longTextRunsOverPagesAndLongWordsOverLines() throws IOException {
        var text = "word ".repeat(4000) + "\n" + "x".repeat(3000) + "\n\nthe end";
        try (var document = set(text)) {
            assertThat(document.getNumberOfPages()).isGreaterThan(4);
            var read = read(document);
            assertThat(read.split("word", -1)).hasSize(4001);
            assertThat(read.chars().filter(letter -> letter == 'x').count()).isEqualTo(3000);
            assertThat(read).contains("the end", "Strona 1", "Strona 4");
            var stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            stripper.setStartPage(2);
            stripper.setEndPage(2);
            assertThat(stripper.getText(document)).startsWith("#7 · Crema Uno");
        }
    }

    @Test
    void aDocumentHasItsFontsAndNothingThatActs() throws IOException {
        try (var document = set("<script>alert(1)</script> <img src=\"file:///etc/passwd\"> https://x.example/")) {
            var page = document.getPage(0);
            assertThat(page.getAnnotations()).isEmpty();
            assertThat(page.getResources().getXObjectNames()).isEmpty();
            assertThat(StreamSupport.stream(page.getResources().getFontNames().spliterator(), false)
                            .map(COSName::getName)
                            .collect(Collectors.toSet()))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(page.getResources()
                                    .getFont(COSName.getPDFName(name))
                                    .isEmbedded())
                            .isTrue());
            var catalog = document.getDocumentCatalog();
            assertThat(catalog.getOpenAction()).isNull();
            assertThat(catalog.getLanguage()).isEqualTo("pl");
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("#7 · Crema Uno");
        }
    }

    @Test
    void nothingAtAllIsAPage() throws IOException {
        try (var document = set()) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
        }
    }
}
