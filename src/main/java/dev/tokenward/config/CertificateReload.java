package dev.tokenward.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * How often the files of the certificate for https are looked at. The setting is Quarkus' own, and
 * so would be the looking, which takes what can't be used (see decision 45): so it is taken away
 * from Quarkus before that starts, and kept under a name of ours.
 */
@Singleton
public final class CertificateReload {

  static final String SETTING = "quarkus.http.ssl.certificate.reload-period";

  /** Under no prefix of settings that are declared, or it would be refused as an unknown one. */
  private static final String TAKEN = "certificate.reload-period";

  private static final String NAMED = "quarkus.http.tls-configuration-name";
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofDays(365);

  private final Optional<Duration> period;

  @Inject
  CertificateReload(Config config) {
    this.period = value(TAKEN, config).map(DurationConverter::parseDuration);
  }

  /**
   * Takes the setting away from Quarkus, by system properties, where the certificate is in files in
   * PEM. For keystores, and where the certificate comes from Quarkus' registry, it stays with
   * Quarkus. To be called before Quarkus starts.
   *
   * @param early the settings as they are known then
   */
  public static void take(SmallRyeConfig early) {
    boolean inPem =
        Stream.of("files", "key-files")
            .map("quarkus.http.ssl.certificate."::concat)
            .allMatch(list -> early.getOptionalValues(list, String.class).isPresent());
    if (inPem && value(NAMED, early).isEmpty()) {
      value(SETTING, early)
          .ifPresent(
              period -> {
                System.setProperty(TAKEN, period);
                System.setProperty(SETTING, "");
              });
    }
  }

  /**
   * The time between two looks.
   *
   * @return from a second to a year; empty where the files are not to be looked at again
   */
  public Optional<Duration> period() {
    return period;
  }

  static boolean isPeriod(String value) {
    try {
      @Nullable Duration period = DurationConverter.parseDuration(value);
      return period != null && period.compareTo(LEAST) >= 0 && period.compareTo(MOST) <= 0;
    } catch (IllegalArgumentException notADuration) {
      return false;
    }
  }

  private static Optional<String> value(String property, Config config) {
    return Optional.ofNullable(config.getConfigValue(property).getValue())
        .filter(value -> !value.isEmpty());
  }
}
