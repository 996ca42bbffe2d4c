package org.centrala.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.centrala.platform.web.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an uploaded logo becomes. */
class PicturesTests {

    private static byte[] picture(String format, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(width / 2, height / 2, 0x00707c);
        var out = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(image, format, out)).isTrue();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void aLargePictureIsMadeToFitAndKeepsItsShape(String format) throws IOException {
        var small = ImageIO.read(new ByteArrayInputStream(Pictures.fit(picture(format, 1000, 500))));

        assertThat(small.getWidth()).isEqualTo(256);
        assertThat(small.getHeight()).isEqualTo(128);
    }

    @Test
    void aSmallPictureKeepsItsSizeAndNothingButItsPixels() throws IOException {
        var plain = picture("png", 32, 16);
        var secret = "<script>alert(1)</script>".getBytes(UTF_8);
        var carrying = new ByteArrayOutputStream();
        carrying.write(plain, 0, plain.length - 12); // the end chunk is 12 bytes
        carrying.write(chunk("tEXt", secret));
        carrying.write(plain, plain.length - 12, 12);
        carrying.write(secret);

        var kept = Pictures.fit(carrying.toByteArray());

        assertThat(ImageIO.read(new ByteArrayInputStream(kept)).getWidth()).isEqualTo(32);
        assertThat(new String(kept, ISO_8859_1)).doesNotContain("script");
    }

    @Test
    void whatIsNoPictureOfAKnownKindOrIsTooLargeIsRefused() {
        var png = picture("png", 64, 64);
        var header = ByteBuffer.allocate(13)
                .putInt(60_000)
                .putInt(60_000)
                .put(new byte[] {8, 6, 0, 0, 0})
                .array();
        var bomb = new ByteArrayOutputStream();
        bomb.write(png, 0, 8);
        bomb.writeBytes(chunk("IHDR", header));
        bomb.write(png, 33, png.length - 33);
        for (var upload : List.of(
                new byte[0],
                "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>".getBytes(UTF_8),
                picture("gif", 10, 10),
                picture("bmp", 10, 10),
                Arrays.copyOf(png, 40),
                bomb.toByteArray(),
                new byte[Pictures.MOST_BYTES + 1])) {
            assertThatThrownBy(() -> Pictures.fit(upload))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("PNG or JPEG");
        }
    }

    private static byte[] chunk(String type, byte[] data) {
        var crc = new CRC32();
        crc.update(type.getBytes(UTF_8));
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(type.getBytes(UTF_8))
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }
}
