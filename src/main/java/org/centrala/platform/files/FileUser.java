package org.centrala.platform.files;

import java.util.Collection;
import java.util.Set;

/** A module whose rows name contents: without anybody who names it a content is swept. */
public interface FileUser {
    /** Which of these hashes rows of this module name now. */
    Set<String> named(Collection<String> hashes);
}
