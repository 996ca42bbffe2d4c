package org.centrala.conversations;

import org.jspecify.annotations.Nullable;

/**
 * A file that comes with a message.
 *
 * @param contentId by which its HTML shows it, without angle brackets
 * @param withheld what an antivirus found in it: it is kept, but not handed out
 */
public record NewAttachment(
        String fileName,
        String contentType,
        @Nullable String contentId,
        byte[] content,
        @Nullable String withheld) {

    public NewAttachment(String fileName, String contentType, @Nullable String contentId, byte[] content) {
        this(fileName, contentType, contentId, content, null);
    }
}
