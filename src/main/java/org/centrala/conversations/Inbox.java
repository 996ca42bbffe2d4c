package org.centrala.conversations;

import java.util.List;
import java.util.UUID;

/**
 * The anchor of rights and brand: what comes in through its doors is seen by its teams.
 *
 * @param untouchedHours after how many hours an open conversation counts as one that nobody has touched
 */
public record Inbox(UUID id, String name, UUID brand, List<UUID> teams, int untouchedHours) {}
