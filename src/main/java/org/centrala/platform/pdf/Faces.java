package org.centrala.platform.pdf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The fonts of a document: only the letters that are used go into it. A letter that they do not have is a box. */
final class Faces {
    private static final int BOX = 0x25a1;

    private final Face regular;
    private final Face bold;

    Faces(PDDocument document) {
        regular = new Face(document, "/fonts/DejaVuSans.ttf");
        bold = new Face(document, "/fonts/DejaVuSans-Bold.ttf");
    }

    Face of(PdfPages.Style style) {
        return style.bold() ? bold : regular;
    }

    /** One font: how wide its letters are, and which it has. */
    static final class Face {
        private final PDType0Font font;
        private final TrueTypeFont letters;
        private final CmapLookup glyphs;
        private final float unit;
        private final Map<Integer, Float> widths = new HashMap<>();

        Face(PDDocument document, String resource) {
            try (var file = Objects.requireNonNull(Faces.class.getResourceAsStream(resource), resource)) {
                letters = new TTFParser().parse(new RandomAccessReadBuffer(file));
                // Ligatures would be drawn narrower than they were measured, and be hard to read back.
                letters.setEnableGsub(false);
                document.registerTrueTypeFontForClosing(letters);
                font = PDType0Font.load(document, letters, true);
                glyphs = letters.getUnicodeCmapLookup();
                unit = letters.getUnitsPerEm();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        PDType0Font font() {
            return font;
        }

        /** How wide a letter is when the font is one unit high. */
        float width(int letter) {
            return widths.computeIfAbsent(letter, this::measured);
        }

        private float measured(int letter) {
            try {
                return letters.getAdvanceWidth(glyphs.getGlyphId(has(letter) ? letter : BOX)) / unit;
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        private boolean has(int letter) {
            return glyphs.getGlyphId(letter) != 0;
        }

        /** The text with a box for each letter that the font does not have. */
        String shown(String text) {
            if (text.codePoints().allMatch(this::has)) {
                return text;
            }
            var shown = new StringBuilder(text.length());
            text.codePoints().forEach(letter -> shown.appendCodePoint(has(letter) ? letter : BOX));
            return shown.toString();
        }
    }
}
