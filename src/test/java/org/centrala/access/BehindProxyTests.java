package org.centrala.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** The same installation behind a proxy that it trusts. */
@CentralaTest
@TestPropertySource(properties = {"centrala.trusted-proxies=127.0.0.0/8, 10.0.0.0/8", "centrala.metrics=local"})
class BehindProxyTests {

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
    void cookiesAreSecureAndHttpsIsKeptWhenTheBrowserCameByHttps() {
        var signedIn = signIn(Visitor.browser(port).with("X-Forwarded-Proto", "https"));

        assertThat(signedIn.setCookie("centrala_session").orElseThrow()).contains("; Secure", "; HttpOnly");
        assertThat(signedIn.setCookie("XSRF-TOKEN").orElseThrow()).contains("; Secure");
        assertThat(signedIn.header("Strict-Transport-Security"))
                .hasValueSatisfying(value -> assertThat(value).contains("max-age="));
    }

    @Test
    void cookiesAreUsableOnPlainHttp() {
        var signedIn = signIn(Visitor.browser(port).with("X-Forwarded-Proto", "http"));

        assertThat(signedIn.setCookie("centrala_session").orElseThrow()).doesNotContain("Secure");
        assertThat(signedIn.header("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void theAddressOfTheBrowserIsTheFirstFromTheRightThatIsNoProxy() {
        var browser = Visitor.browser(port).with("X-Forwarded-For", "6.6.6.6, 203.0.113.5, 10.1.2.3");
        signIn(browser);

        var sessions = browser.get("/api/v1/sessions").is(200).body().get("items");

        assertThat(sessions.findValuesAsString("ip")).contains("203.0.113.5").doesNotContain("6.6.6.6");
    }

    @Test
    void nonsenseInsteadOfAnAddressIsNotTaken() {
        var browser = Visitor.browser(port).with("X-Forwarded-For", "203.0.113.6, <script>");
        signIn(browser);

        assertThat(browser.get("/api/v1/sessions").body().toString()).doesNotContain("script");
    }

    @Test
    void aLinkBeginsAsTheBrowserSeesUs() {
        var link = house.owner()
                .with("X-Forwarded-Proto", "https")
                .post("/api/v1/agents", Map.of("name", "Ana", "email", "ana@zrno.example", "role", "agent"))
                .is(201)
                .text("link");

        assertThat(link).startsWith("https://127.0.0.1:" + port + "/invitation/");
    }

    @Test
    void metricsThatAreForThisMachineAreNotForWhomAProxyBrings() {
        Visitor.browser(port).get("/metrics").is(200);

        for (var header : List.of("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")) {
            Visitor.browser(port).with(header, "127.0.0.1").get("/metrics").is(401);
        }
    }

    private static Visitor.Answer signIn(Visitor browser) {
        return browser.post("/api/v1/session", Map.of("email", House.OWNER, "password", House.PASSWORD))
                .is(200);
    }
}
