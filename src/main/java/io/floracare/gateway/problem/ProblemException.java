package io.floracare.gateway.problem;

/**
 * Ends a request with a problem document. Cheap: it has no stack trace, since it is no fault of
 * ours.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
