/**
 * Mail as bytes turned into mail as values, without a database: the parser, the sanitiser, the new part of a reply, and
 * the telling of automatic mail. Everything here is pure, bounded and safe on hostile input.
 */
@NullMarked
package org.centrala.channels.email.parse;

import org.jspecify.annotations.NullMarked;
