package org.centrala.conversations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a conversation. */
public record ConversationId(@JsonValue UUID value) {}
