package org.centrala.platform.log;

import org.jspecify.annotations.Nullable;

/** One scalar that an event changed: a number, boolean, id or short word of a fixed list, never free text. */
public record Change(@Nullable Object old, @Nullable Object now) {}
