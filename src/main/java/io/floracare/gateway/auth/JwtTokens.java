package io.floracare.gateway.auth;

import io.floracare.gateway.auth.Identity.Via;
import io.floracare.gateway.auth.jwt.TokenVerifier;
import java.util.Set;

/** Makes checked tokens into callers. */
record JwtTokens(TokenVerifier verifier) implements Authenticator.Tokens {
    @Override
    public Identity judge(String token) {
        return switch (verifier.verify(token)) {
            case TokenVerifier.Outcome.Verified(String subject, Set<String> scopes) ->
                    new Identity.Known(
                            new Caller("jwt:" + subject, Scope.named(scopes)), subject, Via.TOKEN);
            case TokenVerifier.Outcome.Rejected(String reason) ->
                    new Identity.Wrong(
                            Via.TOKEN,
                            reason,
                            "",
                            reason.equals("expired")
                                    ? "The token has expired."
                                    : "The token is not one that counts here.");
            case TokenVerifier.Outcome.Unavailable unavailable ->
                    new Identity.Undecided(
                            "The token's issuer cannot be reached; try again shortly.");
        };
    }
}
