package org.centrala.channels.email;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.FSDirectory;
import org.centrala.platform.CentralaTest;
import org.centrala.platform.DataDirectory;
import org.centrala.platform.files.FileSweep;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Somebody wrote, was answered, talked about and asked about; then they are forgotten, and looked for everywhere. */
@CentralaTest
@TestPropertySource(
        properties = {
            "centrala.bootstrap-token=email-story-tests-0123456789abcdef",
            "centrala.webhooks.private-targets=true"
        })
class ErasureStoryTests extends EmailStory {
    /** Stands in every word, name and address of hers, and nowhere else. */
    private static final String MARK = "qxzmark";

    private static final String ADDRESS = MARK + ".zofia@customer.example";
    private static final String SECOND = "zofia." + MARK + "@work.example";
    private static final String PHONE = "555123987";
    private static final String BOJAN = "bojan@customer.example";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataDirectory directory;

    @Autowired
    FileSweep sweep;

    @Test
    void noWordOfAPersonWhoIsForgottenIsLeftInTheDatabaseTheFilesOrTheIndex() throws Exception {
        var address = mailbox(true).get("address").asString();
        var hook = call(
                "POST",
                "/webhooks",
                Map.of(
                        "name",
                        "All",
                        "url",
                        "http://127.0.0.1:1/",
                        "kinds",
                        get("/webhooks/kinds").get("items")));
        assertThat(hook.status()).as("" + hook.body()).isEqualTo(201);
        var field = call("POST", "/fields", Map.of("subject", "conversation", "name", "Order", "type", "text"))
                .body();
        var ticked = call("POST", "/fields", Map.of("subject", "conversation", "name", "Warranty", "type", "checkbox"))
                .body();

        // Hers: a mail with files, an answer, a note, a draft, values, a question to a supplier, one split off, one
        // merged.
        var first = id();
        var large = "Large " + MARK + " ".repeat(300_000);
        deliver(ADDRESS, address, withFiles(address, first, "small words " + MARK, large));
        var record = inbound(first);
        var path = "/conversations/" + record.get("conversation").asString();
        var more = id();
        write(ADDRESS, address, more, "Re: " + MARK, "In-Reply-To: <" + first + ">\n", "Another matter " + MARK);
        var another = inbound(more).get("message").asString();
        deliver(
                ADDRESS,
                address,
                mail(
                        ADDRESS,
                        address,
                        more,
                        "Re: " + MARK,
                        "In-Reply-To: <" + first + ">\n",
                        "Another matter " + MARK));
        awaitState(reply(path.substring("/conversations/".length()), "Dear " + MARK), "sent");
        made(call("POST", path + "/messages", Map.of("audience", "team", "text", MARK + " is upset")));
        draft(record.get("conversation").asString(), "Dear " + MARK);
        made(call(
                "PATCH",
                path,
                Map.of(
                        "fields",
                        Map.of(
                                field.get("key").asString(),
                                MARK,
                                ticked.get("key").asString(),
                                true))));
        made(call(
                "POST",
                path + "/side-threads",
                Map.of(
                        "to",
                        List.of("supplier@other.example"),
                        "subject",
                        "About " + MARK,
                        "text",
                        "Where is the parcel of " + MARK + "?",
                        "dueAt",
                        Instant.now().plus(Duration.ofDays(1)).toString())));
        made(call("POST", path + "/split", Map.of("messages", List.of(another), "subject", MARK + " again")));
        var customer = get(path).at("/customer").isString()
                ? get(path).get("customer").asString()
                : get(path).at("/customer/id").asString();
        keyed("/customers/" + customer, Map.of("notes", "likes " + MARK));
        made(call(
                "PATCH",
                "/customers/" + customer,
                Map.of(
                        "contactPoints",
                        List.of(
                                Map.of("kind", "email", "value", ADDRESS),
                                Map.of("kind", "phone", "value", "+48 " + PHONE)))));
        imported("name;email;notes\n" + MARK + " Z;" + SECOND + ";from " + MARK + "\n");
        var second = get("/customers?email=" + SECOND).at("/items/0/id").asString();
        made(call("POST", "/customers/" + customer + "/merge", Map.of("from", second)));

        // Bojan's: she is written to and answers, and he quotes her.
        var his = id();
        write(BOJAN, address, his, "Kettle", "", "Ask my sister.");
        var place = inbound(his).get("conversation").asString();
        made(call(
                "POST",
                "/conversations/" + place + "/messages",
                Map.of("text", "Asking her.", "to", List.of(BOJAN), "cc", List.of(SECOND))));
        draft(place, "To " + SECOND);
        var answer = id();
        write(SECOND, address, answer, "Re: Kettle", "In-Reply-To: <" + his + ">\n", "I am " + MARK);
        assertThat(inbound(answer).get("conversation").asString()).isEqualTo(place);
        var quoting = id();
        write(
                BOJAN,
                address,
                quoting,
                "Re: Kettle",
                "In-Reply-To: <" + his + ">\n",
                "Thank you.\n\nOn Monday Z wrote:\n> I am " + MARK);
        inbound(quoting);
        awaitState(reply(place, "You are welcome."), "sent");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> jdbc.sql("select count(*) from attachment_text where state = 'waiting'")
                                        .query(Long.class)
                                        .single()
                                == 0
                        && jdbc.sql("select count(*) from message where delivery_state in ('queued', 'sending')")
                                        .query(Long.class)
                                        .single()
                                == 0);
        assertThat(tablesWithHer())
                .contains(
                        "message_content",
                        "conversation",
                        "participant",
                        "inbound",
                        "outbox",
                        "attachment",
                        "attachment_text",
                        "draft",
                        "kept_answer",
                        "customer",
                        "contact_point");
        assertThat(filesWithHer()).isNotEmpty();
        var statistics = jdbc.sql("select count(*) || ' ' || count(distinct created_at) from message")
                .query(String.class)
                .single();

