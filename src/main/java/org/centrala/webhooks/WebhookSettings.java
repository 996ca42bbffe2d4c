package org.centrala.webhooks;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What webhooks may reach.
 *
 * @param privateTargets whether they may go to private addresses and without encryption, for programs in one's own network
 */
@ConfigurationProperties("centrala.webhooks")
public record WebhookSettings(@DefaultValue("false") boolean privateTargets) {}
