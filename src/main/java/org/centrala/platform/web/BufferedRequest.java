package org.centrala.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import org.springframework.http.HttpStatus;

/** A request whose body was read, and can be read again. */
final class BufferedRequest extends HttpServletRequestWrapper {
    private final byte[] body;
    private final Input input;

    BufferedRequest(HttpServletRequest request, int mostBytes) throws IOException {
        super(request);
        body = request.getInputStream().readNBytes(mostBytes + 1);
        if (body.length > mostBytes) {
            throw new Problem(HttpStatus.CONTENT_TOO_LARGE, "request.too_large", "The request is too large.");
        }
        input = new Input(body);
    }

    byte[] body() {
        return body;
    }

    @Override
    public ServletInputStream getInputStream() {
        return input;
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(input, UTF_8));
    }

    private static final class Input extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Input(byte[] body) {
            bytes = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return bytes.read(into, from, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        /** The whole body is there: nobody has to be told when more comes, and a controller that asks for it is wrong. */
        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("no write is read asynchronously");
        }
    }
}
