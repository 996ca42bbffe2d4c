package org.centrala.platform.web;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/**
 * Says of each operation what all of a kind have in common: a name made of its controller and method, that no other
 * operation changes, and that a write takes an {@code Idempotency-Key}.
 */
@Component
class ApiOperations implements OperationCustomizer {
    private static final String CONTROLLER = "Controller";

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        operation.setOperationId(name(method));
        var once = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Once.class);
        var keeping = once == null ? Once.Keeping.ANSWER : once.value();
        if (writes(method) && keeping != Once.Keeping.NOTHING) {
            operation.addParametersItem(new HeaderParameter()
                    .name(IdempotencyKey.HEADER)
                    .required(false)
                    .description(
                            keeping == Once.Keeping.ANSWER
                                    ? "Does this once: a repeated request with the same key gets the same answer"
                                    : "Does this once: a repeated request with the same key answers 409 idempotency.done")
                    .schema(new StringSchema().maxLength(IdempotencyKey.LONGEST)));
        }
        return operation;
    }

    private static String name(HandlerMethod method) {
        var controller = method.getBeanType().getSimpleName();
        var thing = controller.endsWith(CONTROLLER)
                ? controller.substring(0, controller.length() - CONTROLLER.length())
                : controller;
        var action = method.getMethod().getName() + (isOneOfSeveral(method) ? by(method) : "");
        return thing.substring(0, 1).toLowerCase(Locale.ROOT)
                + thing.substring(1)
                + action.substring(0, 1).toUpperCase(Locale.ROOT)
                + action.substring(1);
    }

    private static boolean isOneOfSeveral(HandlerMethod method) {
        return Arrays.stream(method.getBeanType().getDeclaredMethods())
                        .filter(one -> one.getName().equals(method.getMethod().getName()))
                        .filter(one -> AnnotatedElementUtils.hasAnnotation(one, RequestMapping.class))
                        .count()
                > 1;
    }

    /** What tells methods of one name apart: the variables of their addresses. */
    private static String by(HandlerMethod method) {
        return Arrays.stream(method.getMethod().getParameters())
                .filter(one -> one.isAnnotationPresent(PathVariable.class))
                .map(one -> "By"
                        + one.getName().substring(0, 1).toUpperCase(Locale.ROOT)
                        + one.getName().substring(1))
                .collect(Collectors.joining());
    }

    private static boolean writes(HandlerMethod method) {
        var mapping = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RequestMapping.class);
        return mapping != null && Arrays.stream(mapping.method()).anyMatch(verb -> verb != RequestMethod.GET);
    }
}
