package dev.tokenward.web;

import dev.tokenward.user.PermissionKey;
import dev.tokenward.web.Frame.Entry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The pages that somebody may use; nobody is shown a way to what they would be refused. */
final class Navigation {

  private static final List<Way> ACCOUNT =
      List.of(
          new Way("/account/api", "My tokens", Optional.of(PermissionKey.SELF_API)),
          new Way("/account/profile", "My profile", Optional.empty()));

  private static final List<Way> ADMINISTRATION =
      List.of(
          new Way("/admin", "Dashboard", Optional.of(PermissionKey.ADMIN)),
          new Way("/admin/tokens", "All tokens", Optional.of(PermissionKey.ADMIN)),
          new Way("/users", "Users", Optional.of("users.view")),
          new Way("/admin/groups", "Groups", Optional.of(PermissionKey.SUPERUSER)),
          new Way("/admin/policy", "Policy", Optional.of(PermissionKey.ADMIN)),
          new Way("/admin/clients", "Clients", Optional.of(PermissionKey.ADMIN)));

  private static final Way NEW_USER =
      new Way("/users/new", "Create a user", Optional.of("users.create"));

  private Navigation() {}

  static List<Entry> account(Visitor visitor) {
    return entries(ACCOUNT.stream(), visitor);
  }

  /** Who may not see users may still be allowed to create them. */
  static List<Entry> administration(Visitor visitor) {
    Stream<Way> more = visitor.may("users.view") ? Stream.empty() : Stream.of(NEW_USER);
    return entries(Stream.concat(ADMINISTRATION.stream(), more), visitor);
  }

  private static List<Entry> entries(Stream<Way> ways, Visitor visitor) {
    String target = visitor.request().target();
    return ways.filter(way -> way.isOpenFor(visitor)).map(way -> way.entry(target)).toList();
  }

  /** A page, and the permission that it takes; none for everybody who is signed in. */
  private record Way(String path, String name, Optional<String> permission) {

    boolean isOpenFor(Visitor visitor) {
      return permission.map(visitor::may).orElse(true);
    }

    Entry entry(String target) {
      String asked = target.replaceFirst("\\?.*", "");
      boolean current = asked.equals(path) || (isSection() && asked.startsWith(path + "/"));
      return new Entry(path, name, current);
    }

    /** The dashboard has the path that all others of its kind begin with. */
    private boolean isSection() {
      return !path.equals("/admin");
    }
  }
}
