package io.floracare.gateway;

import io.floracare.gateway.api.Answer;
import io.floracare.gateway.api.Doc;
import io.floracare.gateway.api.Route;
import io.floracare.gateway.auth.Invitations;
import io.floracare.gateway.auth.Protection;
import io.floracare.gateway.auth.Sessions;
import io.javalin.http.Context;
import java.util.List;

/** How growers get in, and how their pages know who they are. */
final class AccountRoutes {
    private final Sessions sessions;
    private final Invitations invitations;

    AccountRoutes(Protection protection) {
        this.sessions = protection.sessions();
        this.invitations = protection.invitations();
    }

    /** The answer of {@code GET /session}. */
    record Session(
            @Doc("the caller's id; 'anonymous' if nobody is known") String caller,
            @Doc("in a person's words; empty if nobody is known") String name,
            @Doc("'key', 'session', 'token' or 'nothing'") String via,
            @Doc("what the caller may do: 'predict', 'read', 'metrics', 'admin'")
                    List<String> scopes) {
        Session {
            scopes = List.copyOf(scopes);
        }
    }

    List<Route> routes() {
        return List.of(
                Route.get("/session")
                        .says(
                                "Who the caller is",
                                "Also answers when nobody is known: caller is then anonymous.")
                        .answers(
                                Answer.json(200, "The caller.", Session.class),
                                limited(),
                                Answer.problem(503, "A token's issuer cannot be reached.")
                                        .with("Retry-After"))
                        .by(this::session),
                Route.delete("/session")
                        .says(
                                "Ends a browser's session",
                                "For good: its invitation cannot be taken again.")
                        .answers(
                                Answer.none(204, "It is over.").with("Set-Cookie"),
                                Answer.problem(403, "Another site's page sent this."),
                                limited(),
                                Answer.problem(503, "The keys file cannot be changed.")
                                        .with("Retry-After"))
                        .by(sessions::end),
                Route.get(Invitations.PATH)
                        .says(
                                "The page on which an invitation is taken",
                                "The code stands after the link's '#', which no server gets to"
                                        + " see.")
                        .answers(Answer.of(200, "The page.", "text/html"))
                        .by(invitations::page),
                Route.post(Invitations.PATH)
                        .says(
                                "Takes an invitation, once",
                                "The body is the page's form with the field code.")
                        .answers(
                                Answer.none(303, "It is a session now.")
                                        .with("Location", "Set-Cookie"),
                                Answer.of(403, "The page, with what is wrong.", "text/html"),
                                Answer.problem(403, "Another site's page sent this."),
                                limited(),
                                Answer.of(429, "The page: too many attempts.", "text/html")
                                        .with("Retry-After"),
                                Answer.problem(503, "The keys file cannot be changed.")
                                        .with("Retry-After"))
                        .by(invitations::take),
                Route.get(Invitations.PATH + "/style.css")
                        .says("A part of the page")
                        .answers(Answer.of(200, "Its style.", "text/css"))
                        .by(invitations::style),
                Route.get(Invitations.PATH + "/script.js")
                        .says("A part of the page")
                        .answers(Answer.of(200, "Its script.", "text/javascript"))
                        .by(invitations::script));
    }

    private void session(Context request) {
        Sessions.Session known = sessions.of(request);
        request.json(new Session(known.caller(), known.name(), known.via(), known.scopes()));
    }

    private static Answer limited() {
        return Answer.problem(429, "Over the address's rate limit.")
                .with("Retry-After", "RateLimit", "RateLimit-Policy");
    }
}
