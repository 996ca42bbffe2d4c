package org.centrala.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;

/** What an identity provider says about itself, and the protocol of OpenID Connect with it, as far as we speak it. */
final class ProviderConnection {
    private static final String KNOWN = "/.well-known/openid-configuration";
    private static final int LONGEST_SUBJECT = 255;

    /** Only signatures that somebody who knows our secret cannot make. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final ProviderHttp http;
    private final OIDCProviderMetadata metadata;
    private final JWKSource<SecurityContext> keys;

    private ProviderConnection(ProviderHttp http, OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys) {
        this.http = http;
        this.metadata = metadata;
        this.keys = keys;
    }

    /** Who somebody is by their provider: the subject, and what else it says about them. */
    record Person(String issuer, String subject, Map<String, Object> claims) {

        @Nullable
        String text(String claim) {
            return claims.get(claim) instanceof String text && !text.isBlank() ? text : null;
        }

        /** The address, when the provider has seen to it that it is theirs. */
        @Nullable
        String verifiedEmail() {
            return Boolean.TRUE.equals(claims.get("email_verified")) ? text("email") : null;
        }
    }

    /** How our client shows who it is. */
    record Client(String id, @Nullable String secret) {}

    /** Why it does not work: an unreachable provider, or one that says something wrong. */
    static final class Broken extends Exception {
        Broken(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }
    }

    /** Reads what the provider says about itself, which must name the same issuer. */
    static ProviderConnection open(ProviderHttp http, URI issuer) throws Broken {
        var address = issuer.toString();
        var known = address.endsWith("/") ? address.substring(0, address.length() - 1) + KNOWN : address + KNOWN;
        try {
            var metadata = OIDCProviderMetadata.parse(
                    http.retrieveResource(URI.create(known).toURL()).getContent());
            if (!metadata.getIssuer().getValue().equals(address)) {
                throw new Broken(
                        "it calls itself " + shortened(metadata.getIssuer().getValue()) + ": enter exactly that", null);
            }
            for (var endpoint : List.of(
                    required("authorization", metadata.getAuthorizationEndpointURI()),
                    required("token", metadata.getTokenEndpointURI()),
                    required("key", metadata.getJWKSetURI()))) {
                http.checked("issuer", endpoint);
            }
            var challenges = metadata.getCodeChallengeMethods();
            if (challenges != null && !challenges.contains(CodeChallengeMethod.S256)) {
                throw new Broken("it does not offer PKCE with S256", null);
            }
            var keys = JWKSourceBuilder.create(metadata.getJWKSetURI().toURL(), http)
                    .refreshAheadCache(false)
                    .build();
            return new ProviderConnection(http, metadata, keys);
        } catch (IOException unreachable) {
            throw new Broken(shortened(String.valueOf(unreachable.getMessage())), unreachable);
        } catch (ParseException | IllegalArgumentException | Problem wrong) {
            throw new Broken(
                    "what it says about itself is wrong: " + shortened(String.valueOf(wrong.getMessage())), wrong);
        }
    }

