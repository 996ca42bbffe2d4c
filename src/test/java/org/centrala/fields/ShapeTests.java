package org.centrala.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.centrala.fields.Field.Condition;
import org.centrala.fields.Field.Subject;
import org.centrala.fields.Field.Type;
import org.centrala.platform.web.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTests {
    private static final UUID BRAND = new UUID(1, 1);
    private static final List<Choice> PARTS = List.of(
            new Choice("grinder", "Grinder", 0, false),
            new Choice("burr", "Burr", 1, false),
            new Choice("motor", "Motor", 1, true),
            new Choice("brush", "Brush", 2, false),
            new Choice("pump", "Pump", 0, false));
    private static final Field PART = field("part", Type.CHOICE, PARTS, null, false);
    private static final Field AGREED = field("agreed", Type.CHECKBOX, List.of(), null, false);
    private static final Field SERIAL =
            field("serial", Type.TEXT, List.of(), new Condition("part", List.of("grinder"), null), true);

    @ParameterizedTest
    @CsvSource({
        "TEXT, '  AB 12 ', AB 12",
        "NUMBER, 012.50, 12.5",
        "NUMBER, -3, -3",
        "NUMBER, 100, 100",
        "DATE, 2026-02-28, 2026-02-28",
        "CHOICE, burr, burr",
        "LINK, https://zrno.example/a?b=c#d, https://zrno.example/a?b=c#d",
    })
    void valuesAreKeptInOneForm(Type type, String given, String kept) {
        assertThat(String.valueOf(FieldValues.checked(field("x", type, PARTS, null, false), given)))
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "NUMBER, 1e999999999",
        "NUMBER, 1234567890123456",
        "NUMBER, 0.1234567",
        "NUMBER, NaN",
        "NUMBER, 0x10",
        "DATE, 2026-02-30",
        "DATE, 0026-02-03",
        "DATE, +12026-02-03",
        "CHOICE, motor",
        "CHOICE, brush",
        "CHOICE, Burr",
        "CHECKBOX, true",
        "LINK, javascript:alert(1)",
        "LINK, zrno.example",
        "LINK, https://user:word@zrno.example/",
        "LINK, https:///path",
        "LINK, 'https://zrno.example/ \"onclick=\"'",
        "LINK, data:text/html;base64,PGI+",
    })
    void whatIsNoValueIsRefused(Type type, String given) {
        assertThatThrownBy(() -> FieldValues.checked(field("x", type, PARTS, null, false), given))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("fields.x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u202eb", "a\u0000b", "\ud800"})
    void invisibleCharactersAreRefused(String given) {
        assertThatThrownBy(() -> FieldValues.checked(field("x", Type.TEXT, List.of(), null, false), given))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() ->
                        FieldValues.checked(field("x", Type.TEXT, List.of(), null, false), "x".repeat(10_000_000)))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() ->
                        FieldValues.checked(field("x", Type.TEXT, List.of(), null, false), List.of("nested", given)))
                .isInstanceOf(Problem.class);
    }

    @Test
    void aValueComesBackFromTheDatabaseAsItWasWritten() {
        Map<String, Object> values =
                Map.of("amount", new BigDecimal("12.5"), "whole", new BigDecimal("100"), "ok", true, "text", "ż");

        assertThat(FieldValues.read(FieldValues.write(values))).isEqualTo(values);
        assertThat(FieldValues.read("{\"whole\": 1E+2}")).isEqualTo(Map.of("whole", new BigDecimal("100")));
    }

    @Test
    void onlyWhatIsGivenChanges() {
        var shape = shape(PART, AGREED);
        var given = new HashMap<String, @Nullable Object>();
        given.put("part", null);
        given.put("agreed", true);

        assertThat(shape.changed(Map.of("part", "burr", "old", "kept"), given, BRAND))
                .isEqualTo(Map.of("agreed", true, "old", "kept"));
        assertThat(shape.changed(Map.of("part", "motor"), Map.of("part", "motor"), BRAND))
                .as("an archived choice stays as long as nobody takes another")
                .isEqualTo(Map.of("part", "motor"));
        assertThatThrownBy(() -> shape.changed(Map.of(), Map.of("none", "x"), BRAND))
                .isInstanceOf(Problem.class);
        assertThat(shape.changed(Map.of("agreed", true), Map.of("agreed", false), BRAND))
                .isEmpty();
    }

    @Test
    void aFieldOfAnotherBrandAndAnArchivedOneAreNotGiven() {
        var other = new Field(
                UUID.randomUUID(),
                Subject.CONVERSATION,
                "x",
                new UUID(2, 2),
                "X",
                Type.TEXT,
                List.of(),
                null,
                true,
                null,
                1);

        assertThatThrownBy(() -> shape(other).changed(Map.of(), Map.of("x", "1"), BRAND))
                .isInstanceOf(Problem.class);
        assertThat(shape(other).missing(BRAND, null, Map.of())).isEmpty();
        assertThat(shape(other).changed(Map.of("x", "1"), Collections.singletonMap("x", null), BRAND))
                .isEmpty();
    }

    @Test
    void whatIsNotAskedIsNotMissing() {
        var shape = shape(PART, SERIAL);

        assertThat(shape.missing(BRAND, null, Map.of())).isEmpty();
        assertThat(shape.missing(BRAND, null, Map.of("part", "pump"))).isEmpty();
        assertThat(shape.missing(BRAND, null, Map.of("part", "burr")))
                .as("what stands below counts")
                .extracting(Shape.Missing::key)
                .containsExactly("serial");
        assertThat(shape.missing(BRAND, null, Map.of("part", "burr", "serial", "7")))
                .isEmpty();
    }

    @Test
    void aReasonCanDecideAndBeNeededItself() {
        var reasons = List.of(new Choice("late", "Late", 0, false), new Choice("lost", "Lost", 1, false));
        var parcel = field("parcel", Type.TEXT, List.of(), new Condition(null, null, List.of("late")), true);
        var shape = new Shape(List.of(parcel), List.of(new ReasonTree(BRAND, true, reasons, 1)));

        assertThat(shape.missing(BRAND, null, Map.of()))
                .extracting(Shape.Missing::kind)
                .containsExactly(Shape.Missing.Kind.reason);
        assertThat(shape.missing(BRAND, "lost", Map.of()))
                .extracting(Shape.Missing::key)
                .containsExactly("parcel");
        assertThat(shape.missing(BRAND, "of another brand", Map.of())).hasSize(1);
        assertThat(shape.missing(new UUID(9, 9), null, Map.of())).isEmpty();
        assertThat(shape.reasonsMeant("lat")).containsExactlyInAnyOrder("late", "lost");
        assertThatThrownBy(() -> shape.reason("nothing", BRAND)).isInstanceOf(Problem.class);
    }

    @Test
    void aWordMeansAChoiceWithAllBelow() {
        var shape = shape(PART, SERIAL);

        assertThat(shape.meant("PART=grinder"))
                .containsExactlyInAnyOrder("part=grinder", "part=burr", "part=motor", "part=brush");
        assertThat(shape.meant("part=bru")).containsExactly("part=brush");
        assertThat(shape.meant("serial=Ab 1")).containsExactly("serial=ab 1");
        assertThat(shape.meant("serial")).containsExactly("serial");
        assertThat(shape.meant("nothing=1")).isEmpty();
        assertThat(Shape.marks(Map.of("serial", "AB 1", "agreed", true)))
                .containsExactlyInAnyOrder("serial", "serial=ab 1", "agreed", "agreed=true");
    }

    @Test
    void aTreeKeepsItsKeysWhateverItIsCalled() {
        var tree = new Choices(PARTS);

        var now = tree.changed(
                "choices",
                List.of(
                        new Choice.Wanted("pump", "Water pump", 0, null),
                        new Choice.Wanted("grinder", "Grinder", 0, null),
                        new Choice.Wanted("motor", "Motor", 1, true),
                        new Choice.Wanted("brush", "Brush", 1, null),
                        new Choice.Wanted("burr", "Burr", 1, null),
                        new Choice.Wanted(null, "Żarna", 2, null),
                        new Choice.Wanted(null, "Burr", 2, null),
                        new Choice.Wanted(null, "日本", 0, null)));

        assertThat(now.items())
                .extracting(Choice::key)
                .containsExactly("pump", "grinder", "motor", "brush", "burr", "zarna", "burr_2", "choice");
        assertThat(now.below(Set.of("burr"))).containsExactly("burr", "zarna", "burr_2");
        assertThat(now.path("zarna")).extracting(Choice::name).containsExactly("Grinder", "Burr", "Żarna");
        assertThat(tree.offered()).containsExactly("grinder", "burr", "pump");
    }

    @Test
    void aTreeThatMakesNoSenseIsRefused() {
        var tree = new Choices(PARTS);

        refused(tree, List.of(), "archived rather than left out");
        refused(new Choices(List.of()), List.of(new Choice.Wanted(null, "Deep", 1, null)), "too deep");
        refused(new Choices(List.of()), List.of(new Choice.Wanted("made up", "X", 0, null)), "not in the list");
        refused(
                new Choices(List.of()),
                List.of(new Choice.Wanted(null, "A", 0, null), new Choice.Wanted(null, "á", 0, null)),
                "twice");
        refused(new Choices(List.of()), List.of(new Choice.Wanted(null, "a\u202eb", 0, null)), "visible");
        var many = new ArrayList<Choice.Wanted>();
        for (var number = 0; number <= Choices.MOST; number++) {
            many.add(new Choice.Wanted(null, "N" + number, 0, null));
        }
        refused(new Choices(List.of()), many, "at most");
    }

    private static void refused(Choices tree, List<Choice.Wanted> wanted, String why) {
        assertThatThrownBy(() -> tree.changed("choices", wanted))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(why);
    }

    private static Shape shape(Field... fields) {
        return new Shape(List.of(fields), List.of());
    }

    private static Field field(
            String key, Type type, List<Choice> choices, @Nullable Condition condition, boolean required) {
        return new Field(
                UUID.randomUUID(), Subject.CONVERSATION, key, null, key, type, choices, condition, required, null, 1);
    }
}
