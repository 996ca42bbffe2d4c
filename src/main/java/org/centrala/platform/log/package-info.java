/**
 * The event log: one append-only record of what happened in every module, and the readers that follow it.
 *
 * <p>Commands {@linkplain org.centrala.platform.log.EventLog#append append} in their transaction; consumers
 * ({@link org.centrala.platform.log.LogConsumer}) follow by position and are never skipped past a late commit.
 */
@NullMarked
package org.centrala.platform.log;

import org.jspecify.annotations.NullMarked;
