package org.centrala.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.centrala.platform.CentralaSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Believes X-Forwarded-For and X-Forwarded-Proto when, and only when, a configured proxy sends them. From anybody else
 * they are words in the wind: an address made up to escape throttling, or https where there is none.
 */
@Component
@ConditionalOnWebApplication
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class BehindProxy extends OncePerRequestFilter {
    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";

    private final Networks trusted;

    BehindProxy(CentralaSettings settings) {
        trusted = Networks.of("CENTRALA_TRUSTED_PROXIES", settings.trustedProxies());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(
                trusted.contains(request.getRemoteAddr()) ? new Forwarded(request, client(request)) : request,
                response);
    }

    /** From the right, the first hop that is not a proxy of ours: what stands left of it anybody may have written. */
    private String client(HttpServletRequest request) {
        var hops = new ArrayList<String>();
        for (var header : Collections.list(request.getHeaders(FOR))) {
            List.of(header.split(",")).forEach(hop -> hops.add(hop.strip()));
        }
        var client = request.getRemoteAddr();
        for (var hop : hops.reversed()) {
            if (Networks.parse(hop).isEmpty()) {
                return client;
            }
            client = hop;
            if (!trusted.contains(hop)) {
                return client;
            }
        }
        return client;
    }

    private static final class Forwarded extends HttpServletRequestWrapper {
        private final String client;
        private final boolean secure;

        Forwarded(HttpServletRequest request, String client) {
            super(request);
            this.client = client;
            this.secure = isHttps(request.getHeader(PROTO), request.isSecure());
        }

        private static boolean isHttps(@Nullable String proto, boolean otherwise) {
            return proto == null ? otherwise : proto.strip().equalsIgnoreCase("https");
        }

        @Override
        public String getRemoteAddr() {
            return client;
        }

        @Override
        public String getRemoteHost() {
            return client;
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public String getScheme() {
            return secure ? "https" : "http";
        }

        /** The Host header as sent by the browser has the port, or means the default one of its scheme. */
        @Override
        public int getServerPort() {
            var host = getHeader("Host");
            var colon = host == null ? -1 : host.lastIndexOf(':');
            return host != null && colon > host.lastIndexOf(']') ? super.getServerPort() : secure ? 443 : 80;
        }

        @Override
        public StringBuffer getRequestURL() {
            var port = getServerPort();
            var address = new StringBuffer(getScheme()).append("://").append(getServerName());
            if (port != (secure ? 443 : 80)) {
                address.append(':').append(port);
            }
            return address.append(getRequestURI());
        }
    }
}
