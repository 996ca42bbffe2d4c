package org.centrala.platform.log;

import java.time.Instant;

/** An event that a consumer could not take after repeated tries and went on without. */
public record DeadLetter(String consumer, long position, String error, Instant at) {}
