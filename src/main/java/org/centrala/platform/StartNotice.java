package org.centrala.platform;

import java.util.List;

/** What a module has to say to the person at the terminal once the start is complete. */
public interface StartNotice {
    List<Line> startNotice();

    /** One line: what it is about, and what there is to know. */
    record Line(String label, String text) {}
}
