package io.floracare.gateway.lane;

import io.floracare.telemetry.Lane;

/** Port: the way to the classifiers, once there is one. */
public interface Pipeline {
    /**
     * The lanes.
     *
     * @throws io.floracare.gateway.problem.ProblemException 503 while Kafka is not reached yet, or
     *     not any more
     */
    Lanes lanes();

    /** Images that wait in front of a lane's classifiers; 0 while that is not known. */
    long lag(Lane lane);
}
