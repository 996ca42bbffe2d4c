package org.centrala.conversations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a message; not the Message-ID of an e-mail, which is its external id. */
public record MessageId(@JsonValue UUID value) {}
