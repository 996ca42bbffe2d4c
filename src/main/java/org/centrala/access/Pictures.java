package org.centrala.access;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import org.centrala.platform.web.Problem;

/** Makes a small picture of what somebody uploads: decoded and written anew, so that nothing but pixels is kept. */
final class Pictures {
    static final int MOST_BYTES = 2 << 20;

    private static final int SIDE = 256;
    private static final int MOST_PIXELS = 8_000_000;
    private static final Set<String> KNOWN = Set.of("png", "jpeg");

    private Pictures() {}

    /** The picture as a PNG that fits into a square of {@value #SIDE} pixels; smaller ones keep their size. */
    static byte[] fit(byte[] upload) {
        if (upload.length == 0 || upload.length > MOST_BYTES) {
            throw refused();
        }
        try {
            return png(scaled(decoded(upload)));
        } catch (IOException | RuntimeException broken) { // readers answer a broken file with anything
            throw refused();
        }
    }

    private static BufferedImage decoded(byte[] upload) throws IOException {
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(upload))) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("is no picture");
            }
            var reader = readers.next();
            if (!KNOWN.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                throw new IOException("is no PNG or JPEG");
            }
            try {
                reader.setInput(in, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                    throw new IOException("has too many pixels");
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage scaled(BufferedImage image) {
        var factor = Math.min(1.0, (double) SIDE / Math.max(image.getWidth(), image.getHeight()));
        var width = Math.max(1, (int) Math.round(image.getWidth() * factor));
        var height = Math.max(1, (int) Math.round(image.getHeight() * factor));
        var small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        var canvas = small.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        canvas.drawImage(image, 0, 0, width, height, null);
        canvas.dispose();
        return small;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static Problem refused() {
        return Problem.invalid("logo", "must be a PNG or JPEG picture of at most 2 MB and 8 million pixels");
    }
}
