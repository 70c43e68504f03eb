/**
 * The command line: one class a command, each parses, calls {@code app} or a feature, and says what
 * came of it. The only user of picocli.
 */
@NullMarked
package io.floracare.cli;

import org.jspecify.annotations.NullMarked;
