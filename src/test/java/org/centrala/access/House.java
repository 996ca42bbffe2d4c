package org.centrala.access;

import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A set-up installation with people in it, made over the API as an owner would. */
public final class House {
    public static final String PASSWORD = "kava na vroči peči 8";
    public static final String OWNER = "tina@zrno.example";

    private static final Map<SetupCode, House> HOUSES = new WeakHashMap<>();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final int port;
    private final Visitor owner;

    private House(int port, Visitor owner) {
        this.port = port;
        this.owner = owner;
    }

    /** Sets up with the code, once for each installation: hashing passwords is slow on purpose. */
    public static synchronized House of(int port, SetupCode code) {
        return HOUSES.computeIfAbsent(code, fresh -> {
            var owner = Visitor.browser(port);
            owner.post(
                            "/api/v1/setup",
                            Map.of(
                                    "code",
                                    fresh.current().orElseThrow(),
                                    "owner",
                                    Map.of("name", "Tina Zore", "email", OWNER, "password", PASSWORD, "language", "sl"),
                                    "brand",
                                    Map.of("name", "Zrno")))
                    .is(201);
            return new House(port, owner);
        });
    }

    public Visitor owner() {
        return owner.copy();
    }

    /** Somebody new in this role and these teams, signed in. */
    public Person person(String role, String... teams) {
        var number = NUMBER.incrementAndGet();
        var email = role + number + "@zrno.example";
        var invited = owner.post(
                        "/api/v1/agents",
                        Map.of("name", role + " " + number, "email", email, "role", role, "teams", List.of(teams)))
                .is(201);
        var browser = Visitor.browser(port);
        browser.post("/api/v1/invitations/" + token(invited.text("link")), Map.of("password", PASSWORD))
                .is(200);
        return new Person(invited.text("agent.id"), email, browser);
    }

    /** An API key as its owner gets it. */
    public Key key(String... scopes) {
        var created = owner.post("/api/v1/api-keys", Map.of("name", "Shop", "scopes", List.of(scopes)))
                .is(201);
        return new Key(created.text("id"), Visitor.program(port, created.text("key")));
    }

    public static String token(String link) {
        return link.substring(link.lastIndexOf('/') + 1);
    }

    public record Person(String id, String email, Visitor browser) {}

    public record Key(String id, Visitor program) {}
}
