package org.centrala.channels.email;

import io.swagger.v3.oas.annotations.media.Schema;

/** What a customer who opens a conversation is told at once, in one language; nothing unless enabled. */
record Acknowledgement(
        @Schema(allowableValues = {"en", "pl", "sl"}) String language, boolean enabled, String text) {}
