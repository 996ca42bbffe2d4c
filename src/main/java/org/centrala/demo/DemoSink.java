package org.centrala.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** A submission server on loopback that takes every mail of the demo and delivers none. */
@InDemo
class DemoSink {
    private static final int ANY_PORT = 0;
    private static final Logger log = LoggerFactory.getLogger(DemoSink.class);

    private final AtomicLong swallowed = new AtomicLong();
    private volatile @Nullable SMTPServer server;

    /** Opens on this port, or on another when it is taken. */
    void open(int wanted) {
        try {
            server = started(wanted);
        } catch (RuntimeException taken) {
            server = started(ANY_PORT);
        }
        log.info("Mail sent from the demo ends in a sink on 127.0.0.1:{} and reaches nobody", port());
    }

    private SMTPServer started(int port) {
        var fresh = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("sink.zrno.example")
                .softwareName("Centrala demo sink")
                .maxConnections(50)
                .executorService(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("demo-sink-", 0).factory()))
                .serverThreadName("demo-sink")
                .messageHandlerFactory(context -> new Swallow())
                .build();
        fresh.start();
        return fresh;
    }

    /** The port it listens on; 0 while it is closed. */
    int port() {
        var open = server;
        return open == null ? 0 : open.getPortAllocated();
    }

    /** How many mails have ended here since the start. */
    long swallowed() {
        return swallowed.get();
    }

    void close() {
        var open = server;
        server = null;
        if (open != null) {
            Thread.ofVirtual().name("demo-sink-stop").start(open::stop);
        }
    }

    private final class Swallow implements MessageHandler {
        @Override
        public void from(String sender) {}

        @Override
        public void recipient(String recipient) {}

        @Override
        public String data(InputStream message) {
            try {
                message.transferTo(OutputStream.nullOutputStream());
            } catch (IOException cutOff) {
                throw new UncheckedIOException(cutOff);
            }
            swallowed.incrementAndGet();
            return "Taken by the demo sink";
        }

        @Override
        public void done() {}
    }
}
