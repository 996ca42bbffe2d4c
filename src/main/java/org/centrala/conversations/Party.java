package org.centrala.conversations;

import org.jspecify.annotations.Nullable;

/** An e-mail address with the name written beside it. */
public record Party(String address, @Nullable String name) {}
