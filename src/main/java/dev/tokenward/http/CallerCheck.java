package dev.tokenward.http;

import dev.tokenward.client.ClientDecision;
import dev.tokenward.client.ClientVerification;
import dev.tokenward.client.ClientVerifier;
import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.verify.Decision;
import dev.tokenward.verify.Principal;
import dev.tokenward.verify.Verification;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Finds out who asks about a token, from what they present. */
@Singleton
class CallerCheck {

  private final ClientVerifier clients;
  private final PresentedToken tokens;
  private final List<String> thisService;

  @Inject
  CallerCheck(ClientVerifier clients, PresentedToken tokens, AppSettings settings) {
    this.clients = clients;
    this.tokens = tokens;
    this.thisService = BaseUrl.audiences(settings);
  }

  /** What comes of it. */
  sealed interface Outcome {

    /** It is known who asks. */
    record Known(TokenCaller caller) implements Outcome {}

    /** It is not, because of what is for the log only. */
    record Refused(String reason) implements Outcome {}

    /** The store could not be asked. */
    record Undecided(Duration retryAfter) implements Outcome {}
  }

  /** Goes on once it is known, at once where nothing has to be asked. */
  void check(PresentedCaller presented, RoutingContext context, Consumer<Outcome> then) {
    if (presented instanceof PresentedCaller.Client client) {
      check(clients.verify(client.credentials()), then);
    } else if (presented instanceof PresentedCaller.Bearer bearer) {
      check(tokens.verify(bearer.token(), context), then);
    } else if (presented instanceof PresentedCaller.Unreadable) {
      then.accept(new Outcome.Refused("client: malformed credentials"));
    } else {
      then.accept(new Outcome.Refused("client: no credentials"));
    }
  }

  private static void check(ClientVerification verification, Consumer<Outcome> then) {
    if (verification instanceof ClientVerification.Pending pending) {
      await(pending.decision().map(CallerCheck::outcome), then);
    } else {
      then.accept(outcome(((ClientVerification.Decided) verification).decision()));
    }
  }

  private void check(Verification verification, Consumer<Outcome> then) {
    if (verification instanceof Verification.Pending pending) {
      await(pending.decision().map(this::outcome), then);
    } else {
      then.accept(outcome(((Verification.Decided) verification).decision()));
    }
  }

  /** Neither of the two ever fails. */
  private static void await(Uni<Outcome> outcome, Consumer<Outcome> then) {
    outcome.subscribe().with(then);
  }

  private static Outcome outcome(ClientDecision decision) {
    if (decision instanceof ClientDecision.Known known) {
      return new Outcome.Known(new TokenCaller.Client(known.client()));
    }
    return decision instanceof ClientDecision.Undecided undecided
        ? new Outcome.Undecided(undecided.retryAfter())
        : new Outcome.Refused("client: unknown or wrong secret");
  }

  private Outcome outcome(Decision decision) {
    if (decision instanceof Decision.Allowed allowed) {
      return new Outcome.Known(
          new TokenCaller.Bearer(allowed.principal(), audience(allowed.principal())));
    }
    return decision instanceof Decision.Undecided undecided
        ? new Outcome.Undecided(undecided.retryAfter())
        : new Outcome.Refused(BearerIdentityProvider.reason((Decision.Refused) decision));
  }

  /** What is meant for this service is meant for no service that asks here. */
  private List<String> audience(Principal principal) {
    List<String> all = principal.restriction().audience();
    return all.stream().anyMatch(thisService::contains)
        ? all.stream().filter(service -> !thisService.contains(service)).toList()
        : all;
  }
}
