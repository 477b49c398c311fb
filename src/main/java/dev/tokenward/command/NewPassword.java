package dev.tokenward.command;

import dev.tokenward.user.Password;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where a new password comes from: never from the arguments, which every user of the machine can
 * read.
 */
final class NewPassword {

  @Option(
      names = "--password-stdin",
      description = "Read the password from the first line of standard input.")
  private boolean fromStandardInput;

  @Option(
      names = "--generate-password",
      description = "Make a password up and print it once. Without either option you are asked.")
  private boolean generated;

  /**
   * A password that was got.
   *
   * @param password acceptable as a new one
   * @param toShow a line with it where nobody knows it yet, else empty
   */
  record Chosen(Password password, String toShow) {}

  Chosen get() {
    if (generated) {
      Password made = Password.generate();
      return new Chosen(made, "\nPassword: " + made.text());
    }
    Password typed = new Password(fromStandardInput ? firstLine() : asked());
    Optional<String> complaint = typed.complaint();
    if (complaint.isPresent()) {
      throw new StartRefusedException(complaint.get());
    }
    return new Chosen(typed, "");
  }

  private static String firstLine() {
    try {
      BufferedReader input =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      @Nullable String line = input.readLine();
      return line == null ? "" : line;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Before JDK 22 there is no console without a terminal; since, one that reads nothing. */
  @SuppressWarnings("SystemConsoleNull")
  private static String asked() {
    @Nullable Console console = System.console();
    char @Nullable [] first = console == null ? null : console.readPassword("Password: ");
    if (console == null || first == null) {
      throw new StartRefusedException(
          "There is no terminal to ask for the password. Use --password-stdin or"
              + " --generate-password.");
    }
    char @Nullable [] second = console.readPassword("The same again: ");
    if (!Arrays.equals(first, second)) {
      throw new StartRefusedException("The two passwords are not the same. Nothing was changed.");
    }
    return new String(first);
  }
}
