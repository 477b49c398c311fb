package dev.tokenward.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Every password and token that a test makes. They are written to a file that only its owner can
 * read, so that a later check can search logs and reports for them.
 */
public final class Secrets {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int PASSWORD_BYTES = 18;

  private Secrets() {}

  /**
   * Notes a secret. May be called from any thread.
   *
   * @param secret a password or a token
   * @return the same
   */
  public static synchronized String register(String secret) {
    Path file = file();
    try {
      Files.writeString(file, secret + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return secret;
  }

  /**
   * Makes a password.
   *
   * @return 24 random characters that need no quoting anywhere, already registered
   */
  public static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    RANDOM.nextBytes(bytes);
    return register(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /**
   * Where the secrets are.
   *
   * @return a file with one secret per line; it exists
   */
  public static synchronized Path file() {
    Path file = Program.buildDirectory().resolve("test-secrets.txt");
    try {
      Files.createDirectories(Program.buildDirectory());
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException anEarlierRun) {
      return file;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return file;
  }
}
