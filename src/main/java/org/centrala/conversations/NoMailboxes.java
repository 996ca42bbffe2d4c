package org.centrala.conversations;

import java.util.Optional;
import java.util.UUID;
import org.centrala.conversations.spi.MailboxDirectory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** While no channel brings mailboxes, there are none. */
@Configuration(proxyBeanMethods = false)
class NoMailboxes {

    @Bean
    @ConditionalOnMissingBean(MailboxDirectory.class)
    MailboxDirectory emptyMailboxDirectory() {
        return new MailboxDirectory() {
            @Override
            public Optional<Mailbox> mailbox(UUID id) {
                return Optional.empty();
            }

            @Override
            public Optional<Mailbox> byAddress(String address) {
                return Optional.empty();
            }

            @Override
            public Optional<Mailbox> mainOf(UUID inbox) {
                return Optional.empty();
            }
        };
    }
}
