/**
 * The demo shop: with {@code --demo} an empty installation becomes "Zrno", which sells espresso machines, beans and parts
 * in Ljubljana and Kraków, with its people, customers and ninety days of mail.
 *
 * <p>{@link org.centrala.demo.DemoShop} leads the real commands through simulated time before any door opens, in one
 * transaction: a start that is killed half-way leaves nothing. What is sent from the demo ends in
 * {@link org.centrala.demo.DemoSink}. The stories are texts under {@code demo/} in the resources.
 */
@NullMarked
@ApplicationModule(
        displayName = "Demo",
        allowedDependencies = {
            "platform",
            "access",
            "customers",
            "conversations",
            "knowledge",
            "rules",
            "channels",
            "channels :: email",
            "channels :: smtp"
        })
package org.centrala.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
