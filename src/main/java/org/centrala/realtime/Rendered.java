package org.centrala.realtime;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.centrala.realtime.spi.Frame;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A frame as text: written once for all sockets that get the same. */
final class Rendered {
    private final JsonMapper json;
    private final Frame frame;
    private final Map<Map<String, Object>, String> texts = new HashMap<>();
    private @Nullable ObjectNode common;

    Rendered(JsonMapper json, Frame frame) {
        this.json = json;
        this.frame = frame;
    }

    Frame frame() {
        return frame;
    }

    /** What one agent gets; {@code null} for a program. */
    String text(@Nullable UUID agent) {
        var own = agent == null ? Map.<String, Object>of() : frame.perAgent().getOrDefault(agent, Map.of());
        return texts.computeIfAbsent(own, this::write);
    }

    private String write(Map<String, Object> own) {
        if (common == null) {
            common = json.createObjectNode().put("type", frame.type()).put("position", frame.position());
            frame.payload().forEach((name, value) -> common.set(name, json.valueToTree(value)));
        }
        if (own.isEmpty() || !(common.get(frame.type()) instanceof ObjectNode object)) {
            return json.writeValueAsString(common);
        }
        var written = common.deepCopy();
        var extended = object.deepCopy();
        own.forEach((name, value) -> extended.set(name, json.valueToTree(value)));
        written.set(frame.type(), extended);
        return json.writeValueAsString(written);
    }
}
