/** What search asks of the modules above it: the things to be found. */
@NullMarked
@NamedInterface("spi")
package org.centrala.search.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
