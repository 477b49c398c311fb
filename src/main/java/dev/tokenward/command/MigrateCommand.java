package dev.tokenward.command;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** For clusters, where one job migrates before the pods start. */
@Command(name = "migrate", description = "Bring the database's schema up to date and exit.")
final class MigrateCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    System.setProperty("tokenward.migrate-at-start", "true");
    return TaskApplication.run(services -> Uni.createFrom().item("The schema is up to date."));
  }
}
