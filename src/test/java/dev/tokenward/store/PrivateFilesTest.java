package dev.tokenward.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that only the user who runs the service can read. */
class PrivateFilesTest {

  @TempDir private Path directory;

  @Test
  void aFileIsWrittenForItsOwnerAloneAndWithoutLeftOvers() throws IOException {
    Path file = directory.resolve("password");
    Files.writeString(directory.resolve("password.new"), "left by a crash");

    PrivateFiles.write(file, "one");
    PrivateFiles.write(file, "two");

    assertThat(file).hasContent("two");
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(directory).isDirectoryNotContaining(other -> !other.equals(file));
  }

  @Test
  void directoriesAreForTheirOwnerAlone() throws IOException {
    PrivateFiles.createDirectories(directory.resolve("a/b"));

    assertThat(permissions(directory.resolve("a"))).isEqualTo("rwx------");
    assertThat(permissions(directory.resolve("a/b"))).isEqualTo("rwx------");
  }

  @Test
  void aFinishedDirectoryAppearsWhole() throws IOException {
    Path unfinished = directory.resolve("cluster.new");
    PrivateFiles.createDirectories(unfinished);
    PrivateFiles.write(unfinished.resolve("file"), "content");

    PrivateFiles.publish(unfinished, directory.resolve("cluster"));

    assertThat(directory.resolve("cluster/file")).hasContent("content");
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void deletingFollowsNoLinks() throws IOException {
    Path kept = Files.createDirectory(directory.resolve("kept"));
    Files.writeString(kept.resolve("file"), "content");
    Path deleted = Files.createDirectory(directory.resolve("deleted"));
    Files.createSymbolicLink(deleted.resolve("link"), kept);
    Files.createDirectory(deleted.resolve("sub"));

    PrivateFiles.delete(deleted);
    PrivateFiles.delete(deleted);

    assertThat(deleted).doesNotExist();
    assertThat(kept.resolve("file")).hasContent("content");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
