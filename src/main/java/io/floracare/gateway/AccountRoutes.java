package io.floracare.gateway;

import io.floracare.gateway.api.Answer;
import io.floracare.gateway.api.Route;
import io.floracare.gateway.auth.Invitations;
import io.floracare.gateway.auth.Protection;
import io.floracare.gateway.auth.Sessions;
import java.util.List;

/** How growers get in, and how their pages know who they are. */
final class AccountRoutes {
    private static final String FORM = "application/x-www-form-urlencoded";
    private final Sessions sessions;
    private final Invitations invitations;

    AccountRoutes(Protection protection) {
        this.sessions = protection.sessions();
        this.invitations = protection.invitations();
    }

    List<Route> routes() {
        return List.of(
                Route.get("/session")
                        .says(
                                "Who the caller is",
                                "Also answers when nobody is known: caller is then anonymous.")
                        .answers(
                                Answer.json(200, "The caller.", Sessions.Session.class),
                                Answer.problem(503, "A token's issuer cannot be reached.")
                                        .with("Retry-After"))
                        .by(sessions::show),
                Route.delete("/session")
                        .says(
                                "Ends a browser's session",
                                "For good: its invitation cannot be taken again.")
                        .answers(
                                new Answer(204, "It is over.", null, null, List.of("Set-Cookie")),
                                Answer.problem(403, "Another site's page asked for it."),
                                Answer.problem(503, "The keys file cannot be changed.")
                                        .with("Retry-After"))
                        .by(sessions::end),
                Route.get(Invitations.PATH)
                        .says(
                                "The page on which an invitation is taken",
                                "The code stands after the link's '#', which no server gets to see.")
                        .answers(Answer.of(200, "A page.", "text/html"))
                        .by(invitations::page),
                Route.post(Invitations.PATH)
                        .says(
                                "Takes an invitation, once",
                                "The body is the page's form, " + FORM + " with the field code.")
                        .answers(
                                new Answer(
                                        303,
                                        "It is a session now.",
                                        null,
                                        null,
                                        List.of("Location", "Set-Cookie")),
                                Answer.of(403, "The page, with what is wrong.", "text/html"),
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
}
