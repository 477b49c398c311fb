package dev.tokenward.gateway;

import dev.tokenward.config.GatewaySettings;
import dev.tokenward.config.UnusableSettingException;
import dev.tokenward.http.OriginalRequest;
import dev.tokenward.http.RouteRule;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The operator's rules for routes, if there is a file of them. A thread of its own reads the file
 * every second, which finds every kind of change, also that of a link as Kubernetes makes it. New
 * rules are used once they were read twice alike, so that a file that is just being written is not
 * taken for a short one; and a file that can't be used never replaces one that could.
 */
@Singleton
class Rules {

  private static final Logger LOG = Logger.getLogger(Rules.class);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Vocabulary vocabulary;
  private final String name;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(Rules::thread);

  private volatile @Nullable RuleSet inUse;

  /** What is wrong with the file as it is now; empty when it is the one in use. */
  private volatile String complaint = "";

  /** What {@link #inUse} was read from, and what was read last. Only the looking thread's. */
  private byte[] used = {};

  private byte[] seen = {};

  @Inject
  Rules(GatewaySettings settings, Vocabulary vocabulary, MeterRegistry registry) {
    this.vocabulary = vocabulary;
    this.name = settings.rules().orElse("");
    if (!name.isEmpty()) {
      begin();
    }
    measure(registry);
  }

  private void begin() {
    try {
      used = content();
      inUse = RulesFile.parse(used);
    } catch (RulesException unusable) {
      throw refused(unusable);
    }
  }

  private void measure(MeterRegistry registry) {
    Gauge.builder("tokenward.gateway.rules", this, Rules::size)
        .description("Rules for routes that are in use")
        .register(registry);
    Gauge.builder("tokenward.gateway.rules.stale", this, rules -> rules.isStale() ? 1 : 0)
        .description("1 while the file of rules can't be used, so that older ones are")
        .register(registry);
  }

  /**
   * What holds for a request.
   *
   * @throws dev.tokenward.problem.ProblemException with {@link
   *     dev.tokenward.problem.Problem.MalformedRequest} when that can't be told
   */
  RouteRule ruleFor(OriginalRequest request) {
    @Nullable RuleSet rules = inUse;
    return rules == null ? RouteRule.NONE : rules.ruleFor(request);
  }

  void start(@Observes StartupEvent started) {
    @Nullable RuleSet rules = inUse;
    if (rules == null) {
      return;
    }
    try {
      checkPermissions(rules);
    } catch (RulesException unusable) {
      throw refused(unusable);
    } catch (StoreAwayException away) {
      LOG.warnf("Whether the scopes in %s are registered could not be found out yet.", name);
    }
    long millis = BETWEEN_LOOKS.toMillis();
    ScheduledFuture<?> unused =
        looks.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent stopping) {
    looks.shutdownNow();
  }

  private void look() {
    try {
      byte[] content = content();
      if (Arrays.equals(content, used)) {
        complaint = "";
      } else if (Arrays.equals(content, seen)) {
        use(content);
      }
      seen = content;
    } catch (RulesException unusable) {
      complain(String.valueOf(unusable.getMessage()));
    } catch (StoreAwayException away) {
      complain("whether its scopes are registered can't be found out at the moment.");
    } catch (RuntimeException unexpected) {
      LOG.error("The file of rules could not be looked at.", unexpected);
    }
  }

  private void use(byte[] content) {
    RuleSet rules = RulesFile.parse(content);
    checkPermissions(rules);
    inUse = rules;
    used = content;
    complaint = "";
    LOG.infof("The rules of %s have changed; there are %d from now on.", name, rules.size());
  }

  /** Once for each thing that is wrong, however long it stays so. */
  private void complain(String what) {
    if (!what.equals(complaint)) {
      complaint = what;
      LOG.errorf("%s can't be used, so the rules from before stay in use: %s", name, what);
    }
  }

  private byte[] content() {
    try (InputStream file = Files.newInputStream(Path.of(name))) {
      return file.readNBytes(RulesFile.LARGEST + 1);
    } catch (IOException | InvalidPathException unreadable) {
      throw new RulesException("the file can't be read (%s).".formatted(unreadable));
    }
  }

  private void checkPermissions(RuleSet rules) {
    Set<String> named = rules.permissions();
    if (vocabulary.hasBuiltIn(named)) {
      return;
    }
    unknownAmong(named).stream()
        .sorted()
        .flatMap(unknown -> rules.firstNaming(unknown).stream())
        .findFirst()
        .ifPresent(
            rule -> {
              throw new RulesException(rule.line(), "The rule names a scope that does not exist.");
            });
  }

  private Set<String> unknownAmong(Set<String> named) {
    try {
      return VertxContextSupport.subscribeAndAwait(() -> vocabulary.unknownAmong(named));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new StoreAwayException(stopping);
    } catch (Throwable outage) {
      throw new StoreAwayException(outage);
    }
  }

  private UnusableSettingException refused(RulesException unusable) {
    return new UnusableSettingException(
        "GATEWAY_RULES is \"%s\", which can't be used: %s"
            .formatted(RuleYaml.printable(name), unusable.getMessage()));
  }

  private int size() {
    @Nullable RuleSet rules = inUse;
    return rules == null ? 0 : rules.size();
  }

  private boolean isStale() {
    return !complaint.isEmpty();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "gateway rules");
    thread.setDaemon(true);
    return thread;
  }

  /** The vocabulary could not be read. */
  private static final class StoreAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreAwayException(Throwable cause) {
      super(cause);
    }
  }
}
