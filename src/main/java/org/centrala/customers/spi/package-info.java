/** What customers ask of the modules above them: all that is kept about one person. */
@NullMarked
@NamedInterface("spi")
package org.centrala.customers.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
