package dev.tokenward.process;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A database that belongs to one test, or to one service under test. */
public final class OwnDatabase implements AutoCloseable {

  private final PostgresServer server;
  private final String name = "tw_" + UUID.randomUUID().toString().replace("-", "");

  private OwnDatabase(PostgresServer server) {
    this.server = server;
  }

  /** A new, empty database; or nothing when no server is named. */
  static Optional<OwnDatabase> create() {
    return PostgresServer.named().map(OwnDatabase::on);
  }

  /**
   * Makes a database.
   *
   * @param server is running
   * @return a new, empty database
   */
  public static OwnDatabase on(PostgresServer server) {
    OwnDatabase database = new OwnDatabase(server);
    database.execute("create database " + database.name);
    return database;
  }

  /**
   * What tells a service to use this database.
   *
   * @return variables of the environment
   */
  public Map<String, String> environment() {
    return environment(server.address());
  }

  /**
   * What tells a service to use this database by another way.
   *
   * @param address host and port of what leads to the server
   * @return variables of the environment
   */
  public Map<String, String> environment(String address) {
    return Map.of(
        "QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://" + address + "/" + name,
        "QUARKUS_DATASOURCE_USERNAME", server.username(),
        "QUARKUS_DATASOURCE_PASSWORD", server.password());
  }

  /**
   * Asks the database for a number.
   *
   * @param query has one row of one column
   * @return its value
   */
  public long number(String query) {
    try (Connection connection = connect(name);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException failure) {
      throw new IllegalStateException("The test database server refused: " + query, failure);
    }
  }

  @Override
  public void close() {
    execute("drop database if exists " + name + " with (force)");
  }

  private void execute(String statement) {
    try (Connection connection = connect(server.maintenanceDatabase());
        Statement executable = connection.createStatement()) {
      executable.execute(statement);
    } catch (SQLException failure) {
      throw new IllegalStateException("The test database server refused: " + statement, failure);
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + server.address() + "/" + database,
        server.username(),
        server.password());
  }
}
