package dev.tokenward.tls;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Certificates with the private keys that belong to them: what was read from all files at one look,
 * and found to be whole.
 */
final class KeyPairs {

  private static final byte[] PROBE = "whole".getBytes(StandardCharsets.US_ASCII);

  private final List<X509Certificate> certificates;
  private final X509ExtendedKeyManager all;
  private final Function<String, @Nullable KeyManagerFactory> byName;

  private KeyPairs(
      List<X509Certificate> certificates,
      X509ExtendedKeyManager all,
      Function<String, @Nullable KeyManagerFactory> byName) {
    this.certificates = certificates;
    this.all = all;
    this.byName = byName;
  }

  /**
   * Takes them from what was read. Blocks: it computes a signature with each key.
   *
   * @param content of all files
   * @param files what it was read from, for what is said about it
   * @throws UnusableCertificateException when one of them can't be read, or a key does not belong
   *     to its certificate
   */
  static KeyPairs of(PemKeyCertOptions content, CertificateFiles files, Vertx vertx) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (int i = 0; i < files.certificates().size(); i++) {
      PemKeyCertOptions one =
          new PemKeyCertOptions()
              .addCertValue(content.getCertValues().get(i))
              .addKeyValue(content.getKeyValues().get(i));
      certificates.add(certificate(one, files.certificates().get(i), files.keys().get(i), vertx));
    }
    try {
      return new KeyPairs(
          List.copyOf(certificates),
          manager(content.getKeyManagerFactory(vertx)),
          content.keyManagerFactoryMapper(vertx));
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Those that are shown, without what leads up to their roots. */
  List<X509Certificate> certificates() {
    return certificates;
  }

  /** What picks one of them for a client that asks for this name, or for none. */
  X509ExtendedKeyManager manager(@Nullable String serverName) {
    @Nullable KeyManagerFactory named = serverName == null ? null : byName.apply(serverName);
    return named == null ? all : manager(named);
  }

  private static X509Certificate certificate(
      PemKeyCertOptions one, Path file, Path keyFile, Vertx vertx) {
    checkReadable(one, file, vertx);
    try {
      String alias = one.loadKeyStore(vertx).aliases().nextElement();
      X509ExtendedKeyManager manager = manager(one.getKeyManagerFactory(vertx));
      X509Certificate certificate = manager.getCertificateChain(alias)[0];
      if (!belong(manager.getPrivateKey(alias), certificate.getPublicKey())) {
        throw new UnusableCertificateException(
            "the key in %s does not belong to the first certificate in %s, which is that of %s"
                .formatted(keyFile, file, Described.of(certificate)));
      }
      return certificate;
    } catch (UnusableCertificateException unusable) {
      throw unusable;
    } catch (KeyStoreException notAChain) {
      throw new UnusableCertificateException(
          "the certificates in %s are not each signed by the next one".formatted(file));
    } catch (Exception unreadable) {
      // Why is not told: it could be about what is in the key.
      throw new UnusableCertificateException(
          ("the key in %s can't be read (RSA or EC in PEM, not encrypted, is what can), or is of"
                  + " another kind than that of the certificate in %s")
              .formatted(keyFile, file));
    }
  }

  private static void checkReadable(PemKeyCertOptions one, Path file, Vertx vertx) {
    try {
      new PemTrustOptions().addCertValue(one.getCertValue()).loadKeyStore(vertx);
    } catch (Exception unreadable) {
      throw new UnusableCertificateException(
          "there is no certificate in %s that can be read (in PEM)".formatted(file));
    }
  }

  private static boolean belong(PrivateKey key, PublicKey certified) {
    String algorithm = "EC".equals(key.getAlgorithm()) ? "SHA256withECDSA" : "SHA256withRSA";
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException ofOtherKinds) {
      return false;
    }
  }

  private static X509ExtendedKeyManager manager(KeyManagerFactory factory) {
    return Arrays.stream(factory.getKeyManagers())
        .filter(X509ExtendedKeyManager.class::isInstance)
        .map(X509ExtendedKeyManager.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
