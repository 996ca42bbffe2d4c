package org.centrala.access;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.spi.InboxDirectory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** While no module brings inboxes, there are none. */
@Configuration(proxyBeanMethods = false)
class NoInboxes {

    @Bean
    @ConditionalOnMissingBean(InboxDirectory.class)
    InboxDirectory emptyInboxDirectory() {
        return new InboxDirectory() {
            @Override
            public Set<UUID> inboxesOf(Set<UUID> teams) {
                return Set.of();
            }

            @Override
            public Set<UUID> allInboxes() {
                return Set.of();
            }

            @Override
            public Map<UUID, String> names(Set<UUID> inboxes) {
                return Map.of();
            }
        };
    }
}
