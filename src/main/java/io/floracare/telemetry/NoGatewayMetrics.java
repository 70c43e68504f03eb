package io.floracare.telemetry;

/** Measures nothing. */
final class NoGatewayMetrics implements GatewayMetrics {
    @Override
    public void answered(String route, int status, long nanos) {}

    @Override
    public void inFlight(int requests) {}

    @Override
    public void cache(boolean hit) {}

    @Override
    public void published(Lane lane) {}

    @Override
    public void reply(boolean expected) {}

    @Override
    public void refused(String reason) {}

    @Override
    public void lag(Lane lane, long records) {}

    @Override
    public void streams(int open) {}

    @Override
    public void connections(int open) {}
}
