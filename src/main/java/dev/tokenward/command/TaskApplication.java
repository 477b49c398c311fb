package dev.tokenward.command;

import dev.tokenward.audit.ChainCheck;
import dev.tokenward.audit.Retention;
import dev.tokenward.audit.Sealing;
import dev.tokenward.client.ClientService;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.store.Author;
import dev.tokenward.token.TokenService;
import dev.tokenward.user.UserService;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/** Runs one task of the command line with the services of the application, without HTTP. */
final class TaskApplication implements QuarkusApplication {

  /** Quarkus makes the application, so the task can't come by its constructor. */
  private static final AtomicReference<@Nullable Task> NEXT = new AtomicReference<>();

  private final Services services;
  private final Sealing sealing;

  @Inject
  TaskApplication(
      UserService users,
      TokenService tokens,
      ClientService clients,
      ChainCheck chain,
      Retention retention,
      Sealing sealing) {
    this.sealing = sealing;
    this.services = new Services(users, tokens, clients, chain, retention);
  }

  /**
   * What a task may use.
   *
   * @param users people
   * @param tokens tokens
   * @param clients services that ask about tokens
   * @param chain whether the audit log is intact
   * @param retention what of it is too old
   */
  record Services(
      UserService users,
      TokenService tokens,
      ClientService clients,
      ChainCheck chain,
      Retention retention) {}

  /** Something to do with the services. */
  @FunctionalInterface
  interface Task {

    /** What to do; the item is a line to print on standard output, empty for none. */
    Uni<String> on(Services services);
  }

  /** Starts the application for one task, blocking, and gives the exit code. */
  static int run(Task task) {
    NEXT.set(task);
    return Launch.task(TaskApplication.class);
  }

  /** What the task did is sealed too: no service may run, and none for a long time. */
  private Uni<String> begin(Task task) {
    Author.operator(System.getProperty("user.name", "unknown")).remember();
    return task.on(services).call(() -> sealing.now().onFailure().recoverWithNull());
  }

  @Override
  public int run(String... arguments) throws Exception {
    Task task = Objects.requireNonNull(NEXT.get());
    try {
      String output = VertxContextSupport.subscribeAndAwait(() -> begin(task));
      if (!output.isEmpty()) {
        System.out.println(output);
      }
      return ExitCode.OK;
    } catch (ProblemException refused) {
      System.err.println("tokenward: " + Failures.line(refused));
      return ExitCode.SOFTWARE;
    } catch (FoundException found) {
      System.err.println("tokenward: " + found.getMessage());
      return FoundException.EXIT_CODE;
    } catch (Error | Exception failed) {
      throw failed;
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }
}