        var preview = get("/customers/" + customer + "/erasure");
        var begun = call(
                "POST",
                "/customers/" + customer + "/erasure",
                Map.of("reason", "request", "confirmation", preview.get("type").asString()));
        assertThat(begun.status()).as("" + begun.body()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !get("/erasures/" + begun.body().get("id").asString())
                        .get("finishedAt")
                        .isNull());

        assertThat(tablesWithHer()).isEmpty();
        assertThat(jdbc.sql("select count(*) || ' ' || count(distinct created_at) from message")
                        .query(String.class)
                        .single())
                .isEqualTo(statistics);
        assertThat(get(path).at("/fields").toString()).contains("true");
        assertThat(get("/conversations/" + place).get("subject").asString()).isEqualTo("Kettle");
        assertThat(get("/conversations/" + place + "/messages").toString())
                .contains("Ask my sister.", "Thank you.", "You are welcome.");
        var again = call(
                "POST", "/customers/" + customer + "/erasure", Map.of("reason", "request", "confirmation", customer));
        assertThat(again.body().get("code").asString()).isEqualTo("erasure.nothing_left");

        for (var file : contents()) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        }
        sweep.sweep();
        assertThat(filesWithHer()).isEmpty();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(indexedWithHer()).isEmpty());
    }

    private void draft(String conversation, String text) {
        jdbc.sql(
                        "insert into draft (conversation_id, agent_id, audience, content, updated_at) values (?::uuid, ?, 'customer', ?::jsonb, now())")
                .param(conversation)
                .param(UUID.randomUUID())
                .param(json.writeValueAsString(Map.of("text", text)))
                .update();
    }

    private void made(Answer answer) {
        assertThat(answer.status()).as("" + answer.body()).isBetween(200, 202);
    }

    private void keyed(String path, Map<String, Object> change) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "once")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json.writeValueAsString(change)))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
    }

    private void imported(String file) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/customer-imports?fileName=a.csv"))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofString(file))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(201);
    }

    private static String withFiles(String to, String id, String small, String large) {
        return "From: Zofia " + MARK + " <" + ADDRESS + ">\nTo: " + to + "\nReply-To: " + ADDRESS + "\nSubject: Leaks "
                + MARK
                + "\nMessage-ID: <" + id + ">\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
                + "--b\nContent-Type: text/html; charset=utf-8\n\n<p>I am <b>" + MARK + "</b></p>\n"
                + file(MARK + ".txt", small) + file("large.txt", large) + "--b--\n";
    }

    private static String file(String name, String text) {
        return "--b\nContent-Type: text/plain; name=\"" + name + "\"\nContent-Disposition: attachment; filename=\""
                + name
                + "\"\nContent-Transfer-Encoding: base64\n\n"
                + Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(text.getBytes(UTF_8)) + "\n";
    }

    /** As it stands, as rows show bytes, and inside base64 in each of its three places. */
    private static List<String> needles() {
        var words = new ArrayList<>(List.of(MARK, PHONE, "555 123 987"));
        for (var pad = 0; pad < 3; pad++) {
            var code = Base64.getEncoder().encodeToString((" ".repeat(pad) + MARK + "  ").getBytes(UTF_8));
            words.add(code.substring(pad + 1, pad + 8));
        }
        var all = new ArrayList<>(words);
        words.forEach(word -> all.add(HexFormat.of().formatHex(word.getBytes(UTF_8))));
        all.replaceAll(word -> word.toLowerCase(Locale.ROOT));
        return all;
    }

    /** Whole rows are looked through, in every table there is. */
    private TreeSet<String> tablesWithHer() {
        var found = new TreeSet<String>();
        for (var table : jdbc.sql("select quote_ident(tablename) from pg_tables where schemaname = 'public'")
                .query(String.class)
                .list()) {
            if (jdbc.sql("select exists (select 1 from " + table
                            + " t, unnest(:needles) n where position(n in lower(t::text)) > 0)")
                    .param("needles", needles().toArray(String[]::new))
                    .query(Boolean.class)
                    .single()) {
                found.add(table);
            }
        }
        return found;
    }

    private List<Path> contents() throws IOException {
        try (var walk = Files.walk(directory.resolve("files"))) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    private List<Path> filesWithHer() throws IOException {
        return contents().stream().filter(ErasureStoryTests::isAboutHer).toList();
    }

    private static boolean isAboutHer(Path file) {
        try {
            var text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .toLowerCase(Locale.ROOT);
            return needles().stream().anyMatch(text::contains);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All terms and all that is stored, of documents that are deleted as well. */
    private List<String> indexedWithHer() throws IOException {
        var found = new ArrayList<String>();
        try (var files = FSDirectory.open(directory.resolve("index"));
                var reader = DirectoryReader.open(files)) {
            for (var leaf : reader.leaves()) {
                indexed(leaf, found);
            }
        }
        return found;
    }

    private static void indexed(LeafReaderContext leaf, List<String> found) throws IOException {
        for (var field : leaf.reader().getFieldInfos()) {
            var terms = leaf.reader().terms(field.name);
            for (var each = terms == null ? null : terms.iterator(); each != null && each.next() != null; ) {
                note(each.term().utf8ToString(), field.name, found);
            }
        }
        for (var number = 0; number < leaf.reader().maxDoc(); number++) {
            note(leaf.reader().storedFields().document(number).toString(), "stored", found);
        }
    }

    private static void note(String text, String place, List<String> found) {
        if (Stream.of(MARK, PHONE).anyMatch(text.toLowerCase(Locale.ROOT)::contains)) {
            found.add(place + " " + text);
        }
    }
}
