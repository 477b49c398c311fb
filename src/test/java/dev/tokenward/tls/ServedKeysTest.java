package dev.tokenward.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.process.Certificate;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A handshake has one certificate and its key, also when they are replaced meanwhile. */
class ServedKeysTest {

  @TempDir private Path directory;

  private Vertx vertx;
  private Certificate old;
  private Certificate renewed;
  private ServedKeys served;
  private SSLEngine engine;

  @BeforeEach
  void make() throws Exception {
    vertx = Vertx.vertx();
    old = Certificate.made(directory, "old");
    renewed = Certificate.made(directory, "renewed");
    served = new ServedKeys(pairs(old));
    engine = SSLContext.getDefault().createSSLEngine();
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void aHandshakeThatHasChosenGoesOnWithWhatItChose() throws Exception {
    X509ExtendedKeyManager manager = manager(served.getKeyManagerFactory(vertx));
    String chosen = manager.chooseEngineServerAlias("EC", null, engine);

    served.replaceBy(pairs(renewed));

    assertThat(manager.getCertificateChain(chosen)).containsExactly(old.content());
    assertThat(manager.getPrivateKey(chosen)).isEqualTo(key(old));
  }

  @Test
  void theNextHandshakeHasWhatIsNew() throws Exception {
    X509ExtendedKeyManager manager = manager(served.getKeyManagerFactory(vertx));

    served.replaceBy(pairs(renewed));

    isShown(manager, renewed);
  }

  @Test
  void whatIsNewIsShownUnderANameThatWasAskedForBefore() {
    X509ExtendedKeyManager named =
        manager(served.keyManagerFactoryMapper(vertx).apply("localhost"));
    X509ExtendedKeyManager unknown =
        manager(served.keyManagerFactoryMapper(vertx).apply("elsewhere.example.com"));
    isShown(named, old);
    isShown(unknown, old);

    served.replaceBy(pairs(renewed));

    isShown(named, renewed);
    isShown(unknown, renewed);
  }

  @Test
  void copiesForOtherServersAreRenewedTogether() throws Exception {
    X509ExtendedKeyManager copied = manager(served.copy().getKeyManagerFactory(vertx));

    served.replaceBy(pairs(renewed));

    isShown(copied, renewed);
  }

  @Test
  void noneIsShownToWhoNeedsAnotherKind() throws Exception {
    X509ExtendedKeyManager manager = manager(served.getKeyManagerFactory(vertx));

    assertThat(manager.chooseEngineServerAlias("RSA", null, engine)).isNull();
  }

  private void isShown(X509ExtendedKeyManager manager, Certificate expected) {
    String chosen = manager.chooseEngineServerAlias("EC", null, engine);

    assertThat(manager.getCertificateChain(chosen)).containsExactly(expected.content());
  }

  private PrivateKey key(Certificate certificate) {
    X509ExtendedKeyManager alone = pairs(certificate).manager(null);
    return alone.getPrivateKey(alone.chooseEngineServerAlias("EC", null, engine));
  }

  private KeyPairs pairs(Certificate certificate) {
    CertificateFiles files =
        new CertificateFiles(List.of(certificate.chain()), List.of(certificate.key()));
    return KeyPairs.of(files.read(), files, vertx);
  }

  private static X509ExtendedKeyManager manager(KeyManagerFactory factory) {
    return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
  }
}
