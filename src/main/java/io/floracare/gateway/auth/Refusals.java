package io.floracare.gateway.auth;

import io.floracare.gateway.auth.limit.Verdict;
import io.floracare.gateway.problem.Problem;
import io.floracare.gateway.problem.ProblemException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How requests are refused. */
final class Refusals {
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String REALM = "Bearer realm=\"floracare\"";

    private Refusals() {}

    /** 401: no credentials, RFC 6750 §3.1 has no error code for that. */
    static ProblemException unauthenticated() {
        return unauthenticated(
                "Send a key as 'Authorization: Bearer KEY' or 'X-API-Key: KEY', or take an"
                        + " invitation.",
                REALM);
    }

    /** 401: credentials that are not in force. */
    static ProblemException wrong(String advice) {
        return unauthenticated(advice, REALM + ", error=\"invalid_token\"");
    }

    private static ProblemException unauthenticated(String detail, String challenge) {
        return refuse(
                401,
                "unauthenticated",
                "The caller is not known.",
                detail,
                Map.of(CHALLENGE, challenge));
    }

    /** 403: known, but may not. */
    static ProblemException forbidden(Set<Scope> needed) {
        String scopes =
                needed.stream()
                        .map(Scope::wire)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .collect(Collectors.joining(" "));
        return refuse(
                403,
                "forbidden",
                "The caller may not do this.",
                "This needs one of these scopes: " + scopes + ".",
                Map.of(
                        CHALLENGE,
                        REALM + ", error=\"insufficient_scope\", scope=\"" + scopes + "\""));
    }

    /** 403: a page of another site. */
    static ProblemException crossSite() {
        return refuse(
                403,
                "cross-site",
                "Another site's page sent this.",
                "A write needs the Origin header of a page of this service or of one in"
                        + " cors.origins; behind a proxy, public.url must be the address that"
                        + " people use.",
                Map.of());
    }

    /** 421: a name that is not this machine's. */
    static ProblemException misdirected() {
        return refuse(
                421,
                "misdirected",
                "This service is for this machine alone.",
                "Without authentication it answers to localhost alone; set public.url to the name"
                        + " that it is reached by.",
                Map.of());
    }

    /** 429: over a limit. */
    static ProblemException limited(Verdict verdict, String whose) {
        return refuse(
                429,
                "too-many-requests",
                "There are too many requests.",
                "The limit " + whose + " is " + verdict.rate() + ".",
                Map.of("Retry-After", String.valueOf(verdict.retrySeconds())));
    }

    /** 503: it cannot be told whether the caller may. */
    static ProblemException undecided(String advice) {
        return refuse(
                503,
                "authentication-unavailable",
                "The caller cannot be checked now.",
                advice,
                Map.of("Retry-After", "10"));
    }

    static ProblemException refuse(
            int status, String code, String title, String detail, Map<String, String> headers) {
        return new ProblemException(new Problem(status, code, title, detail, headers));
    }
}
