package io.floracare.telemetry;

/** What the gateway tells of itself. Methods are called by many threads at once. */
public interface GatewayMetrics {
    /** A measurer that measures nothing. */
    static GatewayMetrics none() {
        return new NoGatewayMetrics();
    }

    /**
     * A request was answered.
     *
     * @param route method and path template such as {@code POST /predict}; never the path itself
     * @param status of the response
     * @param nanos from the request's headers to the response's end
     */
    void answered(String route, int status, long nanos);

    /** How many predictions are waited for now. */
    void inFlight(int requests);

    /** A prediction was looked for among the kept ones. */
    void cache(boolean hit);

    /** An image was put on a lane. */
    void published(Lane lane);

    /** A reply came; not {@code expected} when nobody (any more) waits for it here. */
    void reply(boolean expected);

    /** A request was refused before its body was read. */
    void refused(String reason);

    /**
     * What waits in front of a lane.
     *
     * @param records not negative
     */
    void lag(Lane lane, long records);

    /** How many result streams are open now. */
    void streams(int open);

    /** How many connections are open now. */
    void connections(int open);
}
