package org.centrala.channels.email;

import org.centrala.channels.email.imap.ImapSettings;
import org.centrala.channels.email.smtp.SmtpSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SmtpSettings.class, ImapSettings.class})
class EmailConfiguration {}
