package dev.tokenward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tokenward.process.Api;
import dev.tokenward.process.Secrets;
import dev.tokenward.process.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever has the database, or its files, has no token and no password. */
class NoPlaintextIT {

  /** What is meant to be stored, to show that the search finds what is there. */
  private static final String MARKER = Requests.newName();

  private static Service service;
  private static List<String> secrets;

  @BeforeAll
  static void useAllKindsOfSecrets() {
    service = Service.builder().env("API_THROTTLE_PER_MINUTE", "0").start();
    Requests requests = Requests.to(service);
    Stream<String> tokens =
        IntStream.range(0, 20).mapToObj(i -> requests.makeToken(MARKER + i).text());
    Stream<String> passwords =
        IntStream.range(0, 5).mapToObj(i -> requests.passwordOfNewUser(MARKER + i));
    Stream<String> wrong = Stream.generate(NoPlaintextIT::refusedPassword).limit(3);
    secrets =
        Stream.of(tokens, passwords, wrong, Stream.of(service.adminPassword()))
            .flatMap(some -> some)
            .toList();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void noColumnOfAnyTableHoldsOne() {
    List<String> rows =
        Sql.column(
                service,
                "select format('%I.%I', table_schema, table_name) from information_schema.tables"
                    + " where table_schema not in ('pg_catalog', 'information_schema')")
            .stream()
            .flatMap(table -> Sql.column(service, "select t::text from " + table + " t").stream())
            .toList();

    assertThat(rows).anyMatch(row -> row.contains(MARKER));
    assertThat(secrets).noneMatch(secret -> rows.stream().anyMatch(row -> row.contains(secret)));
  }

  @Test
  void noByteaHoldsOneEither() {
    List<String> rows =
        Sql.column(service, "select encode(digest, 'escape') from personal_access_tokens");

    assertThat(rows).hasSizeGreaterThan(20);
    assertThat(secrets).noneMatch(secret -> rows.stream().anyMatch(row -> row.contains(secret)));
  }

  @Test
  void noFileOfTheDataDirectoryHoldsOne() throws IOException {
    assumeTrue(service.hasEmbeddedDatabase(), "the database's files are not here");
    Sql.execute(service, "checkpoint");

    List<String> contents = contents(service.dataDirectory());

    assertThat(contents.stream().filter(content -> content.contains(MARKER)))
        .as("files with what is meant to be stored: the table and the write-ahead log at least")
        .hasSizeGreaterThan(1);
    assertThat(secrets)
        .noneMatch(secret -> contents.stream().anyMatch(content -> content.contains(secret)));
  }

  private static String refusedPassword() {
    String wrong = Secrets.newPassword();
    int status = Api.of(service).withBasic(MARKER + 0, wrong).get(Requests.TOKENS).statusCode();
    assertThat(status).isEqualTo(401);
    return wrong;
  }

  /** All but PostgreSQL's programs, with one character for each byte. */
  private static List<String> contents(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> !directory.relativize(file).toString().startsWith("postgresql"))
          .filter(Files::isRegularFile)
          .map(NoPlaintextIT::content)
          .toList();
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException recycled) {
      return "";
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
