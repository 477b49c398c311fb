package dev.tokenward.evidence;

import java.nio.file.Files;
import java.nio.file.Path;

/** The JDK's program that asks a running JVM for something. */
final class Jcmd {

  private Jcmd() {}

  /** The one of the JDK that services under test run on. */
  static Path program() {
    String java = System.getProperty("tokenward.java", "");
    Path home = Path.of(System.getProperty("java.home"), "bin", "java");
    return (java.isBlank() ? home : Path.of(java)).resolveSibling("jcmd");
  }

  /** Whether there is one: a runtime without the tools of a JDK has none. */
  static boolean isThere() {
    return Files.isExecutable(program());
  }
}
