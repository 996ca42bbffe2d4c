package org.centrala.platform.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * Makes the OpenAPI document say what the records say: what is not {@code @Nullable} is required; what is, is required
 * but may be null in an answer, and may be left out of a request; a refusal is a problem; a file is a file.
 *
 * <p>What a request must hold although its record takes null, to refuse it in its own words, is marked by
 * {@code @Schema(requiredMode = REQUIRED)}.
 */
@Component
class ApiSchemas implements ModelConverter, OpenApiCustomizer {
    private static final String REFERENCE = "#/components/schemas/";

    private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        var schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        var raw = TypeFactory.defaultInstance().constructType(type.getType()).getRawClass();
        if (schema != null && raw.isRecord()) {
            var name = schema.get$ref() == null ? schema.getName() : nameIn(schema.get$ref());
            var model = schema.get$ref() == null
                    ? schema
                    : context.getDefinedModels().get(name);
            if (model != null && model.getProperties() != null && isNew(name, raw)) {
                describe(raw, model);
            }
        }
        return schema;
    }

    private boolean isNew(String name, Class<?> raw) {
        var known = classes.putIfAbsent(name, raw);
        if (known != null && known != raw && known != Page.class) {
            throw new IllegalStateException(
                    known + " and " + raw + " are both " + name + " in the API: give one a name by @Schema");
        }
        return true;
    }

    /** An optional part says so by its type; everything else is required. */
    private static void describe(Class<?> raw, Schema<?> model) {
        for (var component : raw.getRecordComponents()) {
            if (unwrapped(raw, component)) {
                describe(component.getType(), model);
                continue;
            }
            var name = wireName(raw, component);
            var property = model.getProperties().get(name);
            if (property == null) {
                continue;
            }
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                require(model, name);
            } else if (model.getRequired() == null || !model.getRequired().contains(name)) {
                model.getProperties().put(name, orNull(property));
            }
        }
    }

    private static void require(Schema<?> model, String name) {
        if (model.getRequired() == null || !model.getRequired().contains(name)) {
            model.addRequiredItem(name);
        }
    }

    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.getOneOf() != null) {
            return schema;
        }
        if (schema.get$ref() != null) {
            var nothing = new JsonSchema();
            nothing.setTypes(Set.of("null"));
            var either = new JsonSchema();
            either.setOneOf(List.of(schema, nothing));
            return either;
        }
        if (schema.getTypes() != null && !schema.getTypes().contains("null")) {
            var types = new LinkedHashSet<>(schema.getTypes());
            types.add("null");
            schema.setTypes(types);
            allowNull(schema);
        }
        return schema;
    }

    @SuppressWarnings("unchecked")
    private static void allowNull(Schema<?> schema) {
        if (schema.getEnum() != null) {
            var words = new ArrayList<@Nullable Object>(schema.getEnum());
            words.add(null);
            ((Schema<@Nullable Object>) schema).setEnum(words);
        }
    }

    private static boolean unwrapped(Class<?> raw, RecordComponent component) {
        try {
            return raw.getDeclaredField(component.getName()).isAnnotationPresent(JsonUnwrapped.class);
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String wireName(Class<?> raw, RecordComponent component) {
        try {
            var named = raw.getDeclaredField(component.getName()).getAnnotation(JsonProperty.class);
            return named == null || named.value().isEmpty() ? component.getName() : named.value();
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    // --- the document as a whole

    @Override
    public void customise(OpenAPI api) {
        var schemas = api.getComponents().getSchemas();
        var asked = new HashSet<String>();
        var answered = new HashSet<String>();
        for (var path : api.getPaths().values()) {
            for (var operation : path.readOperations()) {
                if (operation.getRequestBody() != null) {
                    collect(operation.getRequestBody().getContent(), schemas, asked);
                }
                operation.getResponses().values().forEach(answer -> {
                    describeFile(answer);
                    collect(answer.getContent(), schemas, answered);
                });
                refusals(operation);
            }
        }
        answered.removeAll(asked);
        for (var name : answered) {
            Schema<?> schema = schemas.get(name);
            if (schema != null && schema.getProperties() != null && classes.containsKey(name)) {
                schema.getProperties().keySet().forEach(property -> require(schema, property));
            }
        }
        schemas.put("Problem", problem());
    }

    private static void collect(@Nullable Content content, Map<String, Schema> schemas, Set<String> found) {
        if (content != null) {
            content.values().forEach(media -> collect(media.getSchema(), schemas, found));
        }
    }

    private static void collect(@Nullable Schema<?> schema, Map<String, Schema> schemas, Set<String> found) {
        if (schema == null) {
            return;
        }
        if (schema.get$ref() != null && found.add(nameIn(schema.get$ref()))) {
            collect(schemas.get(nameIn(schema.get$ref())), schemas, found);
        }
        collect(schema.getItems(), schemas, found);
        if (schema.getAdditionalProperties() instanceof Schema<?> values) {
            collect(values, schemas, found);
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(property -> collect(property, schemas, found));
        }
        for (Collection<? extends Schema<?>> each : alternatives(schema)) {
            each.forEach(one -> collect(one, schemas, found));
        }
    }

    private static List<? extends Collection<? extends Schema<?>>> alternatives(Schema<?> schema) {
        List<Collection<? extends Schema<?>>> all = new ArrayList<>();
        if (schema.getOneOf() != null) {
            all.add(schema.getOneOf().stream().<Schema<?>>map(one -> one).toList());
        }
        if (schema.getAnyOf() != null) {
            all.add(schema.getAnyOf().stream().<Schema<?>>map(one -> one).toList());
        }
        return all;
    }

    /** Bytes are sent as they are, not as text. */
    private static void describeFile(ApiResponse answer) {
        var content = answer.getContent();
        if (content == null) {
            return;
        }
        var bytes = content.values().stream()
                .map(MediaType::getSchema)
                .filter(Objects::nonNull)
                .anyMatch(schema -> "byte".equals(schema.getFormat()));
        if (bytes) {
            var text = content.containsKey("text/html");
            var file = new JsonSchema();
            file.setTypes(Set.of("string"));
            if (!text) {
                file.setFormat("binary");
            }
            answer.setContent(new Content()
                    .addMediaType(text ? "text/html" : "application/octet-stream", new MediaType().schema(file)));
        }
    }

    private static void refusals(Operation operation) {
        var reference = new JsonSchema();
        reference.set$ref(REFERENCE + "Problem");
        operation
                .getResponses()
                .setDefault(new ApiResponse()
                        .description("Refused, with the reason")
                        .content(new Content()
                                .addMediaType("application/problem+json", new MediaType().schema(reference))));
    }

    private static Schema<?> problem() {
        var problem = object("A refusal (RFC 9457): a stable code, and a detail that says how to mend it.");
        problem.setAdditionalProperties(true);
        for (var text : List.of("type", "title", "detail", "code")) {
            problem.addProperty(text, typed("string"));
            problem.addRequiredItem(text);
        }
        problem.addProperty("status", typed("integer"));
        problem.addRequiredItem("status");
        problem.addProperty("requestId", typed("string"));
        var field = object("A field that was wrong");
        field.addProperty("field", typed("string"));
        field.addProperty("message", typed("string"));
        field.setRequired(List.of("field", "message"));
        var errors = typed("array");
        errors.setItems(field);
        problem.addProperty("errors", errors);
        return problem;
    }

    private static Schema<?> object(String description) {
        var schema = typed("object");
        schema.setDescription(description);
        return schema;
    }

    private static JsonSchema typed(String type) {
        var schema = new JsonSchema();
        schema.setTypes(Set.of(type));
        return schema;
    }

    private static String nameIn(String reference) {
        return reference.substring(REFERENCE.length());
    }
}
