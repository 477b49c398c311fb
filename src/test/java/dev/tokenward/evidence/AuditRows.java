package dev.tokenward.evidence;

import dev.tokenward.process.Service;
import java.util.List;

/** The entries of the audit log as the database holds them, sealed or not. */
final class AuditRows {

  private AuditRows() {}

  /** Some columns of those that fulfil a condition, the oldest first. */
  static List<List<String>> of(Service service, String columns, String condition) {
    return Sql.rows(
        service,
        """
        select %s
          from (select action, outcome, actor_kind, actor_id, actor_name, credential, address,
                       target_type, target_id, target_name, user_id, details, 0 as place,
                       sequence as number from audit_log
                union all
                select action, outcome, actor_kind, actor_id, actor_name, credential, address,
                       target_type, target_id, target_name, user_id, details, 1, id
                  from audit_inbox) entries
         where %s order by place, number"""
            .formatted(columns, condition));
  }
}
