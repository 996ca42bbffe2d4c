package org.centrala.channels.email.trust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a server has found out about a mail, as it wrote it into the header (RFC 8601). */
record AuthenticationResults(String server, List<Method> methods) {

    /** One method's result with its properties, e.g. {@code header.from}. */
    record Method(String name, String result, Map<String, String> properties) {

        @Nullable
        String domain(String... names) {
            for (var name : names) {
                var value = properties.get(name);
                if (value != null) {
                    return value.substring(value.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
                }
            }
            return null;
        }
    }

    /** Null when it cannot be read. */
    static @Nullable AuthenticationResults of(String value) {
        var parts = split(withoutComments(value), ';');
        var server = words(parts.getFirst());
        if (server.isEmpty()) {
            return null;
        }
        var methods = new ArrayList<Method>();
        for (var part : parts.subList(1, parts.size())) {
            method(words(part)).ifPresent(methods::add);
        }
        return new AuthenticationResults(server.getFirst().toLowerCase(Locale.ROOT), methods);
    }

    Optional<Method> method(String name) {
        return methods.stream().filter(method -> method.name().equals(name)).findFirst();
    }

    List<Method> all(String name) {
        return methods.stream().filter(method -> method.name().equals(name)).toList();
    }

    private static Optional<Method> method(List<String> words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        int equal = words.getFirst().indexOf('=');
        if (equal <= 0) {
            return Optional.empty();
        }
        var properties = new HashMap<String, String>();
        for (var word : words.subList(1, words.size())) {
            int at = word.indexOf('=');
            if (at > 0) {
                properties.putIfAbsent(word.substring(0, at).toLowerCase(Locale.ROOT), word.substring(at + 1));
            }
        }
        var name = words.getFirst().substring(0, equal).toLowerCase(Locale.ROOT);
        int version = name.indexOf('/');
        return Optional.of(new Method(
                version < 0 ? name : name.substring(0, version),
                words.getFirst().substring(equal + 1).toLowerCase(Locale.ROOT),
                properties));
    }

    /** Words by white space, none around the equals sign, quotes taken off. */
    private static List<String> words(String part) {
        var tight = new StringBuilder(part.length());
        boolean blank = false;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (Character.isWhitespace(c)) {
                blank = true;
                continue;
            }
            if (blank && !tight.isEmpty() && c != '=' && tight.charAt(tight.length() - 1) != '=') {
                tight.append(' ');
            }
            tight.append(c);
            blank = false;
        }
        return split(tight.toString(), ' ').stream()
                .map(word -> word.replace("\"", ""))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static List<String> split(String text, char at) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            }
            if (c == at && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static String withoutComments(String text) {
        var kept = new StringBuilder(text.length());
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && (quoted || depth > 0)) {
                i++;
                continue;
            }
            if (c == '"' && depth == 0) {
                quoted = !quoted;
            }
            if (c == '(' && !quoted) {
                depth++;
            }
            if (depth == 0) {
                kept.append(c);
            }
            if (c == ')' && !quoted && depth > 0) {
                depth--;
                kept.append(depth == 0 ? " " : "");
            }
        }
        return kept.toString();
    }
}
