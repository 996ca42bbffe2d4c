package org.centrala.channels.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.centrala.Api;
import org.centrala.platform.CentralaTest;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Mail in, a reply out, an answer back: over real sockets, real SMTP and the API. */
@CentralaTest
@TestPropertySource(properties = "centrala.bootstrap-token=email-story-tests-0123456789abcdef")
class EmailStoryTests extends EmailStory {
    @Test
    void whatAMailIsBesideItsWordsIsTold() {
        var encrypted = told("smime-encrypted");
        assertThat(encrypted.at("/protection/kind").asString()).isEqualTo("encrypted");
        assertThat(encrypted.at("/protection/format").asString()).isEqualTo("smime");
        assertThat(encrypted.at("/attachments/0/fileName").asString()).isEqualTo("smime.p7m");

        var invited = told("invitation-outlook");
        assertThat(invited.get("protection").isNull()).isTrue();
        assertThat(invited.at("/invitation/start").asString()).isEqualTo("2026-11-25T10:00:00+01:00");
        assertThat(invited.at("/invitation/summary").asString()).isEqualTo("Odbiór paczki, magazyn 2");
        var redacted = call(
                "POST",
                "/messages/" + invited.get("id").asString() + "/redact",
                Map.of("words", List.of("Dworcowa 5")));
        assertThat(redacted.body().at("/invitation/location").asString())
                .as("" + redacted.body())
                .isEqualTo("█████, Gliwice");

        assertThat(told("cut-off").at("/warnings/0").asString()).isEqualTo("mail.cutOff");
    }

    @Test
    void aMailboxSaysWhoseSignatureClosesItsMailAndAMessageMayDoWithout() throws Exception {
        var mailbox = mailbox(true);
        var address = mailbox.get("address").asString();
        var first = id();
        var customer = "signed" + NUMBER.incrementAndGet() + "@customer.example";
        deliver(customer, address, mail(customer, address, first, "Signatures", "", "Hello"));
        var path = "/conversations/" + inbound(first).get("conversation").asString();
        var number = get(path).get("number").asInt();
        assertThat(get(path + "/signature").get("text").asString()).endsWith("conversation " + number);

        assertThat(reply(path, "with", Map.of())).contains("conversation " + number);
        assertThat(reply(path, "without", Map.of("signature", false))).doesNotContain("conversation " + number);

        var own = "/mailboxes/" + mailbox.get("id").asString();
        var changed = call("PATCH", own, Map.of("signatureFrom", "none"));
        assertThat(changed.body().get("signatureFrom").asString()).isEqualTo("none");
        assertThat(get(path + "/signature").get("text").asString()).isEmpty();
        assertThat(reply(path, "never", Map.of())).doesNotContain("conversation " + number);
        assertThat(call("PATCH", own, Map.of("signatureFrom", "mine")).status()).isEqualTo(400);
    }

    /** The text of the mail that goes out to somebody. */
    private String reply(String conversation, String to, Map<String, Object> more) throws Exception {
        var address = to + NUMBER.incrementAndGet() + "@customer.example";
        var message = new HashMap<String, Object>(more);
        message.put("text", "Hello.");
        message.put("to", List.of(address));
        var posted = call("POST", conversation + "/messages", message);
        assertThat(posted.status()).as("" + posted.body()).isEqualTo(201);
        return body(sentTo(address), "text/plain");
    }

    @Test
    void theListenerSaysWhereOtherServersBringMail() {
        assertThat(get("/mailboxes/listener").get("port").asInt()).isEqualTo(listener.port());
    }

