package dev.tokenward.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Debian's nginx, with the files of a directory of its own. */
final class Nginx {

  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");

  private Nginx() {}

  /** Skips the test, with the reason, where it is missing. */
  static void require() {
    Tools.require(Files.isExecutable(PROGRAM), "nginx (Debian's package nginx)");
  }

  /** Starts one that reads the {@code tokenward.conf} of the directory. */
  static Process start(Path directory) throws IOException {
    Path main = directory.resolve("nginx.conf");
    Files.writeString(main, ProxyServer.NGINX.formatted(directory));
    return new ProcessBuilder(PROGRAM.toString(), "-e", "stderr", "-c", main.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("output").toFile())
        .start();
  }
}
