package org.centrala.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Map;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What protects a browser: CSRF tokens, cookies, headers, and the origin of sockets. Here no proxy is trusted. */
@CentralaTest
class BrowserProtectionTests {

    @LocalServerPort
    int port;

    @Autowired
    SetupCode code;

    House house;

    @BeforeEach
    void setUp() {
        house = House.of(port, code);
    }

    @Test
    void aCommandWithTheCookieAloneIsRefused() {
        var owner = house.owner().withoutCsrf();

        owner.post("/api/v1/teams", Map.of("name", "Forged")).is(403, "access.csrf");
        owner.patch("/api/v1/me", Map.of("name", "Forged")).is(403, "access.csrf");
        owner.delete("/api/v1/session").is(403, "access.csrf");
        owner.get("/api/v1/session").is(200);
    }

    @Test
    void aWrongTokenAPlantedTokenAndThatOfAnotherSessionAreRefused() {
        var other = house.person("administrator").browser().cookie("XSRF-TOKEN");
        for (var token : new String[] {"x", "A".repeat(43), other}) {
            // The planted cookie matches the header, as a neighbouring host could arrange.
            house.owner()
                    .withoutCsrf()
                    .withCookie("XSRF-TOKEN", token)
                    .with("X-XSRF-TOKEN", token)
                    .post("/api/v1/teams", Map.of("name", "Forged"))
                    .is(403, "access.csrf");
        }
    }

    @Test
    void theTokenIsAnotherOneAfterEachSignIn() {
        var before = house.owner().cookie("XSRF-TOKEN");
        assertThat(before).isNotEmpty();
        var again = Visitor.browser(port);
        signIn(again);
        assertThat(again.cookie("XSRF-TOKEN")).isNotEmpty().isNotEqualTo(before);
    }

    @Test
    void aBrowserThatLostItsTokenGetsItAgain() {
        var token = house.owner().cookie("XSRF-TOKEN");
        var forgetful = Visitor.browser(port)
                .withCookie("centrala_session", house.owner().cookie("centrala_session"));

        forgetful.get("/api/v1/session").is(200);

        assertThat(forgetful.cookie("XSRF-TOKEN")).isEqualTo(token);
        forgetful.post("/api/v1/teams", Map.of("name", "Mine")).is(201);
    }

    @Test
    void aPageElsewhereCannotSignItsVisitorInAsSomebodyElse() {
        var form = "{\"email\":\"" + House.OWNER + "\",\"password\":\"" + House.PASSWORD + "\"}";
        var victim = Visitor.browser(port);

        victim.send("POST", "/api/v1/session", form, "text/plain").is(415);
        victim.send("POST", "/api/v1/session", "email=a&password=b", "application/x-www-form-urlencoded")
                .is(415);
        victim.with("Sec-Fetch-Site", "cross-site")
                .send("POST", "/api/v1/session", form, "application/json")
                .is(403, "access.foreign_origin");
        assertThat(victim.cookie("centrala_session")).isEmpty();
    }

    @Test
    void aPageOfANeighbouringHostIsForeignToo() {
        house.owner()
                .with("Sec-Fetch-Site", "same-site")
                .post("/api/v1/teams", Map.of("name", "Forged"))
                .is(403, "access.foreign_origin");
        house.owner()
                .with("Sec-Fetch-Site", "same-origin")
                .post("/api/v1/teams", Map.of("name", "Ours"))
                .is(201);
    }

