package dev.tokenward.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A disk of few megabytes that a test can fill to the last byte, and make room on again. */
public final class SmallDisk implements AutoCloseable {

  /** Room for a new cluster of PostgreSQL, and for some minutes of changes. */
  private static final String SIZE = "size=192m";

  private static final int PIECE = 1 << 20;
  private static final String NEEDED = "the right to mount a disk in memory";

  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /**
   * An empty disk. The test is skipped, with the reason, where it may not be mounted, which takes
   * root.
   *
   * @return a disk that lies in memory
   */
  public static SmallDisk mounted() {
    Optional<SmallDisk> disk = tried();
    Tools.require(disk.isPresent(), NEEDED);
    return disk.orElseThrow();
  }

  /**
   * The same for a test that can do without, unless the environment says that it must not.
   *
   * @return a disk, or nothing where it may not be mounted
   */
  public static Optional<SmallDisk> ifPermitted() {
    Optional<SmallDisk> disk = tried();
    Tools.have(disk.isPresent(), NEEDED);
    return disk;
  }

  /** Where it is mounted. */
  Path directory() {
    return directory;
  }

  /** Leaves no room on it. */
  public void fill() {
    try (FileChannel channel =
        FileChannel.open(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer piece = ByteBuffer.allocate(PIECE);
      while (true) {
        piece.clear();
        if (!isWritten(piece, channel)) {
          return;
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Makes as much room as there was before. */
  public void makeRoom() {
    try {
      Files.deleteIfExists(ballast());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Takes it away, whoever still has files open on it. */
  @Override
  public void close() {
    if (Files.exists(directory)) {
      Tools.run("umount", "--lazy", directory.toString());
      Tools.run("rmdir", directory.toString());
    }
  }

  private static Optional<SmallDisk> tried() {
    SmallDisk disk = new SmallDisk(newDirectory());
    try {
      Tools.run("mount", "-t", "tmpfs", "-o", SIZE, "tokenward", disk.directory.toString());
      Runtime.getRuntime().addShutdownHook(new Thread(disk::close, "disk-end"));
      return Optional.of(disk);
    } catch (IllegalStateException | UncheckedIOException refused) {
      Tools.run("rmdir", disk.directory.toString());
      return Optional.empty();
    }
  }

  private Path ballast() {
    return directory.resolve("ballast");
  }

  private static boolean isWritten(ByteBuffer piece, FileChannel channel) {
    try {
      channel.write(piece);
      return true;
    } catch (IOException full) {
      return false;
    }
  }

  private static Path newDirectory() {
    try {
      return Files.createTempDirectory("tokenward-disk");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
