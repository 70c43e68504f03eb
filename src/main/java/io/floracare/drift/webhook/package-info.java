/**
 * Posts the alerts on {@code drift-alerts} to a webhook, each until it is accepted. The position is
 * a committed offset, so that a receiver that is down loses nothing.
 */
@NullMarked
package io.floracare.drift.webhook;

import org.jspecify.annotations.NullMarked;
