package org.centrala.platform.reading;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.extractor.EventBasedExcelExtractor;
import org.apache.poi.hwpf.extractor.WordExtractor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.sl.extractor.SlideShowExtractor;

/** The words of documents from before XML: doc, xls and ppt. What is new and has a password is packed in the same way. */
final class OldOffice {
    private OldOffice() {}

    static void read(byte[] file, Collected into) throws IOException {
        try (var files = new POIFSFileSystem(new ByteArrayInputStream(file))) {
            var root = files.getRoot();
            if (root.hasEntry("EncryptedPackage")) {
                throw new EncryptedDocumentException("it has a password");
            } else if (root.hasEntry("WordDocument")) {
                try (var words = new WordExtractor(root)) {
                    into.write(words.getText());
                }
            } else if (root.hasEntry("Workbook") || root.hasEntry("Book")) {
                try (var words = new EventBasedExcelExtractor(root)) {
                    into.write(words.getText());
                }
            } else if (root.hasEntry("PowerPoint Document")) {
                try (var slides = new HSLFSlideShow(root);
                        var words = new SlideShowExtractor<>(slides)) {
                    words.setNotesByDefault(true);
                    into.write(words.getText());
                }
            } else {
                throw new IOException("not a document");
            }
        }
    }
}
