package org.centrala.platform.pdf;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Bidi;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.jspecify.annotations.Nullable;

/**
 * Sets text on A4 pages from top to bottom and writes them as a PDF. It knows words only: nothing in them is ever loaded,
 * followed or run. Finished pages lie in a temporary file, so that a long document needs little memory.
 */
public final class PdfPages implements Closeable {
    /** How text looks. */
    public enum Style {
        TITLE(15, true, 0.11f),
        HEAD(9.5f, true, 0.11f),
        TEXT(9.5f, false, 0.11f),
        SMALL(7.5f, false, 0.4f);

        private final float size;
        private final boolean bold;
        private final float grey;

        Style(float size, boolean bold, float grey) {
            this.size = size;
            this.bold = bold;
            this.grey = grey;
        }

        boolean bold() {
            return bold;
        }

        float line() {
            return size * 1.45f;
        }
    }

    private static final PDRectangle PAPER = PDRectangle.A4;
    private static final float MARGIN = 51;
    private static final float WIDTH = PAPER.getWidth() - 2 * MARGIN;
    private static final float TOP = PAPER.getHeight() - MARGIN;

    private final PDDocument document = new PDDocument(IOUtils.createTempFileOnlyStreamCache());
    private final Faces faces = new Faces(document);
    private final String title;
    private final Locale language;
    private final Instant made;
    private @Nullable PDPageContentStream page;
    private float y;
    private boolean marked;

    public PdfPages(String title, Locale language, Instant made) {
        this.title = title;
        this.language = language;
        this.made = made;
    }

    /** How many pages there are by now. */
    public int pages() {
        return document.getNumberOfPages();
    }

    /** What is written from now on has a bar beside it, or none any more. */
    public void mark(boolean on) {
        marked = on;
    }

    /** Begins a new page unless so many lines of text fit on this one. */
    public void keep(int lines) {
        if (y - lines * Style.TEXT.line() < MARGIN) {
            next();
        }
    }

    public void gap(float height) {
        if (page != null) {
            y -= height;
        }
    }

    /** A thin line from edge to edge. */
    public void rule() {
        write(() -> {
            var content = ready(4);
            y -= 4;
            content.setStrokingColor(0.82f, 0.82f, 0.82f);
            content.setLineWidth(0.5f);
            content.moveTo(MARGIN, y);
            content.lineTo(MARGIN + WIDTH, y);
            content.stroke();
        });
    }

    /** Text with its own line ends; longer lines are broken. */
    public void text(Style style, String text) {
        text.lines().forEach(paragraph -> {
            var face = faces.of(style);
            var lines =
                    Lines.broken(Lines.clean(paragraph), WIDTH, letter -> face.width(letter) * style.size, language);
            lines.forEach(line -> write(() -> line(style, face, line)));
        });
    }

    private void line(Style style, Faces.Face face, String line) throws IOException {
        var content = ready(style.line());
        y -= style.line();
        if (marked) {
            content.setNonStrokingColor(0.91f, 0.72f, 0.25f);
            content.addRect(MARGIN - 9, y - 2, 2.5f, style.line());
            content.fill();
        }
        if (!line.isBlank()) {
            draw(content, style, face, line, left(style, face, line), y + style.size * 0.25f);
        }
    }

    /** What is read from right to left begins at the right. */
    private static float left(Style style, Faces.Face face, String line) {
        var letters = line.toCharArray();
        if (!Bidi.requiresBidi(letters, 0, letters.length)
                || new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight()) {
            return MARGIN;
        }
        return MARGIN
                + WIDTH
                - (float) line.codePoints().mapToDouble(face::width).sum() * style.size;
    }

    private static void draw(PDPageContentStream content, Style style, Faces.Face face, String line, float x, float at)
            throws IOException {
        content.setNonStrokingColor(style.grey, style.grey, style.grey);
        content.beginText();
        content.setFont(face.font(), style.size);
        content.newLineAtOffset(x, at);
        content.showText(face.shown(Lines.drawn(line)));
        content.endText();
    }

    private PDPageContentStream ready(float height) {
        if (page == null || y - height < MARGIN) {
            next();
        }
        return Objects.requireNonNull(page);
    }

    private void next() {
        write(() -> {
            end();
            var paper = new PDPage(PAPER);
            document.addPage(paper);
            page = new PDPageContentStream(document, paper);
            y = TOP;
        });
    }

    private void end() throws IOException {
        if (page != null) {
            page.close();
            page = null;
        }
    }

    /** The document, each page with its title above, from the second one on, and its number below. */
    public byte[] finish(IntFunction<String> numbered) {
        var bytes = new ByteArrayOutputStream();
        write(() -> {
            if (page == null && pages() == 0) {
                next();
            }
            end();
            var face = faces.of(Style.SMALL);
            for (int number = 1; number <= pages(); number++) {
                try (var content = new PDPageContentStream(
                        document, document.getPage(number - 1), AppendMode.APPEND, true, true)) {
                    if (number > 1) {
                        var lines = Lines.broken(
                                Lines.clean(title), WIDTH, letter -> face.width(letter) * Style.SMALL.size, language);
                        draw(content, Style.SMALL, face, lines.getFirst(), MARGIN, TOP + 14);
                    }
                    draw(content, Style.SMALL, face, numbered.apply(number), MARGIN, MARGIN - 22);
                }
            }
            var information = document.getDocumentInformation();
            information.setTitle(title);
            information.setProducer("Centrala");
            information.setCreationDate(GregorianCalendar.from(made.atZone(ZoneOffset.UTC)));
            document.getDocumentCatalog().setLanguage(language.toLanguageTag());
            document.save(bytes);
        });
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        write(() -> {
            end();
            document.close();
        });
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void write(Step step) {
        try {
            step.run();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
