/**
 * The record of a dialogue: inboxes, conversations, their messages and notes, drafts and read marks.
 *
 * <p>{@link org.centrala.conversations.Conversations} holds the conversation (its fields, status, lists),
 * {@link org.centrala.conversations.Messages} what is said in it and how it gets out, and
 * {@link org.centrala.conversations.Inboxes} the anchor of rights. Every read takes a {@code Viewer} and asks for
 * {@code inbox_id = any(visible inboxes)}; what a viewer may not see does not exist for them.
 */
@NullMarked
@ApplicationModule(
        displayName = "Conversations",
        allowedDependencies = {
            "platform",
            "access",
            "access :: spi",
            "realtime",
            "realtime :: spi",
            "search",
            "search :: spi",
            "customers",
            "customers :: spi",
            "fields"
        })
package org.centrala.conversations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
