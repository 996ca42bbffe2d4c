/** The database: the embedded, supervised PostgreSQL or any other one by its address. */
@NullMarked
package org.centrala.platform.postgres;

import org.jspecify.annotations.NullMarked;
