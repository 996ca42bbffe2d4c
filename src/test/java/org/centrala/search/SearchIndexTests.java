package org.centrala.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.FSDirectory;
import org.centrala.platform.Actor;
import org.centrala.platform.log.NewEvent;
import org.centrala.search.Hits.Fragment;
import org.centrala.search.spi.SearchDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchIndexTests {
    @TempDir
    Path directory;

    private SearchFixture fixture;

    @BeforeEach
    void open() {
        fixture = new SearchFixture(directory.resolve("index"));
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void accentsDoNotMatterOnEitherSide() {
        var polish = fixture.put("Zażółć gęślą jaźń, Łódź");
        var slovene = fixture.put("Žaba in čebela v šoli");
        var decomposed = fixture.put("cre\u0300me bru\u0302le\u0301e");

        assertThat(fixture.find("zazolc")).containsExactly(polish);
        assertThat(fixture.find("ŁÓDŹ")).containsExactly(polish);
        assertThat(fixture.find("lodz")).containsExactly(polish);
        assertThat(fixture.find("cebela soli")).containsExactly(slovene);
        assertThat(fixture.find("čebela")).containsExactly(slovene);
        assertThat(fixture.find("crème brulee")).containsExactly(decomposed);
    }

    @Test
    void polishWordsAreFoundInAnotherForm() {
        var id = fixture.put("Gdzie jest moje zamówienie? Nie dostałem przesyłki z ekspresem.");

        assertThat(fixture.find("zamówienia ")).containsExactly(id);
        assertThat(fixture.find("zamowieniami ")).containsExactly(id);
        assertThat(fixture.find("przesyłkami ekspresu ")).containsExactly(id);
        assertThat(fixture.find("przesylka ")).containsExactly(id);
        assertThat(fixture.find("reklamacja ")).isEmpty();
    }

    @Test
    void englishAndSloveneWordsAreFoundInAnotherForm() {
        var english = fixture.put("The grinder keeps leaking and two parcels were damaged");
        var slovene = fixture.put("Prosim za račun za naročilo, ki ste ga poslali strankam");

        assertThat(fixture.find("grinders leak damages ")).containsExactly(english);
        assertThat(fixture.find("parcel ")).containsExactly(english);
        assertThat(fixture.find("naročila računov ")).containsExactly(slovene);
        assertThat(fixture.find("naročilom strankami ")).containsExactly(slovene);
    }

    @Test
    void theLastWordIsFoundByItsBeginning() {
        var id = fixture.put("Espresso machine Zrno Prima");

        assertThat(fixture.find("espr")).containsExactly(id);
        assertThat(fixture.find("machine pri")).containsExactly(id);
        assertThat(fixture.find("mach prima")).isEmpty();
    }

    @Test
    void numbersAndAddressesAreFoundWholeAndInParts() {
        var id = fixture.put(
                Map.of("subject", "Order PL/2026/1187", "from", "Jan Kowalski jan.kowalski@example.com"),
                Map.of("number", "1234", "addresses", "jan.kowalski@example.com biuro@zrno.pl"));
        var other = fixture.put(
                Map.of("subject", "Order PL/2026/2387", "body", "we have 12345 of them"), Map.of("number", "99"));

        assertThat(fixture.find("#1234")).startsWith(id);
        assertThat(fixture.find("1234")).startsWith(id);
        assertThat(fixture.find("#99")).containsExactly(other);
        assertThat(fixture.find("biuro@zrno.pl")).containsExactly(id);
        assertThat(fixture.find("Jan.Kowalski@Example.com")).containsExactly(id);
        assertThat(fixture.find("kowalski example")).containsExactly(id);
        assertThat(fixture.find("pl/2026/1187")).containsExactly(id);
        assertThat(fixture.find("2026 order")).containsExactlyInAnyOrder(id, other);
    }

    @Test
    void aPhraseInQuotesIsFoundAsItStands() {
        var id = fixture.put("the red machine is broken");
        fixture.put("the machine is red");

        assertThat(fixture.find("\"red machine\"")).containsExactly(id);
        assertThat(fixture.find("red machine")).hasSize(2);
    }

    @Test
    void whatStandsBehindAMinusIsNotFound() {
        var plain = fixture.put("The kettle leaks");
        fixture.put("The kettle leaks steam");

        assertThat(fixture.find("kettle -steam")).containsExactly(plain);
        assertThat(fixture.find("kettle -\"leaks steam\"")).containsExactly(plain);
        assertThat(fixture.find("-steam")).containsExactly(plain);
        assertThat(fixture.find("kettle - steam")).hasSize(1);
    }

    @Test
    void aWordTypedALittleWrongFindsWhatIsSimilarWhenNothingElseIsFound() {
        var machine = fixture.put("The espresso machine leaks");

        assertThat(fixture.find("espreso")).containsExactly(machine);
        assertThat(fixture.hits("macihne leaks").similar()).isTrue();
        assertThat(fixture.hits("macihne")
                        .items()
                        .getFirst()
                        .highlights()
                        .getFirst()
                        .fragments())
                .anyMatch(fragment -> fragment.hit() && fragment.text().equals("machine"));
        assertThat(fixture.hits("machine").similar()).isFalse();
        assertThat(fixture.find("leakz")).containsExactly(machine);
        assertThat(fixture.find("nothing")).isEmpty();
        assertThat(fixture.find("tha")).isEmpty();
    }

    @Test
    void filtersNarrowAndCanBeTurnedRound() {
        var first = fixture.put(
                "kettle",
                Map.of("status", Set.of("open")),
                Map.of("from", Set.of("Ana Kovač", "ana.k@klient.example")),
                Map.of("opened", 1_000L));
        var second = fixture.put(
                "kettle",
                Map.of("status", Set.of("solved")),
                Map.of("from", Set.of("piotr@inny.example")),
                Map.of("opened", 2_000L));

        assertThat(fixture.filtered("kettle", new Filter.Marked("status", Set.of("open", "new"), false)))
                .containsExactly(first);
        assertThat(fixture.filtered("", new Filter.Marked("status", Set.of("open"), true)))
                .containsExactly(second);
        for (var name :
                List.of("ana", "Kovac", "kov", "ana kovač", "ana.k@klient.example", "@klient.example", "klient")) {
            assertThat(fixture.filtered("", new Filter.Named("from", name, false)))
                    .as(name)
                    .containsExactly(first);
        }
        assertThat(fixture.filtered("", new Filter.Named("from", "@klient", false)))
                .isEmpty();
        assertThat(fixture.filtered("", new Filter.Named("from", "!!", false))).isEmpty();
        assertThat(fixture.filtered("", new Filter.Timed("opened", 1_500, 2_500, false)))
                .containsExactly(second);
        assertThat(fixture.filtered("", new Filter.Of("thing", Set.of(first), true)))
                .containsExactly(second);
        assertThat(fixture.filtered("kettle -kettle", new Filter.Of("thing", Set.of(first), false)))
                .isEmpty();
    }

    @Test
    void aWordInTheSubjectCountsForMore() {
        var body = fixture.put(Map.of("subject", "Hello", "body", "about my invoice"), Map.of());
        var subject = fixture.put(Map.of("subject", "Invoice", "body", "about my question"), Map.of());

        assertThat(fixture.find("invoice")).containsExactly(subject, body);
    }

    @Test
    void onlyWhatAnInboxOfTheViewerHoldsIsFound() {
        var mine = UUID.randomUUID();
        var theirs = UUID.randomUUID();
        var seen = fixture.put(Map.of("body", "secret plan"), Map.of(), mine);
        var both = fixture.put(Map.of("body", "secret plan"), Map.of(), theirs, mine);
        var open = fixture.put(Map.of("body", "secret plan"), Map.of());
        var unseen = fixture.put(Map.of("body", "secret plan"), Map.of("number", "77"), theirs);

        assertThat(fixture.find("secret", mine)).containsExactlyInAnyOrder(seen, both, open);
        assertThat(fixture.find("secret")).containsExactly(open);
        assertThat(fixture.find("#77", mine)).isEmpty();
        assertThat(fixture.find("#77", theirs)).containsExactly(unseen);

        fixture.put(seen, Map.of("body", "secret plan"), Map.of(), theirs);
        assertThat(fixture.find("secret", mine)).containsExactlyInAnyOrder(both, open);
    }

    @Test
    void aChangeReplacesAndARemovalRemoves() {
        var id = fixture.put("first words");
        fixture.put(id, Map.of("body", "second thoughts"), Map.of());
        assertThat(fixture.find("first")).isEmpty();
        assertThat(fixture.find("second")).containsExactly(id);

        fixture.things.remove(id);
        fixture.changed(id);
        assertThat(fixture.find("second")).isEmpty();
    }

    @Test
    void hitsArePagedAndCounted() {
        IntStream.range(0, 7).forEach(number -> fixture.put("same text " + number));
        var first = fixture.index().search(new SearchQuery("same", Set.of("thing"), Set.of(), 5, 0));
        var second = fixture.index().search(new SearchQuery("same", Set.of("thing"), Set.of(), 5, 5));

        assertThat(first.items()).hasSize(5);
        assertThat(first.more()).isTrue();
        assertThat(second.items()).hasSize(2).doesNotContainAnyElementsOf(first.items());
        assertThat(second.more()).isFalse();
        assertThat(fixture.index()
                        .search(new SearchQuery("same", Set.of("other"), Set.of(), 5, 0))
                        .items())
                .isEmpty();
    }

    @Test
    void excerptsShowWhyAndMarkTheWords() {
        fixture.put(
                Map.of(
                        "subject",
                        "Moje zamówienie",
                        "body",
                        "Dzień dobry. ".repeat(40) + "Czekam na zamówienia z maja.\n" + "Pozdrawiam. ".repeat(40)),
                Map.of());

        var highlights = fixture.hits("zamówieniem maj").items().getFirst().highlights();
        assertThat(highlights).extracting(Hits.Highlight::field).containsExactlyInAnyOrder("subject", "body");
        for (var highlight : highlights) {
            var text = highlight.fragments().stream().map(Fragment::text).collect(Collectors.joining());
            var marked = highlight.fragments().stream()
                    .filter(Fragment::hit)
                    .map(Fragment::text)
                    .toList();
            if (highlight.field().equals("subject")) {
                assertThat(text).isEqualTo("Moje zamówienie");
                assertThat(marked).containsExactly("zamówienie");
            } else {
                assertThat(text).contains("Czekam na zamówienia z maja. ").hasSizeLessThan(220);
                assertThat(marked).containsExactly("zamówienia", "maja");
            }
        }
    }

    @Test
    void whateverIsTypedIsNoError() {
        var id = fixture.put("plain words");
        var hostile = List.of(
                "",
                " ",
                "*",
                "\"",
                "\"\"",
                "\"\"\"",
                "a* OR b~",
                "title:[* TO *]",
                "(((",
                ")))",
                "AND OR NOT",
                "\\",
                "\\\\",
                "+-&&||!(){}[]^\"~*?:/",
                "\0\0",
                "\ud800",
                "\udc00 \ud83d\ude00",
                "'; drop table x; --",
                "<script>",
                "a".repeat(100_000),
                "a ".repeat(50_000),
                "\"" + "b ".repeat(10_000) + "\"",
                "@@@@",
                "#",
                "##1",
                "ł".repeat(299),
                "\u0301\u0301",
                "plain \"",
                "1e309 0x1F ½ ٣",
                "\u202e\u200b",
                "ﷺ");
        for (var text : hostile) {
            assertThat(fixture.hits(text).items())
                    .as(text.substring(0, Math.min(20, text.length())))
                    .isNotNull();
        }
        var random = new Random(7);
        for (var round = 0; round < 150; round++) {
            var text = random.ints(1 + random.nextInt(40), 0, 0x3000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            fixture.hits(text);
        }
        assertThat(fixture.find("plain words")).containsExactly(id);
    }

    @Test
    void whateverIsWrittenCanBePut() {
        var random = new Random(11);
        for (var round = 0; round < 20; round++) {
            var text = random.ints(3000, 0, 0x30000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            var hostile = text + " needle " + "x".repeat(70_000);
            fixture.put(Map.of("body", hostile, "subject", hostile), Map.of("key", hostile));
        }
        assertThat(fixture.hits("needle").items()).hasSize(20);
    }

    @Test
    void oneThingThatCannotBeLoadedHidesNoOther() {
        var bad = UUID.randomUUID();
        var good = UUID.randomUUID();
        fixture.poison.add(bad);
        fixture.event(bad);
        fixture.put(good, Map.of("body", "fine"), Map.of());
        assertThat(fixture.find("fine")).containsExactly(good);
    }

    @Test
    void closedAndOpenedItGoesOnFromItsPlace() throws IOException {
        var id = fixture.put("durable words");
        fixture.close();
        fixture.loads.set(0);
        fixture.open();

        assertThat(fixture.place()).isEqualTo(fixture.node.log().head());
        assertThat(fixture.find("durable")).containsExactly(id);
        assertThat(fixture.loads).hasValue(0);
    }

    @Test
    void whatWasNotDurableAtACrashIsTakenAgainFromTheLog() throws IOException {
        var first = fixture.put("committed words");
        fixture.close();
        fixture.open();
        var place = fixture.place();
        var second = fixture.put("uncommitted words");

        // The files as a crash leaves them: the commit, and the segments after it that no commit names.
        var crashed = directory.resolve("crashed");
        Files.createDirectories(crashed);
        try (var files = Files.list(directory.resolve("index"))) {
            for (var file : files.filter(each -> !each.endsWith("write.lock")).toList()) {
                Files.copy(file, crashed.resolve(file.getFileName()));
            }
        }
        try (var after = new SearchFixture(crashed, fixture.node)) {
            after.things.putAll(fixture.things);
            assertThat(after.place()).isEqualTo(place);
            assertThat(after.find("words")).containsExactly(first);
            after.take();
            assertThat(after.find("words")).containsExactlyInAnyOrder(first, second);
        }
    }

    @Test
    void wordsOfAPersonWhoWasErasedAreWrittenOutOfTheFiles() throws IOException {
        var gone = fixture.put("kettlewords of theirs");
        var stays = fixture.put("teawords of another");
        // Among many, so that nothing else rewrites the file they are in.
        for (var other = 0; other < 30; other++) {
            fixture.put(UUID.randomUUID(), Map.of("body", "other"), Map.of());
        }
        fixture.index().commit();
        fixture.things.remove(gone);
        fixture.changed(gone);
        fixture.index().commit();
        assertThat(terms()).contains("kettleword", "teaword");

        fixture.event(NewEvent.of("customer", UUID.randomUUID(), 1, "customer.erased", Actor.SYSTEM));
        fixture.take();
        // A crash before it is done: the next start goes on.
        fixture.index().commit();
        fixture.close();
        fixture.open();
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            fixture.index().commit();
            return !Objects.requireNonNull(fixture.index().opened()).purging();
        });
        assertThat(terms()).contains("teaword").doesNotContain("kettleword");
        assertThat(fixture.find("teawords")).containsExactly(stays);
    }

    /** Of what is deleted as well. */
    private Set<String> terms() throws IOException {
        var all = new HashSet<String>();
        try (var files = FSDirectory.open(directory.resolve("index"));
                var reader = DirectoryReader.open(files)) {
            for (var leaf : reader.leaves()) {
                for (var field : leaf.reader().getFieldInfos()) {
                    var terms = leaf.reader().terms(field.name);
                    for (var each = terms == null ? null : terms.iterator(); each != null && each.next() != null; ) {
                        all.add(each.term().utf8ToString());
                    }
                }
            }
        }
        return all;
    }

    @Test
    void anotherEpochMeansBuildingAnew() throws IOException {
        var gone = fixture.put("words of the old epoch");
        fixture.close();
        fixture.things.remove(gone);
        var restored = UUID.randomUUID();
        fixture.things.put(
                restored,
                new SearchDocument(
                        "thing", restored, Set.of(), 0, Map.of("body", "words of the restored one"), Map.of()));
        fixture.node
                .jdbc()
                .sql("update installation set epoch = gen_random_uuid()")
                .update();
        fixture.open();

        assertThat(fixture.find("words")).containsExactly(restored);
    }

    @Test
    void anIndexAheadOfTheLogIsBuiltAnew() throws IOException {
        fixture.put("words that the restored database does not have");
        fixture.close();
        fixture.node.jdbc().sql("delete from event_log").update();
        try (var restored = new SearchFixture(directory.resolve("index"), fixture.node.anotherNode())) {
            assertThat(restored.place()).isZero();
            assertThat(restored.find("words")).isEmpty();
        }
    }

    @Test
    void aDamagedIndexIsBuiltAnew() throws IOException {
        var id = fixture.put("words");
        fixture.close();
        try (var files = Files.list(directory.resolve("index"))) {
            for (var file : files.toList()) {
                Files.writeString(file, "not an index");
            }
        }
        fixture.open();
        assertThat(fixture.find("words")).containsExactly(id);
    }

    @Test
    void anIndexThatAFullDiskClosedIsOpenedAgainWithoutAnyEvent() throws IOException {
        var first = fixture.put("first words");
        var second = fixture.put("second words");

        fixture.index().opened().close();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(fixture.find("words")).containsExactlyInAnyOrder(first, second));
    }

    @Test
    void renewedItServesWhatItHasAndThenHasWhatThereIs() throws Exception {
        var kept = fixture.put("A kettle that stays");
        var gone = fixture.put("A kettle that is gone");
        var missed = UUID.randomUUID();
        fixture.loseAndAdd(gone, missed, "A kettle nobody told of");
        var inside = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        fixture.whileReadingAll = () -> {
            inside.countDown();
            try {
                goOn.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        };

        fixture.index().renew();
        inside.await();
        assertThat(fixture.index().progress().phase()).isEqualTo(IndexState.Phase.RENEWING);
        assertThat(fixture.index().progress().total()).isEqualTo(2);
        assertThat(fixture.find("kettle")).containsExactlyInAnyOrder(kept, gone);
        var meanwhile = fixture.put("A kettle that came meanwhile");
        goOn.countDown();

        await().untilAsserted(
                        () -> assertThat(fixture.index().progress().phase()).isEqualTo(IndexState.Phase.READY));
        await().untilAsserted(
                        () -> assertThat(fixture.find("kettle")).containsExactlyInAnyOrder(kept, missed, meanwhile));
    }

    @Test
    void whatChangesWhileItIsBuiltIsNotOverwrittenByWhatWasReadBefore() throws IOException {
        var id = fixture.put("old words");
        var removed = fixture.put("removed words");
        fixture.close();
        fixture.node
                .jdbc()
                .sql("update installation set epoch = gen_random_uuid()")
                .update();
        fixture.whileReadingAll = () -> {
            fixture.put(id, Map.of("body", "new words"), Map.of());
            fixture.things.remove(removed);
            fixture.changed(removed);
        };
        fixture.open();

        assertThat(fixture.find("new")).containsExactly(id);
        assertThat(fixture.find("old")).isEmpty();
        assertThat(fixture.find("removed")).isEmpty();
    }
}
