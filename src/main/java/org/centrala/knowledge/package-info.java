/**
 * Answers that are written once and used again: snippets, which agents put into what they write.
 *
 * <p>{@link org.centrala.knowledge.Snippets} is the module's one service. A snippet is for everyone, for a team or for its
 * author alone, and its listing says so in SQL.
 */
@NullMarked
@ApplicationModule(
        displayName = "Knowledge",
        allowedDependencies = {"platform", "access"})
package org.centrala.knowledge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
