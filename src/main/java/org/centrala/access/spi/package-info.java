/** What access asks of the modules above it. */
@NullMarked
@NamedInterface("spi")
package org.centrala.access.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
