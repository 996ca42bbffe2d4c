package org.centrala.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.centrala.access.Sharing;
import org.centrala.access.Viewer;
import org.centrala.knowledge.Snippet;
import org.centrala.knowledge.Snippets;
import org.centrala.rules.Macro;
import org.centrala.rules.Macros;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/** The snippets and macros of the shop, which everyone may use. */
@InDemo
class Toolbox {
    private final Snippets snippets;
    private final Macros macros;
    private final JsonMapper json;

    Toolbox(Snippets snippets, Macros macros, JsonMapper json) {
        this.snippets = snippets;
        this.macros = macros;
        this.json = json;
    }

    private record Contents(List<Snippet.Wanted> snippets, List<Macro.Wanted> macros) {}

    void fill(Viewer owner) {
        try (var file = new ClassPathResource("demo/toolbox.json").getInputStream()) {
            var contents = json.readValue(file, Contents.class);
            for (var one : contents.snippets()) {
                snippets.create(
                        new Snippet.Wanted(
                                one.title(), one.shortcut(), one.language(), Sharing.Scope.EVERYONE, null, one.html()),
                        owner);
            }
            for (var one : contents.macros()) {
                macros.create(new Macro.Wanted(one.title(), Sharing.Scope.EVERYONE, null, one.actions()), owner);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
