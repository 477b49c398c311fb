package dev.tokenward.http;

import dev.tokenward.trace.CurrentTrace;
import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Adds to every line of the log for which request it was written, while the thread that wrote it is
 * still known. It lets all lines pass.
 */
@LoggingFilter(name = "request-fields")
final class LogFields implements Filter {

  static final String REQUEST_ID = "requestId";
  static final String TRACE_ID = "traceId";
  static final String TOKEN_ID = "tokenId";

  /** Made by Quarkus. */
  LogFields() {}

  @Override
  public boolean isLoggable(LogRecord line) {
    if (line instanceof ExtLogRecord fields) {
      CurrentRequest.request()
          .ifPresent(request -> fields.putMdc(REQUEST_ID, RequestId.of(request)));
      CurrentRequest.token().ifPresent(token -> fields.putMdc(TOKEN_ID, token.toString()));
      CurrentTrace.id().ifPresent(trace -> fields.putMdc(TRACE_ID, trace));
    }
    return true;
  }
}