    @Test
    void noOtherOriginMayReadAnything() {
        var answer = house.owner()
                .with("Origin", "https://evil.example")
                .get("/api/v1/session")
                .is(200);

        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void aKeyNeedsNoTokenAndGetsNoCookie() {
        var answer = house.key("people.manage")
                .program()
                .post("/api/v1/teams", Map.of("name", "By key"))
                .is(201);

        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void aWrongKeyIsNotMadeGoodByACookie() {
        house.owner()
                .with("Authorization", "Bearer wrong")
                .get("/api/v1/session")
                .is(401, "access.unauthenticated");
    }

    @Test
    void cookiesAreOutOfReachOfScriptsAndOfOtherSites() {
        var signedIn = signIn(Visitor.browser(port));

        assertThat(signedIn.setCookie("centrala_session").orElseThrow())
                .contains("; HttpOnly", "; SameSite=Lax", "; Path=/")
                .doesNotContain("Domain", "Secure");
        assertThat(signedIn.setCookie("XSRF-TOKEN").orElseThrow())
                .contains("; SameSite=Lax")
                .doesNotContain("HttpOnly");
    }

    @Test
    void httpsIsNotBelievedFromAnybody() {
        var signedIn = signIn(Visitor.browser(port)
                .with("X-Forwarded-Proto", "https")
                .with("X-Forwarded-For", "1.2.3.4")
                .with("Forwarded", "for=1.2.3.4;proto=https"));

        assertThat(signedIn.setCookie("centrala_session").orElseThrow()).doesNotContain("Secure");
        assertThat(signedIn.header("Strict-Transport-Security")).isEmpty();
        assertThat(house.owner().get("/api/v1/sessions").body().toString()).doesNotContain("1.2.3.4");
    }

    @Test
    void answersOfTheApiAreDataAndNothingElse() {
        var answer = house.owner().get("/api/v1/session").is(200);

        assertThat(answer.header("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("default-src 'none'", "frame-ancestors 'none'"));
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("X-Frame-Options")).contains("DENY");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Referrer-Policy")).contains("same-origin");
    }

    @Test
    void pagesRunTheirOwnScriptsOnly() {
        var policy = Visitor.browser(port)
                .get("/inbox")
                .header("Content-Security-Policy")
                .orElseThrow();

        assertThat(policy)
                .contains("default-src 'self'", "script-src 'self';", "style-src 'self';", "object-src 'none'")
                .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                .doesNotContain("unsafe-eval", "script-src 'self' 'unsafe-inline'");
    }

    @Test
    void theServerNeverSendsABrowserElsewhere() {
        for (var path : new String[] {
            "/login?next=https://evil.example",
            "//evil.example",
            "/%2F/evil.example",
            "/\\evil.example",
            "/api/v1//evil.example",
            "/inbox/",
            "/logout",
            "/api/v1/session/"
        }) {
            var answer = raw("GET " + path + " HTTP/1.1", "Host: 127.0.0.1:" + port);
            assertThat(answer).as(path).doesNotContainIgnoringCase("location:").doesNotStartWith("HTTP/1.1 30");
        }
    }

    @Test
    void whatACallerWritesNeverBecomesAHeader() {
        var answer = raw(
                "GET /api/v1/session?%0d%0aX-Evil:%201 HTTP/1.1",
                "Host: 127.0.0.1:" + port, "X-Request-Id: a%0d%0aX-Evil: 1");

        assertThat(answer).startsWith("HTTP/1.1 401").doesNotContain("\r\nX-Evil");
        var person = house.owner()
                .post("/api/v1/agents", Map.of("name", "A\r\nBcc: x", "email", "x@zrno.example", "role", "agent"));
        assertThat(person.is(400).text("errors.0.field")).isEqualTo("name");
        house.owner()
                .post(
                        "/api/v1/agents",
                        Map.of("name", "A", "email", "x@zrno.example\r\nBcc: y@evil.example", "role", "agent"))
                .is(400, "validation.failed");
    }

    private Visitor.Answer signIn(Visitor browser) {
        return browser.post("/api/v1/session", Map.of("email", House.OWNER, "password", House.PASSWORD))
                .is(200);
    }

    @Test
    void aPageElsewhereCannotOpenASocketWithTheBrowsersCookie() {
        assertThat(handshake("Origin: https://evil.example")).startsWith("HTTP/1.1 403");
        assertThat(handshake("Origin: http://127.0.0.1.evil.example:" + port)).startsWith("HTTP/1.1 403");
        assertThat(handshake("Origin: null")).startsWith("HTTP/1.1 403");
        assertThat(handshake("Origin: http://127.0.0.1:1")).startsWith("HTTP/1.1 403");
        assertThat(handshake("Origin: http://127.0.0.1:" + port)).doesNotStartWith("HTTP/1.1 403");
    }

    @Test
    void aStrangerCannotOpenASocket() {
        assertThat(raw(
                        "GET /api/v1/live HTTP/1.1",
                        "Host: 127.0.0.1:" + port,
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "Origin: http://127.0.0.1:" + port))
                .startsWith("HTTP/1.1 401");
    }

    private String handshake(String origin) {
        return raw(
                "GET /api/v1/live HTTP/1.1",
                "Host: 127.0.0.1:" + port,
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Cookie: centrala_session=" + house.owner().cookie("centrala_session"),
                origin);
    }

    /** Exactly these lines over the wire; answers the status line and the headers. */
    private String raw(String... lines) {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1));
            var head = new StringBuilder();
            for (int next;
                    head.indexOf("\r\n\r\n") < 0
                            && (next = socket.getInputStream().read()) >= 0; ) {
                head.append((char) next);
            }
            return head.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
