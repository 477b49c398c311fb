package dev.tokenward.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;

/** How the tables of the log are read. */
final class AuditTable {

  /** The columns of an entry, in the order of its components. */
  static final String COLUMNS =
      "sequence, happened_at, action, outcome, actor_kind, actor_id, actor_name, credential,"
          + " address, target_type, target_id, target_name, user_id, details, hash";

  private static final String AFTER =
      "select " + COLUMNS + " from audit_log where sequence > $1 order by sequence limit $2";

  private AuditTable() {}

  /** Entries behind a number, in the order of the chain. */
  static Uni<List<AuditEntry>> after(SqlClient client, long sequence, int most) {
    return client.preparedQuery(AFTER).execute(Tuple.of(sequence, most)).map(AuditTable::entries);
  }

  static List<AuditEntry> entries(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(AuditTable::entry).toList();
  }

  static String hex(Row row, String column) {
    return HexFormat.of().formatHex(row.getBuffer(column).getBytes());
  }

  private static AuditEntry entry(Row row) {
    return new AuditEntry(
        row.getLong("sequence"),
        row.getOffsetDateTime("happened_at").toInstant(),
        row.getString("action"),
        row.getString("outcome"),
        row.getString("actor_kind"),
        row.getString("actor_id"),
        row.getString("actor_name"),
        row.getString("credential"),
        row.getString("address"),
        row.getString("target_type"),
        row.getString("target_id"),
        row.getString("target_name"),
        row.getLong("user_id"),
        row.getString("details"),
        hex(row, "hash"));
  }
}
