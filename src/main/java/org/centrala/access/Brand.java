package org.centrala.access;

import java.util.UUID;

/** A shop as its customers know it. */
public record Brand(UUID id, String name, String language, String signature) {}
