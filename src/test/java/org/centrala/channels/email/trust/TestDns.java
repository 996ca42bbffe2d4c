package org.centrala.channels.email.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** A name server on the loopback that knows what a test tells it, and nothing else. */
public final class TestDns implements AutoCloseable {
    private final DatagramSocket socket;
    private final Map<String, List<String>> zones = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final AtomicInteger questions = new AtomicInteger();

    public TestDns() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("test-dns").start(this::serve);
    }

    public TestDns txt(String name, String... texts) {
        return record(name, Type.TXT, texts);
    }

    public TestDns a(String name, String... addresses) {
        return record(name, Type.A, addresses);
    }

    TestDns record(String name, int type, String... values) {
        var key = key(name, type);
        zones.computeIfAbsent(key, unused -> new CopyOnWriteArrayList<>()).addAll(Arrays.asList(values));
        return this;
    }

    public TestDns without(String name) {
        zones.keySet().removeIf(key -> key.startsWith(name.toLowerCase(Locale.ROOT) + " "));
        return this;
    }

    /** Questions about the name are never answered. */
    public TestDns silentAbout(String name) {
        silent.add(name);
        return this;
    }

    /** Questions about the name are answered by a failure. */
    TestDns brokenAt(String name) {
        broken.add(name);
        return this;
    }

    int questions() {
        return questions.get();
    }

    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    TrustSettings settings() {
        return new TrustSettings(
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(address()),
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                true);
    }

    Dns dns() {
        return new Dns(settings());
    }

    static TimeLimit limit() {
        return TimeLimit.of(Duration.ofSeconds(5));
    }

    private static String key(String name, int type) {
        return name.toLowerCase(Locale.ROOT) + " " + type;
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[4096], 4096);
        while (!socket.isClosed()) {
            try {
                packet.setLength(4096);
                socket.receive(packet);
                var query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                var answer = answer(query);
                if (answer != null) {
                    var wire = answer.toWire();
                    socket.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                // a broken packet, or the end
            }
        }
    }

    private Message answer(Message query) throws IOException {
        questions.incrementAndGet();
        var question = query.getQuestion();
        var name = question.getName().toString(true).toLowerCase(Locale.ROOT);
        if (silent.contains(name) || silent.contains("*")) {
            return null;
        }
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(question, Section.QUESTION);
        if (broken.contains(name)) {
            answer.getHeader().setRcode(Rcode.SERVFAIL);
            return answer;
        }
        var values = zones.get(key(name, question.getType()));
        if (values == null) {
            boolean exists = zones.keySet().stream().anyMatch(key -> key.startsWith(name + " "));
            answer.getHeader().setRcode(exists ? Rcode.NOERROR : Rcode.NXDOMAIN);
            return answer;
        }
        for (var value : values) {
            answer.addRecord(record(question, value), Section.ANSWER);
        }
        return answer;
    }

    private static Record record(Record question, String value) throws IOException {
        if (question.getType() == Type.TXT) {
            return new TXTRecord(question.getName(), DClass.IN, 300, Arrays.asList(value.split("(?<=\\G.{200})")));
        }
        return Record.fromString(question.getName(), question.getType(), DClass.IN, 300, value, Name.root);
    }

    @Override
    public void close() {
        socket.close();
    }
}
