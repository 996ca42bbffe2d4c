package org.centrala.conversations;

import org.jspecify.annotations.Nullable;

/** A file that comes with a message. {@code contentId} is the one by which its HTML shows it, without angle brackets. */
public record NewAttachment(
        String fileName, String contentType, @Nullable String contentId, byte[] content) {}
