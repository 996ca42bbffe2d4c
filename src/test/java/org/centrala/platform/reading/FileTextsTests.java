package org.centrala.platform.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.centrala.platform.reading.FileText.Reason;
import org.centrala.platform.reading.FileText.Unreadable;
import org.centrala.platform.reading.FileText.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTextsTests {
    private static final String POLISH = "Zażółć gęślą jaźń: reklamacja młynka";
    private static final String SLOVENE = "Račun za žganje kave, čiščenje in šipo";

    @TempDir
    Path directory;

    private FileTexts texts;

    private FileTexts texts() {
        if (texts == null) {
            var limits = new Reader.Limits(Duration.ofSeconds(2), Duration.ofSeconds(60), 2_000);
            texts = new FileTexts(directory.resolve("reading"), limits, Clock.systemUTC());
        }
        return texts;
    }

    @AfterEach
    void end() {
        if (texts != null) {
            texts.destroy();
        }
        assertThat(directory.resolve("reading")).doesNotExist();
    }

    @Test
    void whatIsMadeToBreakTheReaderBreaksOnlyThatAndTheNextFileIsRead() throws IOException {
        assertThat(texts().read("a.docx", SampleFiles.docx(POLISH, SLOVENE)))
                .isEqualTo(new Words(POLISH + "\n" + SLOVENE, false));
        assertThat(texts().read("many.docx", SampleFiles.bomb("word/document.xml", "<d>", 200, "</d>")))
                .isEqualTo(new Unreadable(Reason.BOMB));
        // An attribute is read as a whole: the heap is full before what is unpacked is too much.
        assertThat(texts().read("wide.docx", SampleFiles.bomb("word/document.xml", "<d a=\"", 190, "\"/>")))
                .isEqualTo(new Unreadable(Reason.CRASHED));
        assertThat(texts().read("endless.pdf", SampleFiles.endlessPdf())).isEqualTo(new Unreadable(Reason.TOO_SLOW));
        assertThat(texts().read("locked.pdf", SampleFiles.encryptedPdf())).isEqualTo(new Unreadable(Reason.ENCRYPTED));
        assertThat(texts().read("broken.pdf", "%PDF-1.7 no more".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(new Unreadable(Reason.BROKEN));
        assertThat(texts().read("long.txt", "kava ".repeat(100_000).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(Words.class, words -> {
                    assertThat(words.cut()).isTrue();
                    assertThat(words.text()).hasSizeBetween(1_900, 2_000);
                });
        assertThat(texts().read("invoice.pdf", SampleFiles.pdf("Invoice FV-2026-118")))
                .isEqualTo(new Words("Invoice FV-2026-118", false));
    }

    @Test
    void nothingOutsideTheFileIsRead() throws IOException {
        var asked = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            var secret = Files.writeString(directory.resolve("secret"), "topsecretwords");
            for (var outside : new String[] {
                secret.toUri().toString(),
                "http://127.0.0.1:" + server.getAddress().getPort() + "/x"
            }) {
                var document = "<!DOCTYPE d [<!ENTITY x SYSTEM \"" + outside + "\"><!ENTITY % y SYSTEM \"" + outside
                        + "\"> %y;]><w:d xmlns:w=\"w\"><w:p><w:t>before &x; after</w:t></w:p></w:d>";
                for (var part : new String[] {"word/document.xml", "content.xml"}) {
                    assertThat(FileReading.read("x.docx", SampleFiles.zip(Map.of(part, document)), 2_000)
                                    .toString())
                            .doesNotContain("topsecret");
                }
            }
            assertThat(asked).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void everyKindIsRead() throws IOException {
        reads(
                "a.xlsx",
                SampleFiles.zip(Map.of(
                        "xl/sharedStrings.xml",
                        "<sst><si><t>" + POLISH + "</t></si></sst>",
                        "xl/worksheets/sheet1.xml",
                        "<s><c t=\"s\"><v>0</v></c><c><v>20261122</v></c></s>")),
                "młynka",
                "20261122");
        reads(
                "a.pptx",
                SampleFiles.zip(Map.of("ppt/slides/slide1.xml", "<a:p xmlns:a=\"a\"><a:t>" + SLOVENE + "</a:t></a:p>")),
                "čiščenje in šipo");
        reads(
                "a.odt",
                SampleFiles.zip(
                        Map.of(
                                "content.xml",
                                "<o:d xmlns:o=\"o\" xmlns:t=\"t\"><o:styles>none</o:styles><o:body><t:p>Zażółć<t:tab/><t:span>gęślą</t:span></t:p></o:body></o:d>")),
                "Zażółć gęślą");
        reads("a.xls", SampleFiles.xls(POLISH, 1234.5), POLISH, "1234.5");
        reads("a.rtf", """
                {\\rtf1\\ansi\\ansicpg1250{\\fonttbl{\\f0 Arial;}}{\\*\\generator no}\\uc1 Za\\'bf\\u243?\\'b3\\'e6 \\b g\\u281 e\\b0\\u347?l\\'b9\\par drugi}
                """.getBytes(StandardCharsets.US_ASCII), "Zażółć gęślą\ndrugi");
        reads(
                "a.html",
                "<meta charset=\"iso-8859-2\"><title>Cennik</title><p>żółw</p><script>no()</script>"
                        .getBytes(Charset.forName("ISO-8859-2")),
                "Cennik",
                "żółw");
        for (var charset : new String[] {"UTF-8", "windows-1250", "ISO-8859-2", "UTF-16"}) {
            reads("a.csv", POLISH.getBytes(Charset.forName(charset)), POLISH);
            reads("a.txt", SLOVENE.getBytes(Charset.forName(charset)), SLOVENE);
        }
    }

    @Test
    void whatSteersAScreenOrHidesWordsIsLeftOut() {
        assertThat(FileReading.read(
                        "a.txt",
                        "in\u00advo\u200bice\u202e \u0000\u001b[31m\r\n\r\n\r\n  red".getBytes(StandardCharsets.UTF_8),
                        100))
                .isEqualTo(new Words("invoice [31m\nred", false));
    }

    private static void reads(String name, byte[] file, String... words) {
        assertThat(FileReading.read(name, file, 2_000))
                .isInstanceOfSatisfying(
                        Words.class, text -> assertThat(text.text()).contains(words));
    }
}
