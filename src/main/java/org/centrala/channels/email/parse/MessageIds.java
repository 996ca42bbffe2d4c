package org.centrala.channels.email.parse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Message ids as they stand in Message-ID, In-Reply-To and References, without their angle brackets. */
public final class MessageIds {
    private static final int LONGEST = 500;
    private static final int MOST = 100;

    private MessageIds() {}

    public static List<String> parse(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return List.of();
        }
        var ids = new LinkedHashSet<String>();
        int at = value.indexOf('<');
        if (at < 0) {
            for (var token : value.strip().split("[\\s,]+", MOST + 1)) {
                if (token.indexOf('@') > 0 || value.strip().equals(token)) {
                    add(ids, token);
                }
            }
        }
        while (at >= 0) {
            int end = at + 1;
            while (end < value.length() && value.charAt(end) != '>' && value.charAt(end) != '<') {
                end++;
            }
            add(ids, value.substring(at + 1, end));
            at = value.indexOf('<', end);
        }
        var all = new ArrayList<>(ids);
        // the first one opened the thread, the last ones are nearest
        return all.size() <= MOST ? all : join(all.getFirst(), all.subList(all.size() - MOST + 1, all.size()));
    }

    /** One id as somebody may type it, with or without brackets. */
    public static String bare(String id) {
        var parsed = parse(id);
        return parsed.isEmpty() ? id.strip() : parsed.getFirst();
    }

    private static List<String> join(String first, List<String> rest) {
        var joined = new ArrayList<String>(rest.size() + 1);
        joined.add(first);
        joined.addAll(rest);
        return joined;
    }

    private static void add(LinkedHashSet<String> ids, String raw) {
        var kept = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c > ' ' && c != '<' && c != '>' && c != 0x7f && !Character.isISOControl(c)) {
                kept.append(c);
            }
        }
        if (!kept.isEmpty()) {
            var id = Text.body(kept.toString());
            ids.add(id.length() <= LONGEST ? id : "sha256-" + hash(id));
        }
    }

    private static String hash(String id) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
