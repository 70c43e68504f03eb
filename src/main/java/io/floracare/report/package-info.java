/**
 * Reports of drift for people: what was on the drift topics in a time, summed up in one record and
 * shown as one self-contained HTML page. Knows no topic and no file by itself.
 */
@NullMarked
package io.floracare.report;

import org.jspecify.annotations.NullMarked;
