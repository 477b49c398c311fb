package dev.tokenward.command;

import dev.tokenward.config.AppSettings;
import dev.tokenward.config.BaseUrl;
import dev.tokenward.config.TokenwardSettings;
import dev.tokenward.user.FirstAdministrator;
import dev.tokenward.user.Password;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * The first start of an installation: makes the administrator and tells the person at the terminal
 * how to go on. That goes straight to standard output and never through the log, so that no log
 * file or collector gets the password. Until there is somebody who can sign in, the service is not
 * ready.
 */
@Readiness
@Singleton
class FirstStart implements HealthCheck {

  private static final Logger LOG = Logger.getLogger(FirstStart.class);
  private static final String RULER = "=".repeat(78);
  private static final String BLOCK =
      """
      %s
      This is the first start, so there is an administrator now. This is shown only once.

      Administrator: %s
      %s
      Make the first token with this line:

      curl -u %s -H 'Accept: application/json' -H 'Content-Type: application/json' -d '{"name":"My first token"}' %s/api/v1/account/personal-access-tokens
      %s""";

  private final FirstAdministrator administrator;
  private final boolean wanted;
  private final String baseUrl;
  private volatile boolean done;
  private volatile boolean stopped;

  @Inject
  FirstStart(FirstAdministrator administrator, TokenwardSettings settings, AppSettings app) {
    this.administrator = administrator;
    this.wanted = settings.admin().create();
    this.baseUrl = BaseUrl.of(app).text();
  }

  void begin(@Observes StartupEvent started) {
    if (wanted) {
      VertxContextSupport.subscribe(
          () -> administrator.makeIfThereIsNoUser().toMulti(),
          made -> made.with(this::finish, this::complain));
    }
  }

  /** Before what is used to make one is closed. */
  void stop(@Observes @Priority(1) ShutdownEvent stopping) {
    stopped = true;
  }

  private void finish(Optional<FirstAdministrator.Made> made) {
    made.ifPresent(this::tell);
    done = true;
  }

  private void tell(FirstAdministrator.Made made) {
    String name = made.username();
    String password = made.generatedPassword().map(Password::text).orElse("");
    String passwordLine = password.isEmpty() ? "" : "Password:      " + password + "\n";
    String credentials = shellQuoted(password.isEmpty() ? name : name + ":" + password);
    System.out.println(BLOCK.formatted(RULER, name, passwordLine, credentials, baseUrl, RULER));
  }

  private static String shellQuoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** What fails because the service ends has no cause of its own: whoever ends it says why. */
  private void complain(Throwable failure) {
    if (!stopped) {
      LOG.errorf(
          "The first administrator could not be made (%s). Repair the cause and start again, or run"
              + " the subcommand user create.",
          failure);
    }
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder told = HealthCheckResponse.named("administrator");
    return done || !wanted
        ? told.up().build()
        : told.down().withData("reason", "there is none yet").build();
  }
}
