package org.centrala.conversations;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Sees to it that there is an inbox from the first start. */
@Component
class FirstInbox implements SmartInitializingSingleton {
    private final Inboxes inboxes;

    FirstInbox(Inboxes inboxes) {
        this.inboxes = inboxes;
    }

    @Override
    public void afterSingletonsInstantiated() {
        inboxes.seed();
    }
}