    @Test
    void aMailComesInAReplyGoesOutAndTheAnswerComesBack() throws Exception {
        var mailbox = mailbox(true);
        var address = mailbox.get("address").asString();
        var first = id();
        deliver(
                "zofia@customer.example",
                address,
                mail(
                        "Zofia Wójcik <zofia@customer.example>",
                        address,
                        first,
                        "Ekspres cieknie",
                        "",
                        "Dzień dobry, cieknie."));
        var record = inbound(first);
        assertThat(record.get("outcome").asString()).isEqualTo("conversation");
        var conversation = record.get("conversation").asString();
        assertThat(get("/conversations/" + conversation).get("subject").asString())
                .isEqualTo("Ekspres cieknie");

        var posted = call(
                "POST",
                "/conversations/" + conversation + "/messages",
                Map.of(
                        "audience",
                        "customer",
                        "channel",
                        "email",
                        "html",
                        "<p>Proszę <b>dokręcić</b>.</p>",
                        "attachments",
                        List.of(Map.of(
                                "fileName", "instrukcja ż.txt", "contentType", "text/plain", "base64", "cGxhbg=="))));
        assertThat(posted.status()).as("" + posted.body()).isEqualTo(201);
        var replyId = posted.body().get("messageId").asString();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                get("/messages/" + posted.body().get("id").asString())
                                        .get("deliveryState")
                                        .asString())
                        .isEqualTo("sent"));
        var sent = sentTo("zofia@customer.example");
        assertThat(sent.getMessageID()).isEqualTo("<" + replyId + ">");
        assertThat(sent.getHeader("In-Reply-To", null)).isEqualTo("<" + first + ">");
        assertThat(sent.getHeader("References", null)).contains("<" + first + ">");
        assertThat(sent.getHeader("Auto-Submitted", null)).isNull();
        assertThat(sent.getSubject()).startsWith("Re: Ekspres cieknie [#");
        var text = body(sent, "text/plain");
        assertThat(text).contains("dokręcić", "-- ", "Zrno box", "> Dzień dobry, cieknie.");
        assertThat(body(sent, "text/html")).contains("<b>dokręcić</b>", "blockquote");
        assertThat(body(sent, "instrukcja ż.txt")).isEqualTo("plan");
        var replyTo = ((InternetAddress) sent.getReplyTo()[0]).getAddress();
        assertThat(replyTo).matches("box[0-9]+\\+c[a-z2-7]{38}@zrno\\.example");

        var out = new Api(port, KEY).get("/messages/" + posted.body().get("id").asString() + "/raw");
        assertThat(out.status()).isEqualTo(200);
        assertThat(out.text()).contains("Message-ID: <" + replyId + ">", "Reply-To:", "X-Centrala:");

        var answer = id();
        deliver(
                "zofia@customer.example",
                replyTo.toUpperCase(Locale.ROOT),
                mail(
                        "zofia@customer.example",
                        replyTo,
                        answer,
                        "Re: x",
                        "",
                        "Działa!\n\n" + "W dniu 22.11.2026 o 10:15, Zrno pisze:\n> Proszę dokręcić."));
        var back = inbound(answer);
        assertThat(back.get("conversation").asString()).isEqualTo(conversation);
        var messages = get("/conversations/" + conversation + "/messages").get("items");
        assertThat(messages).hasSize(3);
        assertThat(messages.get(2).get("visibleText").asString()).isEqualTo("Działa!");
        assertThat(messages.get(2).get("text").asString()).contains("> Proszę");

        var raw = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/messages/"
                                + messages.get(2).get("id").asString() + "/raw"))
                        .header("Authorization", "Bearer " + KEY)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(raw.statusCode()).isEqualTo(200);
        assertThat(raw.headers().firstValue("Content-Type").orElse("")).startsWith("message/rfc822");
        assertThat(raw.body()).startsWith("From: zofia@customer.example\r\n").contains("Message-ID: <" + answer + ">");
    }

    @Test
    void referencesJoinParticipantsAndStrangersOpenTheirOwn() {
        var address = mailbox(false).get("address").asString();
        var first = id();
        write("ana@customer.example", address, first, "Naročilo", "", "Kje je?");
        var conversation = inbound(first).get("conversation").asString();
        long number = get("/conversations/" + conversation).get("number").asLong();

        var second = id();
        deliver(
                "ana@customer.example",
                address,
                mail(
                        "Ana <ANA@customer.example>",
                        address,
                        second,
                        "Re: Naročilo",
                        "References: <" + first + ">\n",
                        "Še vedno?"));
        assertThat(inbound(second).get("conversation").asString()).isEqualTo(conversation);

        var byNumber = id();
        write("ana@customer.example", address, byNumber, "Nova [#" + number + "]", "", "Halo");
        assertThat(inbound(byNumber).get("conversation").asString()).isEqualTo(conversation);

        var stranger = id();
        write(
                "eve@evil.example",
                address,
                stranger,
                "Re: Naročilo [#" + number + "]",
                "In-Reply-To: <" + first + ">\n",
                "I am Ana");
        var record = inbound(stranger);
        assertThat(record.get("conversation").asString()).isNotEqualTo(conversation);
        assertThat(record.get("reason").asString()).isEqualTo("stranger.reference");
    }

    @Test
    void theSameMailIsOneMessageAndOtherContentUnderItsIdIsKept() {
        var address = mailbox(false).get("address").asString();
        var id = id();
        var mail = mail("jan@customer.example", address, id, "Raz", "", "To samo");
        deliver("jan@customer.example", address, mail);
        deliver("jan@customer.example", address, "Received: by another way\n" + mail);
        deliver("jan@customer.example", address, mail.replace("To samo", "Co innego"));
        var outcomes = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> get("/inbound?messageId=%3C" + id + "%3E")
                                .get("items")
                                .valueStream()
                                .map(item -> item.get("outcome").asString(""))
                                .sorted()
                                .toList(),
                        found -> found.size() == 3 && !found.contains(""));
        assertThat(outcomes).containsExactly("conversation", "conversation", "duplicate");
    }

    @Test
    void oneMessageToTwoMailboxesIsInBoth() {
        var one = mailbox(false).get("address").asString();
        var two = mailbox(false).get("address").asString();
        var id = id();
        try (var talk = new SmtpTalk(listener.port())) {
            talk.say("EHLO test");
            talk.say("MAIL FROM:<jan@customer.example>");
            assertThat(talk.say("RCPT TO:<" + one + ">")).startsWith("250");
            assertThat(talk.say("RCPT TO:<" + two + ">")).startsWith("250");
            talk.say("DATA");
            talk.write((mail("jan@customer.example", one, id, "Oba", "", "x").replace("\n", "\r\n") + ".\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            talk.expect("250");
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(get("/inbound?messageId=" + id)
                                .get("items")
                                .valueStream()
                                .map(item -> item.get("outcome").asString("")))
                        .containsExactly("conversation", "conversation"));
        var first = get("/inbound?messageId=" + id).at("/items/0/conversation").asString();
        var links = get("/conversations/" + first + "/links").get("items");
        assertThat(links).hasSize(1);
        assertThat(links.get(0).get("kind").asString()).isEqualTo("related");

        // A copy that comes by another way, later, is linked to both.
        var three = mailbox(false).get("address").asString();
        deliver("jan@customer.example", three, mail("jan@customer.example", one, id, "Oba", "", "x"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                get("/conversations/" + first + "/links").get("items"))
                        .hasSize(2));
    }

    /** A customer's mail, and our answer to it as it left. */
    private record Talk(String conversation, long number, String first, String replyId, String replyTo) {}

    private Talk talk(String address, String customer, String subject) throws Exception {
        var first = id();
        deliver(customer, address, mail(customer, address, first, subject, "", "The first word about " + subject));
        var conversation = inbound(first).get("conversation").asString();
        var posted = call("POST", "/conversations/" + conversation + "/messages", Map.of("text", "An answer"));
        assertThat(posted.status()).as("" + posted.body()).isEqualTo(201);
        var replyTo = ((InternetAddress) sentTo(customer).getReplyTo()[0]).getAddress();
        return new Talk(
                conversation,
                get("/conversations/" + conversation).get("number").asLong(),
                first,
                posted.body().get("messageId").asString(),
                replyTo);
    }

    /** Where a mail went. */
    private String arrives(String from, String to, String subject, String extra) {
        var id = id();
        deliver(from, to, mail(from, to, id, subject, extra, "What I have to say"));
        return inbound(id).get("conversation").asString();
    }

    private static String someone() {
        return "p" + UUID.randomUUID().toString().substring(0, 8) + "@customer.example";
    }

    private JsonNode ok(String method, String path, Object body) {
        var answer = call(method, path, body);
        assertThat(answer.status()).as(path + " " + answer.body()).isBetween(200, 204);
        return answer.body();
    }

    private void merge(String from, String into) {
        ok("POST", "/conversations/" + into + "/merge", Map.of("conversations", List.of(from)));
    }

    @Test
    void answersToAMergedConversationGoWhereItIsShownAsLongAsItIs() throws Exception {
        var address = mailbox(true).get("address").asString();
        var ana = someone();
        var talk = talk(address, ana, "Mlinček");
        var second = talk(address, someone(), "Grinder").conversation();
        var third = talk(address, someone(), "Młynek").conversation();
        var reference = "In-Reply-To: <" + talk.replyId() + ">\n";
        merge(talk.conversation(), second);
        assertThat(arrives(ana, talk.replyTo(), "Re: a", "")).isEqualTo(second);
        assertThat(arrives(ana, address, "Re: b", reference)).isEqualTo(second);
        assertThat(arrives(ana, address, "c [#" + talk.number() + "]", "")).isEqualTo(second);
        merge(second, third);
        assertThat(arrives(ana, talk.replyTo(), "Re: d", "")).isEqualTo(third);
        assertThat(arrives(ana, address, "Re: e", reference)).isEqualTo(third);
        ok("PATCH", "/conversations/" + third, Map.of("status", "closed"));
        var followUp = arrives(ana, talk.replyTo(), "Re: f", "");
        assertThat(get("/conversations/" + followUp).get("followUpOf").asString())
                .isEqualTo(third);
        ok("POST", "/conversations/" + second + "/unmerge", Map.of());
        ok("POST", "/conversations/" + talk.conversation() + "/unmerge", Map.of());
        assertThat(arrives(ana, talk.replyTo(), "Re: g", "")).isEqualTo(talk.conversation());
        assertThat(arrives(ana, address, "Re: h", reference)).isEqualTo(talk.conversation());
        assertThat(arrives(ana, address, "i [#" + talk.number() + "]", "")).isEqualTo(talk.conversation());
    }

    @Test
    void rewrittenReferencesAndAWhollyNewSubjectStillLeadToTheConversation() throws Exception {
        var address = mailbox(true).get("address").asString();
        var ana = someone();
        var talk = talk(address, ana, "Ekspres");
        var id = talk.replyId();
        int at = id.indexOf('@');
        assertThat(List.of(
                        "In-Reply-To: <made-up@gateway.example>\nReferences: <x@gateway.example> <" + id + ">\n",
                        "In-Reply-To: \"" + id + "\"\n",
                        "References: <" + id.substring(0, 20) + "\n " + id.substring(20) + ">\n",
                        "In-Reply-To: <relay+" + id.toUpperCase(Locale.ROOT) + ".smtp.gateway.example>\n",
                        "In-Reply-To: <urn:" + id.substring(0, at) + "@" + id.substring(at + 1) + "?x>\n"))
                .allSatisfy(fields -> assertThat(arrives(ana, address, "Something else altogether", fields))
                        .as(fields)
                        .isEqualTo(talk.conversation()));
        var shown = get("/conversations/" + talk.conversation());
        assertThat(shown.get("subject").asString()).isEqualTo("Ekspres");
        assertThat(get("/conversations/" + talk.conversation() + "/messages?order=desc")
                        .at("/items/0/subject")
                        .asString())
                .isEqualTo("Something else altogether");
    }

    @Test
    void aVerifiedSecondAddressTakesPartAndOneThatIsOnlyKnownWaitsForAnAgent() throws Exception {
        var address = mailbox(true).get("address").asString();
        var ana = someone();
        var other = someone();
        var talk = talk(address, ana, "Dva naslova");
        var customer =
                get("/conversations/" + talk.conversation()).get("customer").asString();
        var known = ok("PATCH", "/customers/" + customer, Map.of("email", other));
        var held = arrives(other, talk.replyTo(), "Re: Dva naslova", "");
        assertThat(held).isNotEqualTo(talk.conversation());
        var hints = get("/conversations/" + held + "/hints").get("items");
        assertThat(hints.get(0).get("reason").asString()).isEqualTo("secondAddress");
        assertThat(hints.get(0).at("/other/id").asString()).isEqualTo(talk.conversation());

        var point = known.get("contactPoints")
                .valueStream()
                .filter(one -> one.get("value").asString().equals(other))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asString();
        ok("PATCH", "/customers/" + customer + "/contact-points/" + point, Map.of("verified", true));
        assertThat(arrives(other, talk.replyTo(), "Re: Dva naslova", "")).isEqualTo(talk.conversation());
        assertThat(arrives(other, address, "[#" + talk.number() + "]", "")).isEqualTo(talk.conversation());
    }

    @Test
    void aColleagueInCopyWhoAnswersJoinsAndIsWrittenToFromThenOn() {
        var address = mailbox(false).get("address").asString();
        var ana = someone();
        var jan = someone();
        var first = id();
        deliver(ana, address, mail(ana, address, first, "For both", "Cc: Jan <" + jan + ">\n", "Hello"));
        var conversation = inbound(first).get("conversation").asString();
        assertThat(arrives(jan, address, "Re: For both", "In-Reply-To: <" + first + ">\nCc: " + ana + "\n"))
                .isEqualTo(conversation);
        assertThat(get("/conversations/" + conversation + "/participants")
                        .get("items")
                        .valueStream()
                        .map(one -> one.get("address").asString()))
                .containsExactlyInAnyOrder(ana, jan);
    }

    @Test
    void anAnswerToAMailThatWasSplitOffFollowsItAlsoByTheAddressThatItBore() throws Exception {
        var address = mailbox(true).get("address").asString();
        var ana = someone();
        var talk = talk(address, ana, "Mlinček");
        var more = id();
        deliver(ana, talk.replyTo(), mail(ana, talk.replyTo(), more, "Re: Mlinček", "", "And my coffee?"));
        assertThat(inbound(more).get("conversation").asString()).isEqualTo(talk.conversation());
        var answer = reply(talk.conversation(), "The coffee has left");
        awaitState(answer, "sent");

        var made = ok(
                        "POST",
                        "/conversations/" + talk.conversation() + "/split",
                        Map.of(
                                "messages",
                                List.of(
                                        inbound(more).get("message").asString(),
                                        answer.get("id").asString())))
                .get("id")
                .asString();

        var toSplit =
                "In-Reply-To: <" + answer.get("messageId").asString() + ">\nReferences: <" + talk.replyId() + ">\n";
        var toOld = "In-Reply-To: <" + talk.replyId() + ">\n";
        assertThat(arrives(ana, talk.replyTo(), "Re: Mlinček", toSplit)).isEqualTo(made);
        assertThat(arrives(ana, address, "Re: Mlinček [#" + talk.number() + "]", toSplit))
                .isEqualTo(made);
        assertThat(arrives(ana, talk.replyTo(), "Re: Mlinček", toOld)).isEqualTo(talk.conversation());
        assertThat(arrives(someone(), talk.replyTo(), "Re: Mlinček", toSplit)).isNotIn(made, talk.conversation());
        awaitState(reply(made, "Of the coffee alone"), "sent");
        merge(made, talk.conversation());
        assertThat(arrives(ana, talk.replyTo(), "Re: Mlinček", toSplit)).isEqualTo(talk.conversation());
    }

    @Test
    void aSupplierIsAskedBesideAConversationAndTheTwoNeverMix() throws Exception {
        var address = mailbox(true).get("address").asString();
        var ana = someone();
        var supplier = someone();
        var talk = talk(address, ana, "Mlinček");
        var path = "/conversations/" + talk.conversation();
        ok("PATCH", path, Map.of("status", "pending"));
        var due = Instant.now().plus(2, ChronoUnit.DAYS).toString();
        assertThat(call("POST", path + "/side-threads", Map.of("to", List.of(ana), "text", "x", "dueAt", due))
                        .status())
                .isEqualTo(400);
        assertThat(call("POST", path + "/side-threads", Map.of("to", List.of(address), "text", "x", "dueAt", due))
                        .status())
                .isEqualTo(400);

        var side = ok(
                "POST",
                path + "/side-threads",
                Map.of("to", List.of(supplier), "subject", "A burr set", "text", "Is it in stock?", "dueAt", due));

        var beside = side.get("id").asString();
        var sent = sentTo(supplier);
        assertThat(sent.getSubject()).contains("A burr set").doesNotContain("#" + talk.number());
        assertThat(body(sent, "text/plain")).contains("in stock").doesNotContain("The first word", "An answer");
        assertThat(sent.getHeader("References", null)).isNull();
        var replyTo = ((InternetAddress) sent.getReplyTo()[0]).getAddress();
        assertThat(replyTo).isNotEqualTo(talk.replyTo());
        var reference = "In-Reply-To: " + sent.getMessageID() + "\nCc: " + ana + "\n";
        assertThat(arrives(supplier, replyTo, "Re: A burr set", reference)).isEqualTo(beside);
        assertThat(get("/side-threads/" + beside).get("answered").asBoolean()).isTrue();
        assertThat(get(path).get("status").asString()).isEqualTo("open");
        assertThat(get(path + "/messages").get("items")).hasSize(2);
        assertThat(get(path + "/events")
                        .get("items")
                        .valueStream()
                        .map(event -> event.get("kind").asString()))
                .contains("conversation.sideAsked", "conversation.sideAnswered");
        // The customer, whom the supplier has sent a copy, speaks in their own conversation.
        assertThat(arrives(ana, replyTo, "Re: A burr set", "In-Reply-To: " + sent.getMessageID() + "\n"))
                .isEqualTo(talk.conversation());
        var stranger = arrives(someone(), replyTo, "Re: A burr set", "");
        assertThat(stranger).isNotIn(beside, talk.conversation());
        assertThat(get("/conversations/" + stranger + "/hints").get("items")).isEmpty();
        assertThat(call("POST", "/conversations/" + beside + "/messages", Map.of("text", "x", "cc", List.of(ana)))
                        .status())
                .isEqualTo(400);
        ok("PATCH", "/side-threads/" + beside, Map.of("closed", true));
        // What goes to the customer names nothing of it, and an answer after it was closed opens it again.
        reply(talk.conversation(), "It is in stock");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Arrays.stream(server.getReceivedMessages())
                                .filter(mail -> told(mail, ana))
                                .count()
                        == 2);
        for (var mail : server.getReceivedMessages()) {
            if (told(mail, ana)) {
                assertThat(mail.getHeader("References", null))
                        .doesNotContain(sent.getMessageID().substring(1, 20));
                assertThat(body(mail, "text/plain")).doesNotContain(supplier, "burr");
            }
        }
        assertThat(arrives(supplier, replyTo, "Re: A burr set", "")).isEqualTo(beside);
        assertThat(get("/side-threads/" + beside).get("closed").asBoolean()).isFalse();
    }

    private static boolean told(MimeMessage mail, String address) {
        try {
            return mail.getAllRecipients()[0].toString().contains(address);
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void aStrangerWithACopiedReplyAddressIsHeldForTheAgentAndSeesNoHistory() throws Exception {
        var address = mailbox(true).get("address").asString();
        var ana = someone();
        var eve = someone();
        var talk = talk(address, ana, "Skrivna zadeva");
        var apart = arrives(eve, talk.replyTo(), "Re: Skrivna zadeva", "");
        assertThat(apart).isNotEqualTo(talk.conversation());
        var hint = get("/conversations/" + apart + "/hints").at("/items/0");
        assertThat(hint.get("reason").asString()).isEqualTo("stranger.replyAddress");
        assertThat(hint.at("/other/number").asLong()).isEqualTo(talk.number());
        ok("POST", "/conversations/" + apart + "/messages", Map.of("text", "Who are you?"));
        var sent = sentTo(eve);
        assertThat(body(sent, "text/plain")).doesNotContain("The first word", "An answer");
        assertThat(sent.getHeader("References", null)).doesNotContain(talk.replyId());
        assertThat(((InternetAddress) sent.getReplyTo()[0]).getAddress()).isNotEqualTo(talk.replyTo());

        var path = "/conversations/" + apart + "/hints/" + hint.get("id").asString();
        assertThat(ok("POST", path + "/accept", Map.of()).get("id").asString()).isEqualTo(talk.conversation());
        assertThat(arrives(eve, talk.replyTo(), "Re: Skrivna zadeva", "")).isEqualTo(talk.conversation());
        ok("POST", "/conversations/" + apart + "/unmerge", Map.of());
        assertThat(get("/conversations/" + apart + "/hints").get("items")).hasSize(1);
        ok("POST", path + "/dismiss", Map.of());
        assertThat(get("/conversations/" + apart + "/hints").get("items")).isEmpty();
        assertThat(call("POST", path + "/accept", Map.of()).status()).isEqualTo(404);
        assertThat(get("/conversations/" + apart + "/events")
                        .get("items")
                        .valueStream()
                        .filter(event -> event.get("kind").asString().equals("conversation.hintDecided")))
                .hasSize(2);
    }

    @Test
    void whatOneOfUsPassesOnIsOfferedAsItsSendersAndNeverTakenForTheirs() {
        var address = mailbox(false).get("address").asString();
        var agent = "agent" + NUMBER.incrementAndGet() + "@office.example";
        ok("POST", "/agents", Map.of("name", "Tina", "email", agent, "role", "agent", "teams", List.of()));
        var ana = someone();
        var lines = "\nSee below\n\n---------- Forwarded message ---------\nFrom: Ana Kovač <" + ana
                + ">\nDate: Sun, 22 Nov 2026\nSubject: Help\n\nIt leaks.\n";
        var id = id();
        deliver(agent, address, mail(agent, address, id, "Fwd: Help", "", lines));
        var conversation = inbound(id).get("conversation").asString();
        var hint = get("/conversations/" + conversation + "/hints").at("/items/0");
        assertThat(hint.at("/sender/address").asString()).isEqualTo(ana);
        assertThat(hint.at("/sender/name").asString()).isEqualTo("Ana Kovač");
        assertThat(get("/conversations/" + conversation).get("customerName").asString())
                .isNotEqualTo("Ana Kovač");
        var taken = ok(
                "POST",
                "/conversations/" + conversation + "/hints/" + hint.get("id").asString() + "/accept",
                Map.of());
        assertThat(taken.get("customerName").asString()).isEqualTo("Ana Kovač");
        assertThat(arrives(ana, address, "Re: Help", "In-Reply-To: <" + id + ">\n"))
                .isEqualTo(conversation);

        // Nobody but one of us gives a conversation to somebody else, not even as an offer.
        var eve = someone();
        var forged = id();
        deliver(eve, address, mail(eve, address, forged, "Fwd: Help", "", lines));
        assertThat(get("/conversations/" + inbound(forged).get("conversation").asString() + "/hints")
                        .get("items"))
                .isEmpty();
    }

    private String report(String messageId, String recipient, String code) {
        return """
                From: MAILER-DAEMON@mx.example
                Subject: Undelivered Mail Returned to Sender
                Message-ID: <%s>
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: text/plain

                Sorry.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example

                Final-Recipient: rfc822; %s
                Action: failed
                Status: %s
                Diagnostic-Code: smtp; 550 %s User unknown

                --b
                Content-Type: text/rfc822-headers

                Message-ID: <%s>

                --b--
                """.formatted(id(), recipient, code, code, messageId);
    }

    private void bounces(String to, String report) {
        deliver("", to, report);
        inbound(report.replaceAll("(?s).*?Message-ID: <(.*?)>.*", "$1"));
    }

    private JsonNode point(String address) {
        return get("/customers?email=" + Api.encode(address)).at("/items/0/contactPoints/0");
    }

    @Test
    void aDeadAddressIsMarkedByAReportThatProvesItselfAndAliveWhenItWrites() throws Exception {
        var address = mailbox(true).get("address").asString();
        var ana = someone();
        var victim = someone();
        arrives(victim, address, "Not about this", "");
        var talk = talk(address, ana, "Predal");
        ok("PATCH", "/conversations/" + talk.conversation(), Map.of("status", "solved"));

        bounces(address, report("not-ours@zrno.example", ana, "5.1.1"));
        bounces(address, report(talk.replyId(), victim, "5.1.1")); // it never went to them
        assertThat(point(victim).get("undeliverable").isNull()).isTrue();
        assertThat(point(ana).get("undeliverable").isNull()).isTrue();

        bounces(address, report(talk.replyId(), ana, "5.1.1"));
        assertThat(point(ana).at("/undeliverable/code").asString()).isEqualTo("5.1.1");
        assertThat(get("/conversations/" + talk.conversation()).get("status").asString())
                .isEqualTo("open");

        assertThat(arrives(ana, address, "I am back", "In-Reply-To: <" + talk.replyId() + ">\n"))
                .isEqualTo(talk.conversation());
        assertThat(point(ana).get("undeliverable").isNull()).isTrue();

        var again = ok(
                "POST",
                "/conversations/" + talk.conversation() + "/messages",
                Map.of("text", "Again", "cc", List.of(victim)));
        await().until(() -> get("/messages/" + again.get("id").asString())
                .get("deliveryState")
                .asString()
                .equals("sent"));
        bounces(address, report(again.get("messageId").asString(), victim, "5.1.1"));
        var message = get("/messages/" + again.get("id").asString());
        assertThat(message.get("deliveryState").asString()).isEqualTo("bounced");
        assertThat(message.at("/deliveryDetail/recipient").asString()).isEqualTo(victim);
        var customer =
                get("/customers?email=" + Api.encode(victim)).at("/items/0/id").asString();
        var cleared = ok(
                "PATCH",
                "/customers/" + customer + "/contact-points/"
                        + point(victim).get("id").asString(),
                Map.of("undeliverable", false));
        assertThat(cleared.at("/contactPoints/0/undeliverable").isNull()).isTrue();
    }

    @Test
    void whatCannotBeReadIsQuarantinedReplayableAndInNobodysWay() {
        var address = mailbox(false).get("address").asString();
        var id = id();
        deliver(
                "x@customer.example",
                address,
                "From: x@customer.example\nMessage-ID: <" + id + ">\nContent-Type: multipart/mixed; boundary=b\n\n"
                        + "--b\n\nx\n".repeat(1500) + "--b--\n");
        var next = id();
        write("x@customer.example", address, next, "Next", "", "fine");
        assertThat(inbound(next).get("outcome").asString()).isEqualTo("conversation");
        var record = inbound(id);
        assertThat(record.get("outcome").asString()).isEqualTo("quarantined");
        assertThat(record.get("reason").asString()).startsWith("mail.tooManyParts");
        var held = get("/quarantine")
                .get("items")
                .valueStream()
                .filter(item -> id.equals(item.get("messageId").asString("")))
                .findFirst()
                .orElseThrow();
        assertThat(held.get("from").asString()).isEqualTo("x@customer.example");
        var path = "/quarantine/" + held.get("id").asString();
        assertThat(call("GET", path + "/raw", null).status()).isEqualTo(200);
        assertThat(call("POST", path + "/replay", null).body().get("outcome").asString())
                .isEqualTo("quarantined");
        assertThat(call("DELETE", path, null).status()).isEqualTo(204);
        assertThat(call("GET", path + "/raw", null).status()).isEqualTo(404);
    }

    @Test
    void aFirstMailIsAcknowledgedWhereThatIsWantedAndNoMachineEverIs() throws Exception {
        var inbox = call("POST", "/inboxes", Map.of("name", "Repairs", "teams", List.of()))
                .body();
        var address = "repairs@shop.example";
        call(
                "POST",
                "/mailboxes",
                Map.of(
                        "name",
                        "Repairs",
                        "address",
                        address,
                        "inbox",
                        inbox.get("id").asString(),
                        "outgoing",
                        Map.of(
                                "smtp",
                                Map.of(
                                        "host",
                                        "127.0.0.1",
                                        "port",
                                        server.getSmtp().getPort(),
                                        "tls",
                                        "none"))));
        var path = "/inboxes/" + inbox.get("id").asString() + "/acknowledgements";
        assertThat(get(path).get("items")).isEmpty();
        var silent = id();
        write("silent@customer.example", address, silent, "Hi", "", "x");
        assertThat(inbound(silent).get("outcome").asString()).isEqualTo("conversation");
        var text = "We have it, {{customer.name}}: #{{conversation.number}}.";
        var kept = call("PUT", path, Map.of("items", List.of(Map.of("language", "en", "enabled", true, "text", text))));
        assertThat(kept.body().get("items").get(0).get("enabled").asBoolean()).isTrue();
        assertThat(call("PUT", path, Map.of("items", List.of(Map.of("language", "de", "enabled", true, "text", "x"))))
                        .status())
                .isEqualTo(400);

        var listed = id();
        write("list@customer.example", address, listed, "News", "List-Id: <a.b>\n", "x");
        var robot = id();
        write("robot@customer.example", address, robot, "Form", "Auto-Submitted: auto-generated\n", "x");
        var first = id();
        write("greta@customer.example", address, first, "Pump", "", "It hums.");

        var told = sentTo("greta@customer.example");
        assertThat(told.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(body(told, "text/plain")).contains("We have it").doesNotContain("{{", "It hums.");
        var conversation = inbound(first).get("conversation").asString();
        assertThat(get("/conversations/" + conversation).get("status").asString())
                .isEqualTo("new");
        var more = id();
        write("greta@customer.example", address, more, "Re: Pump", "In-Reply-To: <" + first + ">\n", "Still.");
        assertThat(inbound(more).get("conversation").asString()).isEqualTo(conversation);
        assertThat(get("/conversations/" + conversation + "/messages").get("items"))
                .hasSize(3);
        for (var robotic : List.of(listed, robot, silent)) {
            assertThat(get("/conversations/"
                                    + inbound(robotic).get("conversation").asString() + "/messages")
                            .get("items"))
                    .hasSize(1);
        }
    }

    @Test
    void aRedactedNumberIsGoneFromMessageSearchAndRawMailAndLeavesATrace() {
        var address = mailbox(true).get("address").asString();
        var first = id();
        write("card@customer.example", address, first, "Paid", "", "My card is 4111 1111 1111 1111, thanks.");
        var record = inbound(first);
        var message = "/messages/" + record.get("message").asString();
        var conversation = "/conversations/" + record.get("conversation").asString();

        assertThat(call("POST", message + "/redact", Map.of("words", List.of("nothing like it")))
                        .status())
                .isEqualTo(400);
        var redacted = call("POST", message + "/redact", Map.of("words", List.of("4111 1111 1111 1111")));
        assertThat(redacted.status()).as("" + redacted.body()).isEqualTo(200);
        assertThat(redacted.body().get("text").asString()).contains("My card is █████, thanks.");
        assertThat(get(conversation).get("preview").asString())
                .contains("█████")
                .doesNotContain("4111");
        assertThat(get(conversation + "/events")
                        .get("items")
                        .valueStream()
                        .map(event -> event.get("kind").asString()))
                .contains("message.redacted");
        var api = new Api(port, KEY);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !api.get(message + "/raw").text().contains("4111"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get("/search?q=4111").get("items").isEmpty());
    }

    @Test
    void aMailIsPassedOnWholeAndBlindCopiesAreSeenByNobody() throws Exception {
        var address = mailbox(true).get("address").asString();
        var first = id();
        write("ana@customer.example", address, first, "Broken", "", "It leaks.");
        var record = inbound(first);
        call(
                "POST",
                "/conversations/" + record.get("conversation").asString() + "/messages",
                Map.of(
                        "text",
                        "Can you repair it?",
                        "forward",
                        record.get("message").asString(),
                        "to",
                        List.of("workshop@partner.example"),
                        "bcc",
                        List.of("hidden@partner.example")));

        var sent = sentTo("workshop@partner.example");
        assertThat(sent.getSubject()).startsWith("Fwd: Broken");
        assertThat(body(sent, "text/plain"))
                .contains("Can you repair it?", "Forwarded message", "From: ana@customer.example", "It leaks.")
                .doesNotContain("wrote:");
        assertThat(sent.getAllRecipients()).hasSize(1);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Arrays.stream(server.getReceivedMessagesForDomain("partner.example"))
                                .count()
                        == 2);
    }

    @Test
    void aBounceMarksTheMessageAndAnOutOfOfficeOpensNothing() {
        var address = mailbox(true).get("address").asString();
        var first = id();
        write("gone@customer.example", address, first, "Hi", "", "Hello");
        var conversation = inbound(first).get("conversation").asString();
        var reply = reply(conversation, "Answer");
        awaitState(reply, "sent");
        var bounce = id();
        deliver("", address, """
                From: Mail Delivery System <MAILER-DAEMON@customer.example>
                Subject: Undelivered Mail Returned to Sender
                Message-ID: <%s>
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b

                Sorry
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.customer.example

                Final-Recipient: rfc822; gone@customer.example
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 user unknown
                --b
                Content-Type: text/rfc822-headers

                Message-ID: <%s>
                --b--
                """.formatted(bounce, reply.get("messageId").asString()));
        var record = inbound(bounce);
        assertThat(record.get("outcome").asString()).isEqualTo("bounce");
        assertThat(record.get("message").asString()).isEqualTo(reply.get("id").asString());
        assertThat(record.get("bounce").get(0).get("hard").asBoolean()).isTrue();
        assertThat(record.get("bounce").get(0).get("smtpCode").asInt()).isEqualTo(550);
        var message = get("/messages/" + reply.get("id").asString());
        assertThat(message.get("deliveryState").asString()).isEqualTo("bounced");
        assertThat(message.get("deliveryDetail").get("dsn").asString()).isEqualTo("5.1.1");

        var away = id();
        write(
                "other@customer.example",
                address,
                away,
                "Out of office: x",
                "Auto-Submitted: auto-replied\n",
                "I am away");
        var automatic = inbound(away);
        assertThat(automatic.get("outcome").asString()).isEqualTo("autoReply");
        assertThat(tagsOf(automatic)).isEqualTo("[\"auto-reply\"]");
    }

    @Test
    void whatASupplierAnsweredIsNeitherQuotedToTheCustomerNorTakenForTheirs() {
        var address = mailbox(true).get("address").asString();
        var first = id();
        write("ida@buyer.example", address, first, "Loud", "", "It is loud.");
        var messages = "/conversations/" + inbound(first).get("conversation").asString() + "/messages";
        var asked = call(
                        "POST",
                        messages,
                        Map.of(
                                "audience", "customer",
                                "channel", "email",
                                "text", "What do we do?",
                                "to", List.of("help@maker.example")))
                .body();
        var answer = id();
        write(
                "help@maker.example",
                address,
                answer,
                "Re: Loud",
                "In-Reply-To: <" + asked.get("messageId").asString() + ">\n",
                "Tell them nothing of the recall.");
        assertThat(inbound(answer).get("conversation").asString())
                .isEqualTo(inbound(first).get("conversation").asString());

        var reply = call(
                        "POST",
                        messages,
                        Map.of("audience", "customer", "channel", "email", "text", "We look into it.", "force", true))
                .body();

        assertThat(reply.get("to").get(0).get("address").asString()).isEqualTo("ida@buyer.example");
        var sent = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> call("GET", "/messages/" + reply.get("id").asString() + "/raw", null)
                                .body()
                                .path("text")
                                .asString(),
                        raw -> raw.contains("We look into it."));
        assertThat(sent).contains("It is loud.").doesNotContain("recall");
    }

    @Test
    void whatWentToManyOpensAMarkedConversation() {
        var address = mailbox(false).get("address").asString();
        var id = id();
        write(
                "news@wholesale.example",
                address,
                id,
                "Green coffee in December",
                "List-Unsubscribe: <https://wholesale.example/u/1>\nPrecedence: bulk\n",
                "New lots have come in");

        var record = inbound(id);

        assertThat(record.get("outcome").asString()).isEqualTo("conversation");
        assertThat(tagsOf(record)).isEqualTo("[\"bulk\"]");
    }

    private String tagsOf(JsonNode record) {
        return get("/conversations/" + record.get("conversation").asString())
                .get("tags")
                .toString();
    }

    @Test
    void aMessageThatNobodyTakesFailsWithItsReason() {
        var address = mailbox(false).get("address").asString();
        var first = id();
        write("a@customer.example", address, first, "Hi", "", "Hello");
        var conversation = inbound(first).get("conversation").asString();
        var reply = reply(conversation, "Answer");
        awaitState(reply, "failed");
        assertThat(get("/messages/" + reply.get("id").asString())
                        .get("deliveryDetail")
                        .get("reason")
                        .asString())
                .contains("no server to send by");
    }

    @Test
    void mailboxesKeepTheirPasswordsAndTellTheirState() {
        var mailbox = mailbox(true);
        var smtp = mailbox.get("outgoing").get("smtp");
        assertThat(smtp.has("password")).isFalse();
        assertThat(smtp.get("hasPassword").asBoolean()).isTrue();
        var path = "/mailboxes/" + mailbox.get("id").asString();
        assertThat(call("PATCH", path, Map.of("name", "Other"))
                        .body()
                        .get("outgoing")
                        .get("smtp")
                        .get("hasPassword")
                        .asBoolean())
                .isTrue();
        assertThat(call(
                                "POST",
                                "/mailboxes",
                                Map.of(
                                        "name",
                                        "x",
                                        "address",
                                        mailbox.get("address").asString().toUpperCase(Locale.ROOT)))
                        .status())
                .isEqualTo(409);
        assertThat(call("POST", "/mailboxes", Map.of("name", "x", "address", "nonsense"))
                        .status())
                .isEqualTo(400);
        assertThat(call(
                                "POST",
                                "/mailboxes",
                                Map.of("name", "x", "address", "y@z.example", "incoming", Map.of("type", "imap")))
                        .status())
                .isEqualTo(400);
        var check = call(
                "POST",
                "/mailboxes/check",
                Map.of("outgoing", Map.of("smtp", Map.of("host", "127.0.0.1", "port", 1, "tls", "none"))));
        assertThat(check.body().get("checks").get(0).get("ok").asBoolean()).isFalse();
        assertThat(check.body().get("checks").get(0).get("code").asString()).isEqualTo("no_connection");
        assertThat(check.body().get("checks").get(0).get("subject").asString()).isEqualTo("127.0.0.1:1");
        check = call(
                "POST", "/mailboxes/check", Map.of("mailbox", mailbox.get("id").asString()));
        assertThat(check.body()
                        .get("checks")
                        .valueStream()
                        .allMatch(step -> step.get("ok").asBoolean()))
                .as("" + check.body())
                .isTrue();
        assertThat(call("DELETE", path, null).status()).isEqualTo(204);
        assertThat(call("GET", path, null).status()).isEqualTo(404);
    }

    @Test
    void everyAcknowledgedMailHasOneRecordAndOneMessage() throws Exception {
        var mailbox = mailbox(false);
        var address = mailbox.get("address").asString();
        var ids = Collections.synchronizedList(new ArrayList<String>());
        var threads = new ArrayList<Thread>();
        for (int sender = 0; sender < 8; sender++) {
            int number = sender;
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 25; i++) {
                    var id = id();
                    deliver(
                            "s" + number + "@many.example",
                            address,
                            mail("s" + number + "@many.example", address, id, "Mail " + i, "", "Text " + i));
                    ids.add(id);
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(ids).hasSize(200);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(count(
                                "/conversations?mailbox=" + mailbox.get("id").asString()))
                        .isEqualTo(200));
        for (var id : ids) {
            var records = get("/inbound?messageId=" + id).get("items");
            assertThat(records).hasSize(1);
            assertThat(records.get(0).get("outcome").asString()).isEqualTo("conversation");
        }
    }

    private int count(String path) {
        int count = 0;
        var cursor = "";
        while (cursor != null) {
            var page = get(path + "&limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            count += page.get("items").size();
            cursor = page.get("next").isNull() ? null : page.get("next").asString();
        }
        return count;
    }

    @Test
    void everyTrySendsTheSameBytesUnderTheSameName() throws Exception {
        try (var moody = new MoodyServer()) {
            var mailbox = mailbox(false);
            call(
                    "PATCH",
                    "/mailboxes/" + mailbox.get("id").asString(),
                    Map.of(
                            "outgoing",
                            Map.of(
                                    "smtp",
                                    Map.of("host", "127.0.0.1", "port", moody.socket.getLocalPort(), "tls", "none"))));
            var address = mailbox.get("address").asString();
            var first = id();
            write("a@customer.example", address, first, "Hi", "", "Hello");
            var conversation = inbound(first).get("conversation").asString();
            var reply = reply(conversation, "Answer");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> get("/messages/" + reply.get("id").asString())
                            .get("deliveryState")
                            .asString()
                            .equals("sent"));
            assertThat(moody.taken).hasSize(3);
            assertThat(moody.taken.get(1)).isEqualTo(moody.taken.get(0));
            assertThat(moody.taken.get(2))
                    .isEqualTo(moody.taken.get(0))
                    .contains("Message-ID: <" + reply.get("messageId").asString() + ">");
        }
    }

    @Test
    void whoDoesNotSeeTheInboxSeesNoneOfItsMail() throws Exception {
        var hidden = call("POST", "/inboxes", Map.of("name", "Hidden " + NUMBER.incrementAndGet()))
                .body()
                .get("id")
                .asString();
        var seen = call("POST", "/inboxes", Map.of("name", "Seen " + NUMBER.incrementAndGet()))
                .body()
                .get("id")
                .asString();
        var address = "hidden" + NUMBER.incrementAndGet() + "@zrno.example";
        var mailbox = call("POST", "/mailboxes", Map.of("name", "Hidden", "address", address, "inbox", hidden))
                .body()
                .get("id")
                .asString();
        var id = id();
        write("a@customer.example", address, id, "Secret", "", "Hello");
        var message = inbound(id).get("message").asString();
        var broken = id();
        deliver(
                "a@customer.example",
                address,
                "From: x@customer.example\nMessage-ID: <" + broken + ">\nContent-Type: multipart/mixed; boundary=b\n\n"
                        + "--b\n\nx\n".repeat(1500));
        var held = inbound(broken).get("id").asString();

        var key = call(
                        "POST",
                        "/api-keys",
                        Map.of(
                                "name",
                                "narrow",
                                "scopes",
                                List.of("conversation.read", "quarantine.manage"),
                                "inboxes",
                                List.of(seen)))
                .body()
                .get("key")
                .asString();
        var narrow = new Api(port, key);
        assertThat(narrow.get("/api/v1/inbound?messageId=" + id).json().get("items"))
                .isEmpty();
        assertThat(narrow.get("/api/v1/mailboxes").json().get("items")).isEmpty();
        assertThat(narrow.get("/api/v1/mailboxes/" + mailbox).status()).isEqualTo(404);
        assertThat(narrow.get("/api/v1/messages/" + message + "/raw").status()).isEqualTo(404);
        assertThat(narrow.get("/api/v1/quarantine").json().get("items")).isEmpty();
        assertThat(narrow.get("/api/v1/quarantine/" + held + "/raw").status()).isEqualTo(404);
        assertThat(narrow.post("/api/v1/quarantine/" + held + "/replay", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(narrow.post("/api/v1/mailboxes", Map.of("address", "x@y.example"))
                        .status())
                .isEqualTo(403);
        var reader = new Api(
                port,
                call(
                                "POST",
                                "/api-keys",
                                Map.of(
                                        "name",
                                        "reader",
                                        "scopes",
                                        List.of("conversation.read"),
                                        "inboxes",
                                        List.of(hidden)))
                        .body()
                        .get("key")
                        .asString());
        assertThat(reader.get("/api/v1/quarantine").status()).isEqualTo(403);
        assertThat(reader.get("/api/v1/messages/" + message + "/raw").status()).isEqualTo(200);
    }

    @Test
    void largeMailIsKeptInAFileAndReadWhole() {
        var address = mailbox(false).get("address").asString();
        var id = id();
        var mail = "From: big@customer.example\nMessage-ID: <" + id
                + ">\nSubject: Big\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nsee the file\n--b\n"
                + "Content-Type: application/octet-stream; name=big.bin\nContent-Transfer-Encoding: base64\n\n"
                + ("QUJD".repeat(18) + "\n").repeat(9000) + "--b--\n";
        deliver("big@customer.example", address, mail);
        var record = inbound(id);
        assertThat(record.get("outcome").asString()).isEqualTo("conversation");
        assertThat(record.get("size").asLong()).isGreaterThan(650_000);
        var message = get("/messages/" + record.get("message").asString());
        assertThat(message.get("text").asString()).isEqualTo("see the file");
        assertThat(message.get("attachments").get(0).get("size").asLong()).isEqualTo(9000L * 54);
        var api = new Api(port, KEY);
        assertThat(api.get(message.get("attachments").get(0).get("url").asString())
                        .text())
                .startsWith("ABCABC")
                .hasSize(9000 * 54);
        assertThat(api.get("/messages/" + record.get("message").asString() + "/raw")
                        .text())
                .isEqualTo(mail.replace("\n", "\r\n") + "\r\n");
    }
}
