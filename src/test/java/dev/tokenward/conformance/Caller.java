package dev.tokenward.conformance;

import dev.tokenward.conformance.RouteRule.Verdict;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A kind of caller. Sessions are for pages only: to the API whoever has one is a stranger, so that
 * no other site can make a browser call it.
 *
 * @param name says what kind
 * @param onRule how an operation with a rule has to answer
 * @param withPermission makes a request, for an operation that needs this permission
 */
record Caller(
    String name,
    Function<RouteRule, Verdict> onRule,
    BiFunction<Credentials, String, RequestSpecification> withPermission) {

  /** Stands for the permission of operations that need none: what none of them is about. */
  private static final String UNRELATED = "kits.view";

  /** Every kind there is. A new way to authenticate is added here, and so tried everywhere. */
  static List<Caller> all() {
    return List.of(
        new Caller("nobody", RouteRule::onNobody, (made, needed) -> Given.anonymous()),
        new Caller(
            "a junk token",
            RouteRule::onStrangers,
            (made, needed) -> Given.with("twd_" + "0".repeat(49))),
        new Caller("an expired token", RouteRule::onStrangers, (made, needed) -> made.expired()),
        new Caller("a revoked token", RouteRule::onStrangers, (made, needed) -> made.revoked()),
        new Caller(
            "a token of a disabled owner",
            RouteRule::onStrangers,
            (made, needed) -> made.ofDisabledOwner()),
        new Caller(
            "a wrong password", RouteRule::onStrangers, (made, needed) -> made.wrongPassword()),
        new Caller("a superuser's session", RouteRule::onNobody, (made, needed) -> made.session()),
        new Caller(
            "a superuser's session with what its forms carry",
            RouteRule::onNobody,
            (made, needed) -> made.sessionWithFormToken()),
        new Caller(
            "a superuser's password",
            RouteRule::onPasswords,
            (made, needed) -> Given.basic(made.owner("superuser"))),
        new Caller(
            "a token with only the scope",
            rule -> Verdict.PASSES,
            (made, needed) -> made.scoped(List.of(needed))),
        new Caller(
            "a token with all other scopes",
            RouteRule::onPowerless,
            (made, needed) -> made.scopedToAllBut(needed)),
        new Caller(
            "an owner with only the permission",
            rule -> Verdict.PASSES,
            (made, needed) -> Given.as(made.owner(needed))),
        new Caller(
            "a plain user", RouteRule::onPowerless, (made, needed) -> Given.as(made.owner())),
        new Caller(
            "an administrator",
            RouteRule::onAdministrators,
            (made, needed) -> Given.as(made.owner("admin"))),
        new Caller(
            "a superuser",
            rule -> Verdict.PASSES,
            (made, needed) -> Given.as(made.owner("superuser"))));
  }

  /** How an operation with this rule has to answer. */
  Verdict verdict(RouteRule rule) {
    return rule.credential() ? onRule.apply(rule) : Verdict.PASSES;
  }

  /** A request of this caller's. */
  RequestSpecification request(RouteRule rule, Credentials credentials) {
    return withPermission.apply(credentials, rule.permission().orElse(UNRELATED));
  }

  @Override
  public String toString() {
    return name;
  }
}
