package dev.tokenward.tls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where certificates and their private keys are, in PEM.
 *
 * @param certificates one file for each, with those that lead up to its root
 * @param keys their private keys, in the same order
 */
record CertificateFiles(List<Path> certificates, List<Path> keys) {

  /**
   * Reads all of them as they are now, also by way of links. Blocks.
   *
   * @throws UnusableCertificateException when one can't be read
   */
  PemKeyCertOptions read() {
    PemKeyCertOptions content = new PemKeyCertOptions();
    certificates.forEach(file -> content.addCertValue(content(file)));
    keys.forEach(file -> content.addKeyValue(content(file)));
    return content;
  }

  private static Buffer content(Path file) {
    try {
      return Buffer.buffer(Files.readAllBytes(file));
    } catch (NoSuchFileException | AccessDeniedException hidden) {
      throw new UnusableCertificateException(
          "the file " + file + " is not there or may not be read");
    } catch (IOException unreadable) {
      throw new UnusableCertificateException(
          "the file %s can't be read (%s)".formatted(file, unreadable.getClass().getSimpleName()));
    }
  }
}
