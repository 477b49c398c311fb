package dev.tokenward.command;

import dev.tokenward.config.CertificateReload;
import dev.tokenward.config.SettingsCheck;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.config.SmallRyeConfig;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What happens before Quarkus starts: settings are checked and the database is found. */
final class Launch {

  private Launch() {}

  /** Runs the service until it is told to stop. */
  static int service() {
    SmallRyeConfig config = checkedConfig();
    PublicUrl.settle(config);
    CertificateReload.take(config);
    // Malformed addresses are refused by dev.tokenward.http, with a body that says so.
    System.setProperty("vertx.disableURIValidation", "true");
    // So is what can't be read at all: it is found there as an extension of Netty.
    System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    // Otherwise searched for anew by each of the eight log formats that Quarkus makes at a start.
    System.setProperty("jakarta.json.provider", "org.eclipse.parsson.JsonProviderImpl");
    Database.prepare(config, Database.Use.SERVICE);
    return run(null);
  }

  /** Runs something that needs the store but no HTTP, then stops. */
  static int task(Class<? extends QuarkusApplication> application) {
    SmallRyeConfig config = checkedConfig();
    System.setProperty("quarkus.http.host-enabled", "false");
    System.setProperty("quarkus.shutdown.delay", "0s");
    System.setProperty("quarkus.log.level", "WARN");
    System.setProperty("quarkus.log.console.stderr", "true");
    // On a slow machine the first query loads classes for long; nobody waits for that event loop.
    System.setProperty(
        "quarkus.log.category.\"io.vertx.core.impl.BlockedThreadChecker\".level", "ERROR");
    System.setProperty("tokenward.admin.create", "false");
    // A task remembers nothing, so it need not hear of changes.
    System.setProperty("revocation.bound", "0");
    // No proxy asks it anything.
    System.setProperty("gateway.rules", "");
    System.setProperty("assertion.enabled", "false");
    Database.prepare(config, Database.Use.TASK);
    return run(application);
  }

  private static int run(@Nullable Class<? extends QuarkusApplication> application) {
    AtomicInteger exitCode = new AtomicInteger();
    Quarkus.run(application, (code, failure) -> exitCode.set(ended(code, failure)));
    return exitCode.get();
  }

  private static int ended(Integer code, @Nullable Throwable failure) {
    if (failure != null) {
      System.err.println("tokenward: " + Failures.startFailed(failure));
    }
    return code;
  }

  private static SmallRyeConfig checkedConfig() {
    SmallRyeConfig config = EarlyConfig.read();
    Optional<String> complaint = SettingsCheck.firstComplaint(config);
    if (complaint.isPresent()) {
      throw new StartRefusedException(complaint.get());
    }
    return config;
  }
}
