package dev.tokenward.process;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks for pages as a browser without JavaScript does: keeps cookies and fills in forms. Redirects
 * are not followed.
 */
public final class WebClient {

  /** What browsers say that they would like to have, of pages and files. */
  private static final String LIKE_BROWSERS = "text/html,application/xhtml+xml,*/*;q=0.8";

  private static final Pattern FORM_TOKEN = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");

  private final Target target;
  private final Map<String, String> cookies = new HashMap<>();

  private final Optional<String> address;

  private WebClient(Target target, Optional<String> address) {
    this.target = target;
    this.address = address;
  }

  /**
   * Opens a browser.
   *
   * @param target what it is used with
   * @return a browser without cookies
   */
  public static WebClient of(Target target) {
    return new WebClient(target, Optional.empty());
  }

  /**
   * Opens a browser with an address of its own, for who gives wrong passwords: they count against
   * where they come from.
   *
   * @param target what it is used with, on this machine
   * @param address such as {@code 127.0.0.77}
   * @return a browser without cookies
   */
  public static WebClient from(String address, Target target) {
    return new WebClient(target, Optional.of(address));
  }

  /**
   * Opens a browser and signs in.
   *
   * @param target what it is used with
   * @param username of somebody
   * @param password the right one
   * @return a browser with a session
   */
  public static WebClient signedIn(Target target, String username, String password) {
    WebClient client = of(target);
    client.signIn(username, password).then().statusCode(303);
    return client;
  }

  /**
   * Opens the sign-in page and sends its form.
   *
   * @param username any
   * @param password any
   * @return the answer to the form
   */
  public Response signIn(String username, String password) {
    Response page = get("/login");
    return post(
        "/login", Map.of("form", formToken(page), "username", username, "password", password));
  }

  /**
   * Asks for a page.
   *
   * @param path with its query
   * @return the answer
   */
  public Response get(String path) {
    return kept(request().urlEncodingEnabled(false).get(path));
  }

  /**
   * Sends a form.
   *
   * @param path where to
   * @param fields its fields
   * @return the answer
   */
  public Response post(String path, Map<String, ?> fields) {
    return kept(form(fields).post(path));
  }

  /**
   * Sends the form of a page: fetches what it carries from there.
   *
   * @param page the path of the page
   * @param path where the form leads
   * @param fields what is filled in
   * @return the answer
   */
  public Response submit(String page, String path, Map<String, ?> fields) {
    Map<String, Object> all = new HashMap<>(fields);
    all.put("form", formToken(get(page)));
    return post(path, all);
  }

  /**
   * A request to complete, with the cookies.
   *
   * @param fields of a form
   * @return the request
   */
  public RequestSpecification form(Map<String, ?> fields) {
    return request()
        .contentType("application/x-www-form-urlencoded;charset=UTF-8")
        .formParams(fields);
  }

  /**
   * A request to complete, with the cookies.
   *
   * @return the request
   */
  public RequestSpecification request() {
    Api api = Api.of(target);
    return address
        .map(api::anonymousFrom)
        .orElseGet(api::anonymous)
        .accept(LIKE_BROWSERS)
        .cookies(cookies);
  }

  /**
   * What the browser keeps.
   *
   * @return from name to value
   */
  public Map<String, String> cookies() {
    return cookies;
  }

  /**
   * What the forms of a page carry.
   *
   * @param page any
   * @return the value of the hidden field
   */
  public static String formToken(Response page) {
    Matcher field = FORM_TOKEN.matcher(page.asString());
    if (!field.find()) {
      throw new AssertionError("A page of status %d without a form".formatted(page.statusCode()));
    }
    return field.group(1);
  }

  private Response kept(Response response) {
    response
        .getDetailedCookies()
        .forEach(
            cookie -> {
              if (cookie.getMaxAge() == 0) {
                cookies.remove(cookie.getName());
              } else {
                cookies.put(cookie.getName(), Secrets.register(cookie.getValue()));
              }
            });
    return response;
  }
}
