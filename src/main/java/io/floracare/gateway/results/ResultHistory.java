package io.floracare.gateway.results;

import io.floracare.message.Result;
import io.floracare.message.Status;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: results of past images. Safe for use by several threads. */
public interface ResultHistory {
    /**
     * The newest result of that id.
     *
     * @param owner whose results are seen; null for everybody's
     */
    Optional<Result> find(String id, @Nullable String owner);

    /** Results that a query selects, newest first. */
    List<Result> list(Query query);

    /**
     * What is asked for.
     *
     * @param limit at most so many, at least 1
     * @param status null for any
     * @param label the class's name; null for any
     * @param owner whose results; null for everybody's
     * @param before the id of a result: only older ones than it are listed, none if it is unknown;
     *     null for the newest
     */
    record Query(
            int limit,
            @Nullable Status status,
            @Nullable String label,
            @Nullable String owner,
            @Nullable String before) {
        public Query {
            if (limit < 1) {
                throw new IllegalArgumentException("limit " + limit);
            }
        }

        /** Whether a result is selected, its place in time aside. */
        public boolean selects(Result result) {
            return (status == null || result.status() == status)
                    && (label == null || label.equals(result.label()))
                    && (owner == null || owner.equals(result.owner()));
        }
    }
}
