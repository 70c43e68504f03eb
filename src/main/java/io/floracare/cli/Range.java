package io.floracare.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The numbers that an option takes, both ends included. {@link Arguments} checks it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Range {
    /** The smallest; by default any. */
    double least() default -Double.MAX_VALUE;

    /** The largest; by default any. */
    double most() default Double.MAX_VALUE;
}
