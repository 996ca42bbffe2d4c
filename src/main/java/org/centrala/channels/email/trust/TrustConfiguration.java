package org.centrala.channels.email.trust;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TrustSettings.class, AntivirusSettings.class})
class TrustConfiguration {}
