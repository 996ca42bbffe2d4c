package org.centrala.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.centrala.access.Agents;
import org.centrala.access.Brands;
import org.centrala.access.Role;
import org.centrala.access.Teams;
import org.centrala.access.Viewer;
import org.centrala.access.Viewers;
import org.centrala.channels.email.Mailbox;
import org.centrala.channels.email.Mailboxes;
import org.centrala.conversations.Conversations;
import org.centrala.conversations.Inboxes;
import org.centrala.customers.Customers;
import tools.jackson.databind.json.JsonMapper;

/** The shop itself: brand, people, teams, inboxes and mailboxes. */
@InDemo
class Premises {
    static final String BRAND = "Zrno";
    static final String PASSWORD = "zrno-demo-2026";

    private static final String LOOPBACK = "127.0.0.1";
    private static final Map<String, String> SIGNATURES = Map.of(
            "en", "Kind regards,\n{{agent.name}}\nZrno, espresso machines, beans and parts\nzrno.example",
            "pl", "Pozdrawiam serdecznie\n{{agent.name}}\nZrno, ul. Stolarska 6, Kraków\nzrno.example",
            "sl", "Lep pozdrav,\n{{agent.name}}\nZrno, Gosposka ulica 12, Ljubljana\nzrno.example");

    private final Brands brands;
    private final Teams teams;
    private final Agents agents;
    private final Viewers viewers;
    private final Inboxes inboxes;
    private final Mailboxes mailboxes;
    private final Customers customers;
    private final Conversations conversations;
    private final JsonMapper json;

    Premises(
            Brands brands,
            Teams teams,
            Agents agents,
            Viewers viewers,
            Inboxes inboxes,
            Mailboxes mailboxes,
            Customers customers,
            Conversations conversations,
            JsonMapper json) {
        this.brands = brands;
        this.teams = teams;
        this.agents = agents;
        this.viewers = viewers;
        this.inboxes = inboxes;
        this.mailboxes = mailboxes;
        this.customers = customers;
        this.conversations = conversations;
        this.json = json;
    }

    /** The shop once it stands: who works there, by first name, the doors by what stories call them, the teams by name. */
    record Open(Map<String, Viewer> people, Map<String, Mailbox> doors, OpenTeams teams) {}

    /** The two teams. */
    record OpenTeams(UUID support, UUID polska) {
        UUID named(String name) {
            return name.equals(Cast.POLSKA) ? polska : support;
        }
    }

    /** Whether nobody has begun to use this installation; what its first start made by itself does not count. */
    boolean vacant() {
        var system = viewers.system();
        var counts = conversations.counts(system);
        return agents.list(null, 1, null).items().isEmpty()
                && mailboxes.list(system).isEmpty()
                && counts.open() + counts.done() == 0
                && customers.list(null, null, 1, null, system).items().isEmpty();
    }

    /** Whether this installation is the demo shop. */
    boolean ours() {
        return agents.findByEmail(owner().email()).isPresent()
                && brands.first().name().equals(BRAND);
    }

    static Cast.Colleague owner() {
        return Cast.COLLEAGUES.getFirst();
    }

    /** The port at which the shop's mailboxes leave their mail; 0 when none does so on this machine. */
    int sinkPort() {
        return mailboxes.list(viewers.system()).stream()
                .map(Mailbox::outgoing)
                .filter(outgoing -> outgoing != null && outgoing.smtp().host().equals(LOOPBACK))
                .map(outgoing -> outgoing.smtp().port())
                .findFirst()
                .orElse(0);
    }

    /** Sends the shop's mail to another port from now on. */
    void leaveMailAt(int before, int port) {
        var system = viewers.system();
        for (var mailbox : mailboxes.list(system)) {
            var outgoing = mailbox.outgoing();
            if (outgoing != null
                    && outgoing.smtp().host().equals(LOOPBACK)
                    && outgoing.smtp().port() == before) {
                mailboxes.change(
                        mailbox.id(),
                        new Mailboxes.Details(
                                null, null, null, null, json.valueToTree(submission(port)), null, null, null, null),
                        system);
            }
        }
    }

