/** Contents too large for a row, kept by their hash in the data directory. */
@NullMarked
package org.centrala.platform.files;

import org.jspecify.annotations.NullMarked;