    /** Where the browser goes to sign in. */
    URI signInAddress(String client, URI redirect, List<String> scopes, String state, String nonce, String verifier) {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope(scopes.toArray(String[]::new)), new ClientID(client), redirect)
                .endpointURI(metadata.getAuthorizationEndpointURI())
                .state(new State(state))
                .nonce(new Nonce(nonce))
                .codeChallenge(new CodeVerifier(verifier), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /** Takes the code to the provider and believes what comes back only after every check of the protocol. */
    Person redeem(Client client, String code, URI redirect, String nonce, String verifier) throws Broken {
        try {
            var grant = new AuthorizationCodeGrant(new AuthorizationCode(code), redirect, new CodeVerifier(verifier));
            var tokens = tokens(client, grant);
            if (!(tokens.getIDToken() instanceof SignedJWT signed)) {
                throw new Broken("the ID token is not signed", null);
            }
            var issuer = metadata.getIssuer().getValue();
            var id = new IDTokenValidator(
                            new Issuer(issuer),
                            new ClientID(client.id()),
                            new JWSVerificationKeySelector<>(ALGORITHMS, keys),
                            null)
                    .validate(signed, new Nonce(nonce));
            var subject = id.getSubject().getValue();
            if (subject.length() > LONGEST_SUBJECT || subject.indexOf('\0') >= 0) {
                throw new Broken("the subject is too long", null);
            }
            var claims = new HashMap<String, Object>(userInfo(tokens, subject));
            claims.putAll(id.toJSONObject());
            return new Person(issuer, subject, claims);
        } catch (IOException unreachable) {
            throw new Broken(shortened(String.valueOf(unreachable.getMessage())), unreachable);
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException wrong) {
            throw new Broken(shortened(String.valueOf(wrong.getMessage())), wrong);
        }
    }

    /** Whether the keys can be read. */
    void requireKeys() throws Broken {
        try {
            http.retrieveResource(metadata.getJWKSetURI().toURL());
        } catch (IOException unreachable) {
            throw new Broken(shortened(String.valueOf(unreachable.getMessage())), unreachable);
        }
    }

    /** Asks with a code that cannot be right: who does not know our client refuses it before it looks at the code. */
    void requireClient(Client client, URI redirect) throws Broken {
        try {
            var grant = new AuthorizationCodeGrant(
                    new AuthorizationCode("test-" + Token.fresh()), redirect, new CodeVerifier(Token.fresh()));
            var answer = ask(client, grant);
            var error =
                    answer.indicatesSuccess() ? null : answer.toErrorResponse().getErrorObject();
            if (error == null || !"invalid_grant".equals(error.getCode())) {
                throw new Broken("it says " + said(error), null);
            }
        } catch (IOException unreachable) {
            throw new Broken(shortened(String.valueOf(unreachable.getMessage())), unreachable);
        } catch (ParseException wrong) {
            throw new Broken("its answer is none", wrong);
        }
    }

    private OIDCTokens tokens(Client client, AuthorizationCodeGrant grant) throws IOException, ParseException, Broken {
        var answer = ask(client, grant);
        if (!answer.indicatesSuccess()) {
            throw new Broken("it says " + said(answer.toErrorResponse().getErrorObject()), null);
        }
        return (OIDCTokens) answer.toSuccessResponse().getTokens();
    }

    private TokenResponse ask(Client client, AuthorizationCodeGrant grant) throws IOException, ParseException {
        var id = new ClientID(client.id());
        var endpoint = metadata.getTokenEndpointURI();
        var secret = client.secret();
        var request = secret == null
                ? new TokenRequest.Builder(endpoint, id, grant).build()
                : new TokenRequest.Builder(
                                endpoint,
                                basic()
                                        ? new ClientSecretBasic(id, new Secret(secret))
                                        : new ClientSecretPost(id, new Secret(secret)),
                                grant)
                        .build();
        return OIDCTokenResponseParser.parse(request.toHTTPRequest().send(http));
    }

    private boolean basic() {
        var methods = metadata.getTokenEndpointAuthMethods();
        return methods == null
                || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                || !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    }

    /** What many providers say there only; of the same person, or it is worth nothing. */
    private Map<String, Object> userInfo(OIDCTokens tokens, String subject) throws IOException, ParseException, Broken {
        var endpoint = metadata.getUserInfoEndpointURI();
        if (endpoint == null || tokens.getAccessToken() == null) {
            return Map.of();
        }
        var answer = UserInfoResponse.parse(new UserInfoRequest(endpoint, tokens.getAccessToken())
                .toHTTPRequest()
                .send(http));
        if (!answer.indicatesSuccess()) {
            throw new Broken("it says nothing about the person", null);
        }
        var info = answer.toSuccessResponse().getUserInfo();
        if (info == null) {
            return Map.of();
        }
        if (!Objects.equals(info.getSubject().getValue(), subject)) {
            throw new Broken("it speaks of somebody else", null);
        }
        return info.toJSONObject();
    }

    private static URI required(String what, @Nullable URI endpoint) throws Broken {
        if (endpoint == null) {
            throw new Broken("it has no " + what + " endpoint", null);
        }
        return endpoint;
    }

    private static String said(@Nullable ErrorObject error) {
        return error == null || error.getCode() == null ? "nothing that can be read" : shortened(error.getCode());
    }

    /** Of what comes from elsewhere one short line. */
    private static String shortened(String text) {
        var clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", " ").strip();
        return clean.length() <= 200 ? clean : clean.substring(0, 200);
    }
}
