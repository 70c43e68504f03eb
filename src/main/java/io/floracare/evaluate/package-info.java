/**
 * How well a model does on photos whose classes are known, through the same path that classifies
 * records: figures with their uncertainty, as text, JSON or a page.
 */
@NullMarked
package io.floracare.evaluate;

import org.jspecify.annotations.NullMarked;
