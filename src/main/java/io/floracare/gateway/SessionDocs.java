package io.floracare.gateway;

import io.floracare.gateway.api.Answer;
import io.floracare.gateway.api.Doc;
import io.floracare.gateway.api.Route;
import java.util.List;

/** Describes the routes that the guard serves itself: invitations and sessions. */
final class SessionDocs {
    private SessionDocs() {}

    /** Who is calling. */
    record Session(
            @Doc("the caller's id; 'anonymous' if nobody is known") String caller,
            @Doc("in a person's words; empty if nobody is known") String name,
            @Doc("'key', 'session', 'token' or 'nothing'") String via,
            @Doc("what the caller may do") List<String> scopes) {
        Session {
            scopes = List.copyOf(scopes);
        }
    }

    static List<Route> routes() {
        return List.of(
                Route.of("GET", "/session")
                        .says("Who is calling")
                        .answers(
                                Answer.json(200, "The caller.", Session.class),
                                Answer.problem(503, "Tokens cannot be checked now.")
                                        .with("Retry-After"))
                        .elsewhere(),
                Route.of("DELETE", "/session")
                        .says("End the session that an invitation gave")
                        .answers(
                                Answer.none(204, "There is no session any more."),
                                Answer.problem(403, "Another site's page sent this."),
                                Answer.problem(503, "Keys cannot be changed now.")
                                        .with("Retry-After"))
                        .elsewhere(),
                Route.of("GET", "/invite")
                        .says("The page on which an invitation is taken")
                        .answers(Answer.of(200, "The page.", "text/html"))
                        .elsewhere(),
                Route.of("GET", "/invite/style.css")
                        .says("A part of the page")
                        .answers(Answer.of(200, "The part.", "text/css"))
                        .elsewhere(),
                Route.of("GET", "/invite/script.js")
                        .says("A part of the page")
                        .answers(Answer.of(200, "The part.", "text/javascript"))
                        .elsewhere(),
                Route.of("POST", "/invite")
                        .says("Take an invitation", "A form with the field 'code'.")
                        .answers(
                                Answer.none(303, "Taken: the session's cookie, and on to the page.")
                                        .with("Location", "Set-Cookie"),
                                Answer.of(403, "Not in force; the page says why.", "text/html"),
                                Answer.problem(403, "Another site's page sent this."),
                                Answer.of(429, "Too many wrong ones.", "text/html")
                                        .with("Retry-After"),
                                Answer.problem(503, "Keys cannot be changed now.")
                                        .with("Retry-After"))
                        .elsewhere());
    }
}