    Open open(int sinkPort) {
        var system = viewers.system();
        brands.change(
                system,
                brands.first().id(),
                new Brands.Details(
                        BRAND,
                        "en",
                        signature("en"),
                        List.of("en", "pl", "sl"),
                        Map.of("pl", signature("pl"), "sl", signature("sl")),
                        null,
                        null));
        var openTeams = new OpenTeams(
                teams.first(), teams.create(system, Cast.POLSKA, Set.of()).id());
        var ids = new HashMap<String, UUID>();
        for (var colleague : Cast.COLLEAGUES) {
            var in = colleague.teams().stream().map(openTeams::named).toList();
            var newcomer = new Agents.NewAgent(
                    colleague.name(), colleague.email(), colleague.role(), in, colleague.language());
            ids.put(
                    colleague.first(),
                    agents.create(system, newcomer, "password", PASSWORD).id());
        }
        var doors = doors(openTeams, sinkPort);
        var people = new HashMap<String, Viewer>();
        ids.forEach((first, id) -> people.put(first, viewers.ofAgent(id).orElseThrow()));
        return new Open(people, doors, openTeams);
    }

    private Map<String, Mailbox> doors(OpenTeams openTeams, int sinkPort) {
        var system = viewers.system();
        var support = List.of(openTeams.support());
        var polska = List.of(openTeams.polska());
        var both = List.of(openTeams.support(), openTeams.polska());
        var podpora = inboxes.change(inboxes.main(), new Inboxes.Details("Podpora", null, support), system)
                .id();
        var orders = inboxes.create(new Inboxes.Details("Orders", null, support), system)
                .id();
        var hello = inboxes.create(new Inboxes.Details("International", null, both), system)
                .id();
        var pro = brands.create(
                system,
                new Brands.Details(BRAND + " Pro", "en", null, List.of("en", "pl", "sl"), null, "#8a5a00", null));
        var pomoc = inboxes.create(new Inboxes.Details("Polska", null, polska), system)
                .id();
        var business = inboxes.create(new Inboxes.Details("Hotels and cafés", pro.id(), both), system)
                .id();
        var doors = new HashMap<String, Mailbox>();
        doors.put("sl", door("Zrno podpora", "podpora@zrno.example", podpora, "sl", sinkPort));
        doors.put("sl orders", door("Zrno naročila", "narocila@zrno.example", orders, "sl", sinkPort));
        doors.put("en", door("Zrno", "hello@zrno.example", hello, "en", sinkPort));
        doors.put("en orders", door("Zrno Orders", "orders@zrno.example", orders, "en", sinkPort));
        doors.put("pl", door("Zrno Polska", "pomoc@zrno.example", pomoc, "pl", sinkPort));
        doors.put("pl orders", doors.get("pl"));
        var cafes = door("Zrno for hotels and cafés", "business@zrno.example", business, "en", sinkPort);
        StoryBook.LANGUAGES.forEach(language -> doors.put(language + " business", cafes));
        return doors;
    }

    private Mailbox door(String name, String address, UUID inbox, String language, int sinkPort) {
        return mailboxes.create(
                new Mailboxes.Details(
                        name,
                        address,
                        inbox,
                        Mailboxes.IncomingSettings.listener(),
                        json.valueToTree(submission(sinkPort)),
                        signature(language),
                        null,
                        null,
                        null),
                viewers.system());
    }

    private static Mailboxes.OutgoingSettings submission(int port) {
        return new Mailboxes.OutgoingSettings(new Mailboxes.SmtpSettings(LOOPBACK, port, "none", null, null, null));
    }

    static String signature(String language, String agent) {
        return signature(language).replace("{{agent.name}}", agent);
    }

    private static String signature(String language) {
        return Objects.requireNonNull(SIGNATURES.get(language));
    }

    /** The role a visitor of the demo should see first. */
    static Cast.Colleague guide() {
        return Cast.COLLEAGUES.stream()
                .filter(colleague -> colleague.role().equals(Role.AGENT))
                .findFirst()
                .orElseThrow();
    }
}
