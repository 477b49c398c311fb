package dev.tokenward.web;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** The style sheet and the script. Their addresses change with their content. */
@Singleton
class PageFiles {

  static final String STYLES = "tokenward.css";
  static final String SCRIPT = "tokenward.js";

  static final String ROOT = "/files";

  private static final int HASH_BYTES = 8;

  private final Map<String, File> files =
      List.of(STYLES, SCRIPT).stream().map(File::read).collect(byName());

  /** The address of a file, below the base URL. */
  String path(String name) {
    File file = Objects.requireNonNull(files.get(name), name);
    return ROOT + "/" + file.hash() + "/" + name;
  }

  /** The content of a file; empty where the address is that of another version. */
  Optional<String> content(String hash, String name) {
    return Optional.ofNullable(files.get(name))
        .filter(file -> file.hash().equals(hash))
        .map(File::content);
  }

  private static Collector<File, ?, Map<String, File>> byName() {
    return Collectors.toUnmodifiableMap(File::name, Function.identity());
  }

  /** One file, as it was built into the service. */
  private record File(String name, String hash, String content) {

    static File read(String name) {
      try (InputStream stream = PageFiles.class.getResourceAsStream("/web/" + name)) {
        byte[] bytes = Objects.requireNonNull(stream, name).readAllBytes();
        return new File(name, hash(bytes), new String(bytes, StandardCharsets.UTF_8));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    private static String hash(byte[] bytes) {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("Every Java platform has SHA-256", impossible);
      }
    }
  }
}
