package dev.tokenward.process;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A database that belongs to one service under test, on the PostgreSQL server that the system
 * properties {@code tokenward.database.url}, {@code .username} and {@code .password} name.
 */
final class OwnDatabase implements AutoCloseable {

  private static final int DEFAULT_PORT = 5432;

  private final URI server;
  private final String username;
  private final String password;
  private final String name;

  private OwnDatabase(URI server, String username, String password) {
    this.server = server;
    this.username = username;
    this.password = password;
    this.name = "tw_" + UUID.randomUUID().toString().replace("-", "");
  }

  /** A new, empty database; or nothing when no server is named. */
  static Optional<OwnDatabase> create() {
    String url = Program.property("tokenward.database.url", "");
    if (url.isEmpty()) {
      return Optional.empty();
    }
    OwnDatabase database =
        new OwnDatabase(
            URI.create(url.replaceFirst("^jdbc:", "")),
            Program.property("tokenward.database.username", "postgres"),
            Program.property("tokenward.database.password", ""));
    database.execute("create database " + database.name);
    return Optional.of(database);
  }

  /** What tells a service to use this database. */
  Map<String, String> environment() {
    return Map.of(
        "QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://" + address() + "/" + name,
        "QUARKUS_DATASOURCE_USERNAME", username,
        "QUARKUS_DATASOURCE_PASSWORD", password);
  }

  @Override
  public void close() {
    execute("drop database if exists " + name + " with (force)");
  }

  private void execute(String statement) {
    String url = "jdbc:postgresql://" + address() + server.getPath();
    try (Connection connection = DriverManager.getConnection(url, username, password);
        Statement executable = connection.createStatement()) {
      executable.execute(statement);
    } catch (SQLException failure) {
      throw new IllegalStateException("The test database server refused: " + statement, failure);
    }
  }

  private String address() {
    return server.getHost() + ":" + (server.getPort() < 0 ? DEFAULT_PORT : server.getPort());
  }
}
