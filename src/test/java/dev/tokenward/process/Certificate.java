package dev.tokenward.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of this machine's own addresses that signs itself, made with OpenSSL. */
public final class Certificate {

  private static final Path OPENSSL = Path.of("/usr/bin/openssl");

  private final Path chain;
  private final Path key;

  private Certificate(Path chain, Path key) {
    this.chain = chain;
    this.key = key;
  }

  /**
   * Makes one. The test is skipped, with the reason, where OpenSSL is missing.
   *
   * @param directory where its two files go; exists
   * @param name of the files, and of whom it is for
   * @return a fresh one
   */
  public static Certificate made(Path directory, String name) {
    return made(directory, name, "ec", "ec_paramgen_curve:prime256v1");
  }

  /**
   * Makes one with a key for RSA. The test is skipped, with the reason, where OpenSSL is missing.
   *
   * @param directory where its two files go; exists
   * @param name of the files, and of whom it is for
   * @return a fresh one
   */
  public static Certificate madeWithRsa(Path directory, String name) {
    return made(directory, name, "rsa", "rsa_keygen_bits:2048");
  }

  private static Certificate made(Path directory, String name, String kind, String option) {
    Tools.require(Files.isExecutable(OPENSSL), "openssl (Debian's package openssl)");
    Certificate made = at(directory, name);
    Tools.run(
        OPENSSL.toString(),
        "req",
        "-x509",
        "-newkey",
        kind,
        "-pkeyopt",
        option,
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=" + name,
        "-addext",
        "subjectAltName=DNS:localhost,IP:127.0.0.1",
        "-out",
        made.chain.toString(),
        "-keyout",
        made.key.toString());
    return made;
  }

  /**
   * Whatever is in two files, now and later.
   *
   * @param directory where they are, or will be
   * @param name of the files
   * @return what is there whenever it is asked
   */
  public static Certificate at(Path directory, String name) {
    return new Certificate(directory.resolve(name + ".pem"), directory.resolve(name + ".key"));
  }

  /**
   * Its public part.
   *
   * @return a file in PEM
   */
  public Path chain() {
    return chain;
  }

  /**
   * Its private part.
   *
   * @return a file in PEM
   */
  public Path key() {
    return key;
  }

  /**
   * Puts another one in the place of this one's files, as an operator does who renews it.
   *
   * @param next whose files are copied
   */
  public void replaceBy(Certificate next) {
    copy(next.key, key);
    copy(next.chain, chain);
  }

  /**
   * Puts the certificate of another one in the place of this one's, and leaves the key: what there
   * is in the midst of a renewal.
   *
   * @param next whose certificate is copied
   */
  public void replaceChainBy(Certificate next) {
    copy(next.chain, chain);
  }

  /**
   * What it says.
   *
   * @return the certificate
   */
  public X509Certificate content() {
    try (InputStream in = Files.newInputStream(chain)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException malformed) {
      throw new IllegalStateException(malformed);
    }
  }

  /**
   * TLS for a client that trusts this one and no other.
   *
   * @return a new context
   */
  public SSLContext trusted() {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("this", content());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
