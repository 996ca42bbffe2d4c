/**
 * Messages through a door: what arrives is kept raw before it is acknowledged and becomes a message of a conversation;
 * what is to be sent is rendered once and delivered with retries. Each door is a nested package; e-mail is the first.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "platform::*",
            "access",
            "access::*",
            "customers",
            "customers::*",
            "conversations",
            "conversations::*"
        })
package org.centrala.channels;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
