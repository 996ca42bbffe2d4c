package org.centrala.channels.email.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks the domain name system, within a time, and remembers what it said. After several servers in a row have said
 * nothing, it is not asked for a while: mail goes on with "away" at once instead of waiting for each name.
 */
@Component
class Dns {
    private static final Logger log = LoggerFactory.getLogger(Dns.class);
    private static final int MOST_REMEMBERED = 20_000;
    private static final int SILENT_AT_MOST = 4;
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration AWAY_REMEMBERED = Duration.ofSeconds(10);
    private static final Duration NOTHING_REMEMBERED = Duration.ofMinutes(2);
    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** What there is to know under a name. */
    sealed interface Answer {
        /** Those records that are there; an empty list when there are none, or nobody could say. */
        default List<String> values() {
            return this instanceof Found(var values, var ignored) ? values : List.of();
        }

        default boolean away() {
            return this instanceof Away;
        }
    }

    record Found(List<String> values, Duration fresh) implements Answer {}

    record Nothing() implements Answer {}

    /** Nobody answered, or the answer was a failure that may pass. */
    record Away() implements Answer {}

    private record Question(String name, int type) {}

    private final TrustSettings settings;
    private final AtomicInteger silent = new AtomicInteger();
    private final AtomicLong askAgainAt = new AtomicLong(System.nanoTime());
    private volatile @Nullable List<InetSocketAddress> servers;

    private final Cache<Question, Answer> remembered = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfter(Expiry.<Question, Answer>creating((question, answer) -> switch (answer) {
                case Found found -> found.fresh();
                case Nothing() -> NOTHING_REMEMBERED;
                case Away() -> AWAY_REMEMBERED;
            }))
            .build();

    Dns(TrustSettings settings) {
        this.settings = settings;
    }

    Answer txt(String name, TimeLimit limit) {
        return ask(name, Type.TXT, limit);
    }

    Answer ask(String name, int type, TimeLimit limit) {
        var question = new Question(name.toLowerCase(Locale.ROOT), type);
        var known = remembered.getIfPresent(question);
        if (known != null) {
            return known;
        }
        var answer = askServers(question, limit);
        // a mail whose time is up says nothing about the name
        if (!(answer instanceof Away) || !limit.over()) {
            remembered.put(question, answer);
        }
        return answer;
    }

    private Answer askServers(Question question, TimeLimit limit) {
        Message query;
        try {
            var name = Name.fromString(question.name().endsWith(".") ? question.name() : question.name() + ".");
            query = Message.newQuery(Record.newRecord(name, question.type(), DClass.IN));
        } catch (TextParseException | IllegalArgumentException impossible) {
            return new Nothing();
        }
        if (silent.get() >= SILENT_AT_MOST && askAgainAt.get() - System.nanoTime() > 0) {
            return new Away();
        }
        for (var server : servers()) {
            if (limit.over()) {
                return new Away();
            }
            var answer = askOne(server, query, question, limit.left(settings.dnsTimeout()));
            if (answer != null) {
                return answer;
            }
        }
        return new Away();
    }

    /** Null when this server has said nothing of use and another one may be asked. */
    private @Nullable Answer askOne(InetSocketAddress server, Message query, Question question, Duration time) {
        var resolver = new SimpleResolver(server);
        resolver.setTimeout(time);
        var asked = resolver.sendAsync(query).toCompletableFuture();
        try {
            var said = asked.get(time.toMillis() + 50, TimeUnit.MILLISECONDS);
            silent.set(0);
            return switch (said.getRcode()) {
                case Rcode.NOERROR -> found(said, question.type());
                case Rcode.NXDOMAIN -> new Nothing();
                default -> null;
            };
        } catch (ExecutionException | TimeoutException nothing) {
            asked.cancel(true);
            if (silent.incrementAndGet() < SILENT_AT_MOST) {
                return null;
            }
            // The names come from whoever sends mail: a name server of theirs that keeps silent must not silence all.
            if (answersAtAll(server)) {
                silent.set(0);
            } else {
                log.warn("DNS at {} is silent: mail is taken in unchecked meanwhile", server);
                askAgainAt.set(System.nanoTime() + SILENCE.toNanos());
            }
            return null;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Away();
        }
    }

    /** Whether it answers what it surely knows: who serves the root. */
    private boolean answersAtAll(InetSocketAddress server) {
        var resolver = new SimpleResolver(server);
        resolver.setTimeout(settings.dnsTimeout());
        try {
            resolver.send(Message.newQuery(Record.newRecord(Name.root, Type.NS, DClass.IN)));
            return true;
        } catch (IOException nothing) {
            return false;
        }
    }

    private static Answer found(Message said, int type) {
        var records = new ArrayList<Record>();
        var fresh = LONGEST;
        for (var record : said.getSection(Section.ANSWER)) {
            var lives = Duration.ofSeconds(record.getTTL());
            fresh = lives.compareTo(fresh) < 0 ? lives : fresh;
            if (record.getType() == type) {
                records.add(record);
            }
        }
        if (type == Type.MX) {
            records.sort(Comparator.comparingInt(record -> ((MXRecord) record).getPriority()));
        }
        var values = records.stream().map(Dns::value).toList();
        return values.isEmpty() ? new Nothing() : new Found(values, fresh.compareTo(SHORTEST) < 0 ? SHORTEST : fresh);
    }

    private static String value(Record record) {
        return switch (record) {
            case TXTRecord text -> {
                var joined = new StringBuilder();
                text.getStringsAsByteArrays().forEach(part -> joined.append(new String(part, StandardCharsets.UTF_8)));
                yield joined.toString();
            }
            case ARecord address -> address.getAddress().getHostAddress();
            case AAAARecord address -> address.getAddress().getHostAddress();
            case MXRecord exchange -> exchange.getTarget().toString(true);
            case PTRRecord pointer -> pointer.getTarget().toString(true);
            default -> record.rdataToString();
        };
    }

    private List<InetSocketAddress> servers() {
        var known = servers;
        if (known == null) {
            known = settings.dns().isEmpty()
                    ? ResolverConfig.getCurrentConfig().servers()
                    : settings.dns().stream().map(TrustSettings::server).toList();
            servers = known;
        }
        return known;
    }
}
