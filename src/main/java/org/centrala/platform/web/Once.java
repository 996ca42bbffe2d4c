package org.centrala.platform.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a write takes an {@code Idempotency-Key}, where it is another way than keeping its answer. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Once {
    Keeping value() default Keeping.ANSWER;

    /** Fields of the request that a repeated one may have otherwise. */
    String[] apartFrom() default {};

    /** What is kept of a write that was done under a key. */
    enum Keeping {
        /** A repeated request gets the same answer. */
        ANSWER,
        /** It is done once; the answer holds a secret, so that a repeated request is told only that it was done. */
        DEED,
        /** It takes no key: it proves who somebody is, and each try counts; or it changes nothing. */
        NOTHING
    }
}
