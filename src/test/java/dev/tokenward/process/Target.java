package dev.tokenward.process;

import java.net.URI;

/**
 * What a suite talks to: the service that the system properties {@code tokenward.target}, {@code
 * tokenward.target.username} and {@code tokenward.target.password} name, or else one that all tests
 * of this JVM share.
 */
public final class Target {

  private final URI baseUri;
  private final String username;
  private final String password;

  private Target(URI baseUri, String username, String password) {
    this.baseUri = baseUri;
    this.username = username;
    this.password = password;
  }

  /**
   * The shared target. The first call may start a service; it ends together with this JVM.
   *
   * @return the same for all callers
   */
  public static Target shared() {
    return Shared.TARGET;
  }

  /**
   * A service that a test started for itself.
   *
   * @param service is running
   * @return it, as a target
   */
  public static Target of(Service service) {
    return new Target(service.baseUri(), service.adminUsername(), service.adminPassword());
  }

  /**
   * Where it is.
   *
   * @return a URI that may have a path, without a slash at its end
   */
  public URI baseUri() {
    return baseUri;
  }

  /**
   * Who may do everything.
   *
   * @return the name of a superuser
   */
  public String adminUsername() {
    return username;
  }

  /**
   * The superuser's password.
   *
   * @return the password
   */
  public String adminPassword() {
    return password;
  }

  /**
   * A token of the superuser, made with the first call. Whoever takes it must not revoke it.
   *
   * @return the token
   */
  public static String sharedAdminToken() {
    return Shared.ADMIN_TOKEN;
  }

  private static Target find() {
    String uri = Program.property("tokenward.target", "");
    if (uri.isEmpty()) {
      // The suite asks more in a minute than a client may.
      return of(Service.builder().env("API_THROTTLE_PER_MINUTE", "0").start());
    }
    return new Target(
        URI.create(uri.replaceFirst("/+$", "")),
        Program.property("tokenward.target.username", "admin"),
        Secrets.register(Program.property("tokenward.target.password", "")));
  }

  /** Made once, by whoever needs it first. */
  private static final class Shared {
    private static final Target TARGET = find();
    private static final String ADMIN_TOKEN = Api.of(TARGET).createToken("Conformance suite");
  }
}
