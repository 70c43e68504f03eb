/**
 * The catalogue of topics, read from {@code topics/topics.yaml}, and what an administrator does
 * with it: create what is missing, report what differs, check before the service starts.
 */
@NullMarked
package io.floracare.topic;

import org.jspecify.annotations.NullMarked;
