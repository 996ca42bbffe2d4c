package org.centrala.platform.reading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;

/** Files as people send them, and such as nobody should. */
public final class SampleFiles {
    private SampleFiles() {}

    public static byte[] docx(String... paragraphs) {
        var body = new StringBuilder();
        for (var paragraph : paragraphs) {
            body.append("<w:p><w:r><w:t>").append(paragraph).append("</w:t></w:r></w:p>");
        }
        return zip(Map.of(
                "[Content_Types].xml",
                "<Types/>",
                "word/document.xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/"
                        + "wordprocessingml/2006/main\"><w:body>" + body + "</w:body></w:document>"));
    }

    public static byte[] zip(Map<String, String> entries) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A part that unpacks to as many megabytes between a beginning and an end. */
    static byte[] bomb(String part, String begin, int megabytes, String end) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry(part));
            zip.write(begin.getBytes(StandardCharsets.UTF_8));
            var same = " ".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at < megabytes; at++) {
                zip.write(same);
            }
            zip.write(end.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return out.toByteArray();
    }

    public static byte[] pdf(String text) {
        try (var document = new PDDocument()) {
            write(document, text);
            return bytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] encryptedPdf() throws IOException {
        try (var document = new PDDocument()) {
            write(document, "secret words");
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            return bytes(document);
        }
    }

    /** A form that shows itself twice: two to the power of as deep as a reader goes. */
    static byte[] endlessPdf() throws IOException {
        try (var document = new PDDocument()) {
            var page = write(document, "");
            var form = new PDFormXObject(document);
            form.setBBox(new PDRectangle(100, 100));
            form.setResources(new PDResources());
            form.getResources().put(COSName.getPDFName("Again"), form);
            try (var out = form.getContentStream().createOutputStream()) {
                out.write("q /Again Do Q q /Again Do Q".getBytes(StandardCharsets.US_ASCII));
            }
            page.getResources().put(COSName.getPDFName("Again"), form);
            var more = document.getDocument().createCOSStream();
            try (var out = more.createOutputStream()) {
                out.write("q /Again Do Q".getBytes(StandardCharsets.US_ASCII));
            }
            var contents = new COSArray();
            contents.add(more);
            page.getCOSObject().setItem(COSName.CONTENTS, contents);
            return bytes(document);
        }
    }

    private static PDPage write(PDDocument document, String text) throws IOException {
        var page = new PDPage();
        page.setResources(new PDResources());
        document.addPage(page);
        try (var content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
            content.newLineAtOffset(50, 700);
            content.showText(text);
            content.endText();
        }
        return page;
    }

    private static byte[] bytes(PDDocument document) throws IOException {
        var out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    static byte[] xls(String text, double number) throws IOException {
        try (var book = new HSSFWorkbook()) {
            var row = book.createSheet("Ceny").createRow(0);
            row.createCell(0).setCellValue(text);
            row.createCell(1).setCellValue(number);
            var out = new ByteArrayOutputStream();
            book.write(out);
            return out.toByteArray();
        }
    }
}
