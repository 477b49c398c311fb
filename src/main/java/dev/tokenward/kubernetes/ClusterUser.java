package dev.tokenward.kubernetes;

import java.util.List;
import java.util.Map;

/**
 * Somebody with a token, as a cluster knows them.
 *
 * @param username what they are called there
 * @param number theirs here, which nobody else will ever have
 * @param groups what their groups are called there
 * @param extra what the token is, for those who authorize and for the audit log
 */
record ClusterUser(
    String username, long number, List<String> groups, Map<String, List<String>> extra) {}
