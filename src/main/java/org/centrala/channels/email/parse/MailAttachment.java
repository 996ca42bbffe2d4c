package org.centrala.channels.email.parse;

import org.jspecify.annotations.Nullable;

/** A decoded part that is not the body: an attachment, or an image the HTML shows inline by its content id. */
public record MailAttachment(
        String fileName, String contentType, @Nullable String contentId, boolean inline, byte[] content) {}
