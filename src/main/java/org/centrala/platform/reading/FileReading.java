package org.centrala.platform.reading;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.stream.XMLStreamException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.EncryptedDocumentException;
import org.centrala.platform.reading.FileText.Reason;
import org.centrala.platform.reading.FileText.Unreadable;
import org.centrala.platform.reading.FileText.Words;
import org.jsoup.Jsoup;

/** Reads the words of one file, in memory alone. Whatever a library makes of a hostile file, it is one of the known outcomes. */
final class FileReading {
    private static final int MOST_PAGES = 1_000;

    private FileReading() {}

    static FileText read(String fileName, byte[] file, int most) {
        var words = new Collected(most);
        try {
            into(words, FileKind.of(fileName, file), file);
        } catch (Collected.Enough enough) {
            return new Words(words.text(), true);
        } catch (InvalidPasswordException | EncryptedDocumentException locked) {
            return new Unreadable(Reason.ENCRYPTED);
        } catch (OfficeXml.Bomb bomb) {
            return new Unreadable(Reason.BOMB);
        } catch (IOException | XMLStreamException | RuntimeException | StackOverflowError broken) {
            // What was read before the damage is worth finding.
            return words.text().isBlank() ? new Unreadable(Reason.BROKEN) : new Words(words.text(), true);
        }
        return new Words(words.text(), words.cut());
    }

    private static void into(Collected words, FileKind kind, byte[] file) throws IOException, XMLStreamException {
        switch (kind) {
            case PDF -> pdf(file, words);
            case OFFICE -> new OfficeXml(words).read(file);
            case OLD_OFFICE -> OldOffice.read(file, words);
            case RTF -> new RichText(file, words).read();
            case HTML -> {
                // Without a base nothing can be fetched, and nothing would be: only the words are asked for.
                var page = Jsoup.parse(new ByteArrayInputStream(file), null, "");
                words.write(page.title() + "\n");
                words.write(page.body().wholeText());
            }
            case TEXT -> words.write(PlainText.of(file));
        }
    }

    private static void pdf(byte[] file, Collected words) throws IOException {
        try (var document = Loader.loadPDF(file)) {
            var stripper = new PDFTextStripper();
            stripper.setEndPage(MOST_PAGES);
            stripper.writeText(document, words);
        }
    }
}
