package dev.tokenward.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the embedded PostgreSQL keeps its files: {@code cluster} (the database), {@code password},
 * {@code log}, the unpacked programs, and {@code service.lock}, which one process holds for as long
 * as it uses the directory. The kernel gives the lock back when that process dies, however it dies.
 */
final class DataDirectory {

  private final Path path;

  private DataDirectory(Path path) {
    this.path = path;
  }

  /** Makes the directory unless it is there. */
  static DataDirectory at(Path wanted) {
    Path path = wanted.toAbsolutePath().normalize();
    if (path.toString().matches("(?s).*[\"$`\\\\\\p{Cntrl}].*")) {
      throw new EmbeddedPostgresException(
          "The data directory "
              + path.toString().replaceAll("\\p{Cntrl}", "?")
              + " has a character in its path that PostgreSQL's programs"
              + " can't cope with. Set TOKENWARD_DATA_DIR to another directory.");
    }
    try {
      PrivateFiles.createDirectories(path);
      PrivateFiles.keepPrivate(path);
      PrivateFiles.createDirectories(path.resolve("log"));
      return new DataDirectory(path.toRealPath());
    } catch (IOException failed) {
      throw new EmbeddedPostgresException(
          "The data directory "
              + path
              + " can't be used ("
              + failed
              + "). Set TOKENWARD_DATA_DIR"
              + " to a directory this user may write to.",
          failed);
    }
  }

  Path path() {
    return path;
  }

  Path cluster() {
    return path.resolve("cluster");
  }

  Path passwordFile() {
    return path.resolve("password");
  }

  /** Takes the directory for this process; empty when another one has it. */
  Optional<FileLock> tryLock() {
    try {
      FileChannel channel =
          FileChannel.open(
              path.resolve("service.lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PrivateFiles.FILE));
      @Nullable FileLock lock = lockOf(channel);
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      return Optional.of(lock);
    } catch (IOException failed) {
      throw new EmbeddedPostgresException(
          "The data directory " + path + " could not be locked: " + failed, failed);
    }
  }

  /** The one line for who wants a directory that another process has. */
  EmbeddedPostgresException inUse() {
    return new EmbeddedPostgresException(
        "The data directory "
            + path
            + " is in use by process "
            + holder()
            + "; stop it, or set"
            + " TOKENWARD_DATA_DIR to another directory.");
  }

  /** The password of the database's only user. */
  String password() {
    try {
      return Files.readString(passwordFile(), StandardCharsets.US_ASCII).strip();
    } catch (IOException failed) {
      throw new EmbeddedPostgresException(
          "The file "
              + passwordFile()
              + " with the database's password can't be read ("
              + failed
              + "). Restore it from a backup of the data directory.",
          failed);
    }
  }

  /** What encrypts keys in the database; made the first time. Only the holder of the lock asks. */
  String keySecret() {
    Path file = path.resolve("key-secret");
    try {
      if (Files.notExists(file)) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        PrivateFiles.write(file, Base64.getEncoder().encodeToString(secret));
      }
      return Files.readString(file, StandardCharsets.US_ASCII).strip();
    } catch (IOException failed) {
      throw new EmbeddedPostgresException(
          "The file " + file + " with the secret for keys can't be used: " + failed, failed);
    }
  }

  private static @Nullable FileLock lockOf(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException held) {
      return null;
    }
  }

  private String holder() {
    try {
      return Files.readString(path.resolve("service.lock"), StandardCharsets.US_ASCII).strip();
    } catch (IOException unreadable) {
      return "unknown";
    }
  }
}
