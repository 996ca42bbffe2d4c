package org.centrala.access;

import org.centrala.platform.CentralaSettings;
import org.centrala.platform.StartRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Sees to it, before the first request, that there is a brand, a team and the operator's API key. */
@Component
class FirstStart implements SmartInitializingSingleton {
    private static final int MIN_TOKEN = 24;
    private static final int MAX_TOKEN = 200;
    private static final Logger log = LoggerFactory.getLogger(FirstStart.class);

    private final CentralaSettings settings;
    private final Brands brands;
    private final Teams teams;
    private final ApiKeys keys;
    private final Viewers viewers;

    FirstStart(CentralaSettings settings, Brands brands, Teams teams, ApiKeys keys, Viewers viewers) {
        this.settings = settings;
        this.brands = brands;
        this.teams = teams;
        this.keys = keys;
        this.viewers = viewers;
    }

    @Override
    public void afterSingletonsInstantiated() {
        brands.first();
        teams.first();
        var token = settings.bootstrapToken();
        if (token == null) {
            return;
        }
        if (token.length() < MIN_TOKEN
                || token.length() > MAX_TOKEN
                || !token.equals(token.strip())
                || token.chars().anyMatch(FirstStart::isUnprintable)) {
            throw new StartRefused("CENTRALA_BOOTSTRAP_TOKEN must have " + MIN_TOKEN + " to " + MAX_TOKEN
                    + " printable characters, without a space at either end");
        }
        if (keys.bootstrap(viewers.system(), token) == ApiKeys.Bootstrapped.IGNORED) {
            log.warn("CENTRALA_BOOTSTRAP_TOKEN is not the one of the first start and is ignored:"
                    + " make another key with `./centrala token create`");
        }
    }

    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character) || character != ' ' && Character.isWhitespace(character);
    }
}
