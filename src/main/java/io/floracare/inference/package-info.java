/**
 * The port through which a model answers, the decision made from its logits, and the swap of models
 * in service.
 */
@NullMarked
package io.floracare.inference;

import org.jspecify.annotations.NullMarked;
