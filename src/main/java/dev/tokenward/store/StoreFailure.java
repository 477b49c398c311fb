package dev.tokenward.store;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Tells what a failed statement means. */
public final class StoreFailure {

  private static final String NO_ANSWER = "no answer";
  private static final String UNDEFINED_TABLE = "42P01";
  private static final String UNDEFINED_FUNCTION = "42883";
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String DEADLOCK = "40P01";

  /** Server shutting down, crashed or starting; too many connections; out of resources. */
  private static final Set<String> OUTAGES =
      Set.of("57P01", "57P02", "57P03", "53000", "53100", "53200", "53300");

  /** How the client says that it waited in vain, or that a connection was lost that very moment. */
  private static final List<String> WITHOUT_CONNECTION =
      List.of("Timeout", "Connection is not active now", "Pending requests failed to be sent");

  private static final String HANDSHAKE_FAILED = "SSL handshake failed";

  private StoreFailure() {}

  /**
   * Whether the database could not be asked, so that the same request may succeed later.
   *
   * @param failure what a statement failed with
   * @return true for an outage, false for a mistake of ours or of the request
   */
  public static boolean isOutage(Throwable failure) {
    return hasCause(failure, StoreFailure::isOutageItself);
  }

  /**
   * Whether the schema has not been migrated yet.
   *
   * @param failure what a statement failed with
   * @return whether a table, or a function of ours, is missing
   */
  public static boolean isMissingSchema(Throwable failure) {
    return hasSqlState(failure, UNDEFINED_TABLE)
        || hasCause(failure, StoreFailure::isFunctionOfOursMissing);
  }

  /** An operator that does not exist has the same state, and is a mistake. */
  private static boolean isFunctionOfOursMissing(Throwable cause) {
    return UNDEFINED_FUNCTION.equals(sqlState(cause))
        && String.valueOf(cause.getMessage()).contains("function tokenward_");
  }

  /**
   * Whether somebody else was faster with a value that must be unique.
   *
   * @param failure what a statement failed with
   * @return whether a unique index refused the row
   */
  public static boolean isDuplicate(Throwable failure) {
    return hasSqlState(failure, UNIQUE_VIOLATION);
  }

  /**
   * Whether two transactions waited for each other and the database ended this one.
   *
   * @param failure what a statement failed with
   * @return whether the same work may succeed when it is done again
   */
  public static boolean isDeadlock(Throwable failure) {
    return hasSqlState(failure, DEADLOCK);
  }

  /**
   * Why the database is of no use, for whoever looks after it.
   *
   * @param failure what a statement failed with
   * @return a few fixed words, in which nothing of the failure's own text is
   */
  static String inWords(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .map(StoreFailure::sqlState)
        .flatMap(Stream::ofNullable)
        .map(StoreFailure::meaning)
        .findFirst()
        .orElseGet(() -> withoutState(failure));
  }

  private static String withoutState(Throwable failure) {
    return hasCause(failure, StoreFailure::isOfTls) ? "TLS with the database failed" : NO_ANSWER;
  }

  /** The client says the second when the connection ends before TLS has begun on it. */
  private static boolean isOfTls(Throwable cause) {
    return cause instanceof SSLException
        || (cause instanceof VertxException && HANDSHAKE_FAILED.equals(cause.getMessage()));
  }

  private static String meaning(String state) {
    return switch (state) {
      case UNDEFINED_TABLE -> "schema not migrated yet";
      case "28000", "28P01" -> "the database refuses the user or the password";
      case "3D000" -> "there is no such database";
      case "42501" -> "the user may not read the schema";
      case "53300" -> "no connections left";
      case "57P01", "57P02", "57P03" -> "the database is starting or ending";
      default -> NO_ANSWER;
    };
  }

  private static boolean isOutageItself(Throwable cause) {
    if (cause instanceof PgException || cause instanceof SQLException) {
      @Nullable String state = sqlState(cause);
      return state != null && (OUTAGES.contains(state) || state.startsWith("08"));
    }
    return cause instanceof IOException
        || cause instanceof TimeoutException
        || cause instanceof io.smallrye.mutiny.TimeoutException
        || cause instanceof VertxException
        || isWithoutConnection(cause);
  }

  /** The client has no types of its own for having no connection, or not any more. */
  private static boolean isWithoutConnection(Throwable cause) {
    @Nullable String message = cause.getMessage();
    return cause instanceof NoStackTraceThrowable
        && message != null
        && WITHOUT_CONNECTION.stream().anyMatch(message::startsWith);
  }

  private static boolean hasSqlState(Throwable failure, String state) {
    return hasCause(failure, cause -> state.equals(sqlState(cause)));
  }

  /** The reactive client has a type of its own, which Hibernate translates into that of JDBC. */
  private static @Nullable String sqlState(Throwable cause) {
    if (cause instanceof SQLException translated) {
      return translated.getSQLState();
    }
    return cause instanceof PgException refused ? refused.getSqlState() : null;
  }

  private static boolean hasCause(Throwable failure, Predicate<Throwable> wanted) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (wanted.test(cause)) {
        return true;
      }
    }
    return false;
  }
}
