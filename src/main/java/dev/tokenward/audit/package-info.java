/**
 * The audit log: who did what to which token, user, group, scope, policy, client or session. The
 * database's triggers write it; here it is sealed into a chain of hashes, checked, read and, after
 * its time, removed. May use {@code config}, {@code problem}, {@code eventloop}, {@code log} and
 * {@code store}.
 */
@NullMarked
package dev.tokenward.audit;

import org.jspecify.annotations.NullMarked;
