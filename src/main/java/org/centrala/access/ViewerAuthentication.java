package org.centrala.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A recognised request: its viewer, and by what it was recognised. */
final class ViewerAuthentication extends AbstractAuthenticationToken {
    private static final Map<Permission, GrantedAuthority> AUTHORITIES = Arrays.stream(Permission.values())
            .collect(Collectors.toMap(
                    Function.identity(),
                    permission -> new SimpleGrantedAuthority(permission.wire()),
                    (one, other) -> one,
                    () -> new EnumMap<>(Permission.class)));

    private final transient Viewer viewer;
    private final transient Proof proof;

    /** By what a request was recognised. */
    sealed interface Proof {
        /** {@code enrolling}: nothing but setting up a second factor is open. */
        record Session(UUID id, boolean enrolling) implements Proof {}

        record Key(UUID id) implements Proof {}
    }

    ViewerAuthentication(Viewer viewer, Proof proof) {
        super(authorities(viewer));
        this.viewer = viewer;
        this.proof = proof;
        setAuthenticated(true);
    }

    Proof proof() {
        return proof;
    }

    @Override
    public Viewer getPrincipal() {
        return viewer;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public String getName() {
        return viewer.callerName();
    }

    private static Collection<GrantedAuthority> authorities(Viewer viewer) {
        return viewer.permissions().stream().map(AUTHORITIES::get).toList();
    }
}
