package org.centrala.platform.web;

import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;

/** Whom a request is answered for, as far as the platform needs to know it. */
public interface Caller {
    /** The same for each request of the same person or key, and for nobody else. */
    String callerName();

    /** Changes whenever what they may do or see changes. */
    String callerRights();

    /** The caller of the request that this thread answers, if they were recognised. */
    static Optional<Caller> current() {
        var known = SecurityContextHolder.getContext().getAuthentication();
        return known != null && known.getPrincipal() instanceof Caller caller ? Optional.of(caller) : Optional.empty();
    }
}
