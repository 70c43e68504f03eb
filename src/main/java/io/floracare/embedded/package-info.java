/** Servers that run inside this process, for the demo and for tests: a Kafka broker and S3. */
@NullMarked
package io.floracare.embedded;

import org.jspecify.annotations.NullMarked;
