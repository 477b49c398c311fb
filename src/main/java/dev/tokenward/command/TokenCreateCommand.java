package dev.tokenward.command;

import dev.tokenward.command.TaskApplication.Services;
import dev.tokenward.token.IssuedToken;
import dev.tokenward.token.Restriction;
import dev.tokenward.token.TokenRequest;
import dev.tokenward.token.TokenRequest.Expiry;
import dev.tokenward.token.TokenRequest.Maker;
import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.Profile;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The answer to Snipe-IT's {@code artisan snipeit:make-api-key}: a token without signing in. */
@Command(name = "create", description = "Create a token for a user and print it once.")
final class TokenCreateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--user", required = true, description = "The username of the owner.")
  private String user;

  @Option(names = "--name", required = true, description = "What the token is for.")
  private String name;

  @Option(
      names = "--expires-in-days",
      description = "Days until it ends; without it, API_TOKEN_EXPIRATION_YEARS.")
  private @Nullable Long expiresInDays;

  @Option(
      names = "--throttle-per-minute",
      description = "A rate limit of its own; without it, the token shares its owner's.")
  private @Nullable Integer throttlePerMinute;

  @Option(
      names = "--ignore-policy",
      description = "Make it though the policies for its owner's tokens forbid it.")
  private boolean ignorePolicy;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description =
          "Cut the token down to a permission, or to area.*; may be repeated. Without it, the token"
              + " can do all that its owner can.")
  private List<String> scopes = new ArrayList<>();

  @Option(names = "--key-only", description = "Print nothing but the token.")
  private boolean keyOnly;

  /** For picocli, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  TokenCreateCommand() {}

  @Override
  public Integer call() {
    TokenRequest request =
        new TokenRequest(checkedName(), null, expiry(), restriction(), throttle());
    return TaskApplication.run(services -> issue(services, request));
  }

  private Uni<String> issue(Services services, TokenRequest request) {
    return services
        .users()
        .find(user)
        .chain(
            owner ->
                issue(services, owner, request)
                    .map(issued -> keyOnly ? issued.secret().text() : told(owner, issued)));
  }

  private Uni<IssuedToken> issue(Services services, Profile owner, TokenRequest request) {
    Maker operator = Maker.operator(owner.id());
    return ignorePolicy
        ? services.tokens().issueBeyondPolicy(operator, request)
        : services.tokens().issue(operator, request);
  }

  private static String told(Profile owner, IssuedToken issued) {
    return """
        The token was created. Copy it now: it will not be shown again.
        Id:      %s
        User:    %s (%s)
        Name:    %s
        Expires: %s
        Token:   %s"""
        .formatted(
            issued.token().id(),
            owner.fullName(),
            owner.username(),
            issued.token().name(),
            issued.token().expiresAt(),
            issued.secret().text());
  }

  private Expiry expiry() {
    if (expiresInDays == null) {
      return new Expiry.Latest();
    }
    if (expiresInDays < 1) {
      throw new ParameterException(spec.commandLine(), "--expires-in-days must be at least 1.");
    }
    return new Expiry.InDays(expiresInDays);
  }

  private Restriction restriction() {
    for (String scope : scopes) {
      if (!PermissionKey.isPossibleScope(scope)) {
        throw new StartRefusedException(
            "There is no scope \"" + scope + "\". docs/api.md lists them.");
      }
    }
    if (scopes.size() > TokenRequest.MAX_SCOPES) {
      throw new ParameterException(
          spec.commandLine(),
          "--scope may be given at most %d times.".formatted(TokenRequest.MAX_SCOPES));
    }
    return new Restriction(scopes.stream().distinct().toList(), List.of(), List.of());
  }

  private @Nullable Integer throttle() {
    if (throttlePerMinute != null
        && (throttlePerMinute < 1 || throttlePerMinute > TokenRequest.MAX_THROTTLE)) {
      throw new ParameterException(
          spec.commandLine(), "--throttle-per-minute must be between 1 and 1000000.");
    }
    return throttlePerMinute;
  }

  private String checkedName() {
    String trimmed = name.strip();
    if (!Typed.isLine(trimmed, TokenRequest.MAX_NAME)) {
      throw new ParameterException(
          spec.commandLine(),
          "--name must have 1 to %d characters and no control characters."
              .formatted(TokenRequest.MAX_NAME));
    }
    return trimmed;
  }
}
