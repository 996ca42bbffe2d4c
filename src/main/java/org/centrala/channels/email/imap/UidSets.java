package org.centrala.channels.email.imap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** UIDs as sets of ranges, none of them longer than servers like a line to be. */
final class UidSets {
    private static final int LONGEST = 6000;

    private UidSets() {}

    static List<String> of(Collection<Long> uids) {
        var sorted = uids.stream().sorted().distinct().toList();
        var sets = new ArrayList<String>();
        var set = new StringBuilder();
        for (int i = 0; i < sorted.size(); ) {
            int end = i;
            while (end + 1 < sorted.size() && sorted.get(end + 1) == sorted.get(end) + 1) {
                end++;
            }
            if (set.length() > LONGEST) {
                sets.add(set.toString());
                set.setLength(0);
            }
            set.append(set.isEmpty() ? "" : ",").append(sorted.get(i)).append(end == i ? "" : ":" + sorted.get(end));
            i = end + 1;
        }
        if (!set.isEmpty()) {
            sets.add(set.toString());
        }
        return sets;
    }
}
