/** What the channels tell the conversations, in the conversations' own words. */
@NullMarked
@NamedInterface("spi")
package org.centrala.conversations.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
