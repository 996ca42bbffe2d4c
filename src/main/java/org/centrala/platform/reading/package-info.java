/**
 * The words out of files that others sent, read in a process of its own: what is made to break its reader breaks only
 * that. {@link org.centrala.platform.reading.FileTexts} asks, {@link org.centrala.platform.reading.ReadingProcess} is
 * what runs there. See ADR 0105.
 */
@NullMarked
package org.centrala.platform.reading;

import org.jspecify.annotations.NullMarked;
