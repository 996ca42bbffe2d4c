package org.centrala.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many requests in a minute one node answers; 0 is without a limit.
 *
 * @param key to one API key
 * @param person to one person, in all their browsers
 * @param address to one network address from which nobody is recognised
 */
@ConfigurationProperties("centrala.rate-limits")
record RateSettings(
        @DefaultValue("12000") int key,
        @DefaultValue("6000") int person,
        @DefaultValue("3000") int address) {}
