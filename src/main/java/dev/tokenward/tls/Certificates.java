package dev.tokenward.tls;

import dev.tokenward.config.CertificateReload;
import dev.tokenward.config.UnusableSettingException;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The certificate for https, where it is in files in PEM: looked at again every period, and taken
 * for new connections when it has changed and is whole. A pair that is not whole never replaces one
 * that is, because a renewal may write one file long before the other. See decision 45.
 */
@Singleton
class Certificates implements HttpServerOptionsCustomizer {

  private static final Logger LOG = Logger.getLogger(Certificates.class);

  private final Vertx vertx;
  private final Clock clock;
  private final Optional<Duration> period;
  private final CertificateFiles files;
  private final boolean inRegistry;

  @Inject
  Certificates(
      Vertx vertx,
      Clock clock,
      CertificateReload reload,
      @ConfigProperty(name = "quarkus.http.ssl.certificate.files")
          Optional<List<Path>> certificates,
      @ConfigProperty(name = "quarkus.http.ssl.certificate.key-files") Optional<List<Path>> keys,
      @ConfigProperty(name = "quarkus.http.tls-configuration-name") Optional<String> registered) {
    this.vertx = vertx;
    this.clock = clock;
    this.period = reload.period();
    this.files = new CertificateFiles(certificates.orElse(List.of()), keys.orElse(List.of()));
    this.inRegistry = registered.isPresent();
  }

  /**
   * Puts what can be replaced into the place of what Quarkus has read. Called once, before the
   * server listens.
   *
   * @throws UnusableSettingException when that is not whole
   */
  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    boolean inFiles = !files.certificates().isEmpty() && !inRegistry;
    if (inFiles && options.getKeyCertOptions() instanceof PemKeyCertOptions content) {
      replace(content, options);
    }
  }

  private void replace(PemKeyCertOptions content, HttpServerOptions options) {
    KeyPairs first = first(content);
    tell(first);
    ServedKeys served = new ServedKeys(first);
    options.setKeyCertOptions(served);
    period.ifPresent(between -> new Looks(content, served, between).next());
  }

  private KeyPairs first(PemKeyCertOptions content) {
    try {
      return KeyPairs.of(content, files, vertx);
    } catch (UnusableCertificateException unusable) {
      throw new UnusableSettingException(
          "The certificate for https can't be used: %s. Correct QUARKUS_HTTP_SSL_CERTIFICATE_FILES"
                  .formatted(unusable.why())
              + " and QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES, or the files.");
    }
  }

  private void tell(KeyPairs pairs) {
    pairs.certificates().forEach(this::tell);
  }

  private void tell(X509Certificate certificate) {
    LOG.infof(
        "New connections by https are shown the certificate of %s.", Described.of(certificate));
    Described.outOfTime(certificate, clock.instant()).ifPresent(LOG::warn);
  }

  /** One after another: the next one is waited for when one is done. */
  private final class Looks {

    private final ServedKeys served;
    private final Duration between;

    private PemKeyCertOptions used;

    /** What is wrong with the files as they are now; empty when they are in use. */
    private String complaint = "";

    Looks(PemKeyCertOptions used, ServedKeys served, Duration between) {
      this.used = used;
      this.served = served;
      this.between = between;
    }

    void next() {
      vertx.setTimer(between.toMillis(), unused -> look());
    }

    private void look() {
      vertx.executeBlocking(this::takesNewOnes, false).onComplete(this::looked);
    }

    private void looked(AsyncResult<Boolean> looked) {
      if (looked.failed()) {
        LOG.error("The files of the certificate could not be looked at.", looked.cause());
      }
      next();
    }

    /** Blocks. */
    private boolean takesNewOnes() {
      try {
        PemKeyCertOptions content = files.read();
        boolean isNew = !content.equals(used);
        if (isNew) {
          KeyPairs next = KeyPairs.of(content, files, vertx);
          served.replaceBy(next);
          used = content;
          tell(next);
        }
        complaint = "";
        return isNew;
      } catch (UnusableCertificateException unusable) {
        complain(unusable.why());
        return false;
      }
    }

    /** Once for each thing that is wrong, however long it stays so. */
    private void complain(String why) {
      if (!why.equals(complaint)) {
        complaint = why;
        LOG.warnf(
            "The certificate for https has changed but can't be used, so new connections are still"
                + " shown the one from before: %s.",
            why);
      }
    }
  }
}
