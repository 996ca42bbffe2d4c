package org.centrala.access;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/** A shop as its customers know it. */
public record Brand(
        UUID id,
        String name,
        @Schema(allowableValues = {"en", "pl", "sl"}) String language,
        String signature) {}
