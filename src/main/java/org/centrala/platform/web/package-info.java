/** What the HTTP API of every module shares: problems, pages, cursors and how JSON is written. */
@NullMarked
package org.centrala.platform.web;

import org.jspecify.annotations.NullMarked;
