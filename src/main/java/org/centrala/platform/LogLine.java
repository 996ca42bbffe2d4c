package org.centrala.platform;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/** One event of the process log as one line of logfmt: time, level, where, the ids in play, the message. */
public final class LogLine implements StructuredLogFormatter<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
    private static final Pattern PLAIN = Pattern.compile("[^\\s\"=]+");

    private static final String FRAMES = "15";

    private final ThrowableProxyConverter trace = new ThrowableProxyConverter();

    public LogLine() {
        trace.setOptionList(List.of(FRAMES)); // of each cause: enough to see where, short enough for one line
        trace.start();
    }

    @Override
    public String format(ILoggingEvent event) {
        var line = new StringBuilder(160)
                .append("time=")
                .append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())))
                .append(" level=")
                .append(event.getLevel().toString().toLowerCase(Locale.ROOT))
                .append(" logger=")
                .append(shortName(event.getLoggerName()));
        event.getMDCPropertyMap().forEach((key, value) -> append(line, key, value));
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> append(line, pair.key, String.valueOf(pair.value)));
        }
        append(line, "message", event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            append(line, "error", trace.convert(event).strip());
        }
        return line.append('\n').toString();
    }

    private static String shortName(String logger) {
        return logger.startsWith("org.centrala.") ? logger.substring("org.centrala.".length()) : logger;
    }

    private static void append(StringBuilder line, String key, String value) {
        line.append(' ').append(key).append('=');
        if (PLAIN.matcher(value).matches()) {
            line.append(value);
            return;
        }
        line.append('"');
        for (var index = 0; index < value.length(); index++) {
            var character = value.charAt(index);
            switch (character) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\t' -> line.append("\\t");
                case '\r' -> line.append("\\r");
                default -> line.append(Character.isISOControl(character) ? ' ' : character);
            }
        }
        line.append('"');
    }
}
