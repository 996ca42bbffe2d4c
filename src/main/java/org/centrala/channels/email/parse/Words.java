package org.centrala.channels.email.parse;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Word lists written as text: entries end at a bar or at the line's end; an underscore is a blank that matters. */
final class Words {
    private Words() {}

    static String[] list(String text) {
        return Arrays.stream(text.split("[|\n]"))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(entry -> entry.replace('_', ' '))
                .toArray(String[]::new);
    }

    static Set<String> set(String text) {
        return Set.copyOf(Arrays.asList(list(text)));
    }

    /** Entries of the form {@code keys = value}, where the keys are divided by commas. */
    static Map<String, String> map(String text) {
        var map = new LinkedHashMap<String, String>();
        for (var entry : text.split("[|\n]")) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                for (var key : entry.substring(0, equals).split(",")) {
                    map.put(key.strip(), entry.substring(equals + 1).strip());
                }
            }
        }
        return Map.copyOf(map);
    }

    static boolean anyIn(String text, String[] words) {
        for (var word : words) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
