/** Text set on pages, and written as a PDF. */
@NullMarked
package org.centrala.platform.pdf;

import org.jspecify.annotations.NullMarked;
