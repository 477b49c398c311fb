package dev.tokenward.evidence;

import dev.tokenward.process.Service;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks at the database of a service from behind. */
final class Sql {

  private Sql() {}

  /** The rows of a query, each as the texts of its columns. */
  static List<List<String>> rows(Service service, String query) {
    try (Connection connection = service.connectToDatabase();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(String.valueOf(result.getString(column)));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException failure) {
      throw new IllegalStateException(query, failure);
    }
  }

  /** The one column of a query. */
  static List<String> column(Service service, String query) {
    return rows(service, query).stream().map(row -> row.get(0)).toList();
  }

  /** The one number that a query gives. */
  static long number(Service service, String query) {
    return Long.parseLong(column(service, query).get(0));
  }

  static void execute(Service service, String statements) {
    try (Connection connection = service.connectToDatabase();
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException failure) {
      throw new IllegalStateException(statements, failure);
    }
  }

  /** The one value that a statement gives on a session that stays open. */
  static String on(Connection session, String statement) {
    try (Statement executable = session.createStatement();
        ResultSet result = executable.executeQuery(statement)) {
      result.next();
      return result.getString(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(statement, failure);
    }
  }

  static void close(Connection session) {
    try {
      session.close();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
