package dev.tokenward.web;

import dev.tokenward.user.PermissionKey;
import dev.tokenward.user.Rights;
import java.util.regex.Pattern;

/** Where to go after signing in: only ever to a page of this service. */
final class Return {

  /** The page that most people come for. */
  static final String HOME = "/account/api";

  private static final Pattern PAGE =
      Pattern.compile(
          "/(account|admin|users)(/[A-Za-z0-9/_-]{0,200})?(\\?[A-Za-z0-9&=._,%+:*/?@!$'();~\\[\\]-]{0,2000})?");

  private Return() {}

  /** The same path if it is one of a page, else that of the first page. */
  static String checked(String path) {
    return PAGE.matcher(path).matches() ? path : HOME;
  }

  /** The same, but for who may have no tokens the first page is another. */
  static String checked(String path, Rights reader) {
    String next = checked(path);
    return next.equals(HOME) && !reader.allow(PermissionKey.SELF_API) ? ProfilePage.PATH : next;
  }

  /** The path of the sign-in page that leads back to a page. */
  static String signIn(String target) {
    return withNext("/login", checked(target));
  }

  /** A path of ours that leads on to a page. */
  static String withNext(String path, String next) {
    return next.equals(HOME) ? path : path + "?next=" + Addresses.encoded(next);
  }
}
