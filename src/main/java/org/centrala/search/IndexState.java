package org.centrala.search;

/**
 * How the search index of a node is doing.
 *
 * @param documents what can be found
 * @param done how many things have been read since the last build began
 * @param total how many there were to read when it began; 0 before they are counted
 */
record IndexState(Phase phase, long documents, long done, long total) {
    enum Phase {
        OPENING,
        /** It was missing or did not fit, and is made from nothing. */
        BUILDING,
        /** Everything is read anew, while what was there is found. */
        RENEWING,
        READY,
        FAILED
    }
}
