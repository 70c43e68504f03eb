package io.floracare.drift.stream;

import io.floracare.message.Features;
import java.time.Instant;

/**
 * As much of a {@link Features} record as says where it goes; the rest, most of it numbers, is
 * passed over unread.
 *
 * @param id of the photo
 * @param eventTime as the record says
 * @param segment where the photo came from
 */
record Origin(String id, Instant eventTime, Features.Segment segment) {}
