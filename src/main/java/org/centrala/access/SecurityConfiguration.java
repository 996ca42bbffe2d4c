package org.centrala.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.centrala.platform.CentralaSettings;
import org.centrala.platform.web.Problem;
import org.centrala.platform.web.ProblemWriter;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Three chains: programs with an API key, browsers with a cookie, and the public files of the workspace. What may be
 * done without being recognised is listed here; everything else needs a viewer, whose permissions controllers check.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableConfigurationProperties(RateSettings.class)
class SecurityConfiguration {
    private static final String[] PUBLIC_GET = {
        "/api/v1/setup",
        "/api/v1/session/provider",
        "/api/v1/invitations/*",
        "/api/v1/notifications/unsubscribe/*",
        "/api/v1/openapi.json"
    };
    private static final String[] PUBLIC_POST = {
        "/api/v1/setup",
        "/api/v1/setup/code",
        "/api/v1/session",
        "/api/v1/session/passkey/**",
        "/api/v1/session/provider",
        "/api/v1/session/provider/request",
        "/api/v1/invitations/*",
        "/api/v1/notifications/unsubscribe/*",
        "/api/v1/password-resets"
    };
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private static final Networks LOOPBACK = Networks.of("loopback", List.of("127.0.0.0/8", "::1"));
    private static final List<String> PROXY_HEADERS = List.of(
            "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", HttpHeaders.VIA);
    private static final RequestMatcher ENDPOINTS = EndpointRequest.toAnyEndpoint();

    /** Asked for its head alone, a page is answered past the filter that would write headers last. */
    private static final ObjectPostProcessor<HeaderWriterFilter> AT_ONCE = new ObjectPostProcessor<>() {
        @Override
        public <F extends HeaderWriterFilter> F postProcess(F filter) {
            filter.setShouldWriteHeadersEagerly(true);
            return filter;
        }
    };

    private final ProblemWriter problems;
    private final Cookies cookies;
    private final Origins origins;
    private final boolean metricsAreLocal;
    private final AuthenticationFilter authentication;
    private final RateLimitFilter rates;
    private final RequestMatcher api =
            new OrRequestMatcher(PathPatternRequestMatcher.pathPattern("/api/**"), EndpointRequest.toAnyEndpoint());

    SecurityConfiguration(
            Viewers viewers,
            Cookies cookies,
            Origins origins,
            ProblemWriter problems,
            CentralaSettings settings,
            RateLimits limits,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        this.problems = problems;
        this.cookies = cookies;
        this.origins = origins;
        this.metricsAreLocal = settings.metrics() == CentralaSettings.Metrics.LOCAL;
        this.authentication = new AuthenticationFilter(viewers, cookies, origins, problems, failures);
        this.rates = new RateLimitFilter(limits, problems);
    }

    /** A browser never sends this header by itself, so there is nothing to forge and no CSRF token. */
    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http) {
        var authorized = (RequestMatcher)
                request -> request.getHeader(HttpHeaders.AUTHORIZATION) != null && api.matches(request);
        return recognised(http.securityMatcher(authorized))
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain browsers(HttpSecurity http) {
        return recognised(http.securityMatcher(api))
                .csrf(csrf -> csrf.spa()
                        .csrfTokenRepository(cookies)
                        .requireCsrfProtectionMatcher(SecurityConfiguration::usesSession))
                .build();
    }

    /** The workspace itself is no secret; all that it shows comes through the API. */
    @Bean
    @Order(3)
    SecurityFilterChain pages(HttpSecurity http) {
        return plain(http, ResponseHeaders.PAGES)
                .headers(headers -> headers.withObjectPostProcessor(AT_ONCE))
                .csrf(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, "/**")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .build();
    }

    private HttpSecurity recognised(HttpSecurity http) {
        return plain(http, ResponseHeaders.API)
                .addFilterBefore(authentication, CsrfFilter.class)
                .addFilterAfter(rates, AuthenticationFilter.class)
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers(this::isForeignCommand)
                                .denyAll()
                                .requestMatchers(HttpMethod.GET, PUBLIC_GET)
                                .permitAll()
                                .requestMatchers(HttpMethod.POST, PUBLIC_POST)
                                .permitAll()
                                .requestMatchers(EndpointRequest.to("health"))
                                .permitAll()
                                .requestMatchers(this::isFromThisMachine)
                                .permitAll()
                                .requestMatchers(EndpointRequest.toAnyEndpoint())
                                .hasAuthority(Permission.AUDIT_READ.wire())
                                .anyRequest()
                                .authenticated());
    }

    /**
     * Metrics for a collector on the same machine, where that is allowed: a proxy here makes requests from elsewhere look
     * just like it. Those that tell of the proxy, or ask for another name, are refused even then.
     */
    private boolean isFromThisMachine(HttpServletRequest request) {
        return metricsAreLocal
                && ENDPOINTS.matches(request)
                && LOOPBACK.contains(request.getRemoteAddr())
                && (request.getServerName().equals("localhost") || LOOPBACK.contains(request.getServerName()))
                && PROXY_HEADERS.stream().allMatch(header -> request.getHeader(header) == null);
    }

    private HttpSecurity plain(HttpSecurity http, ResponseHeaders headers) {
        return http.headers(configurer -> configurer.defaultsDisabled().addHeaderWriter(headers))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(unknown()).accessDeniedHandler(refused()));
    }

    private AuthenticationEntryPoint unknown() {
        return (request, response, exception) -> {
            if (isForeignCommand(request)) {
                problems.write(response, AuthenticationFilter.foreign());
                return;
            }
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            problems.write(
                    response, Problem.unauthenticated("access.unauthenticated", "Sign in, or send a valid API key."));
        };
    }

    private AccessDeniedHandler refused() {
        return (request, response, exception) -> problems.write(
                response,
                isForeignCommand(request)
                        ? AuthenticationFilter.foreign()
                        : exception instanceof CsrfException
                                ? Problem.forbidden(
                                        "access.csrf",
                                        "Send the value of the cookie " + Browser.CSRF + " in the header "
                                                + Cookies.CSRF_HEADER + ".")
                                : Problem.forbidden("access.forbidden", "You may not do this."));
    }

    /** Defence in depth, also for the few commands that need no session and so no token, such as signing in. */
    private boolean isForeignCommand(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod())
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && origins.isForeign(request);
    }

    /** What a session's cookie opens, a page elsewhere could forge; without one there is nothing to gain. */
    private static boolean usesSession(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod())
                && Browser.cookie(request, Browser.SESSION).isPresent()
                && SecurityContextHolder.getContext().getAuthentication() instanceof ViewerAuthentication;
    }
}
