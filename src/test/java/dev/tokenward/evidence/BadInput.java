package dev.tokenward.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Makes requests that are wrong in ways nobody thought of together: each part of a request is drawn
 * from values that are right, nearly right and absurd. The same seed and number make the same
 * request. No request ends the life or the rights of the caller whose token is used: {@code
 * /logout} is left out, and no path names the first two users.
 */
final class BadInput {

  private final String token;
  private final String username;
  private final String password;
  private final Random random;

  private BadInput(long seed, int number, Caller caller) {
    this.random = new Random(seed * 1_000_003 + number);
    this.token = caller.token();
    this.username = caller.username();
    this.password = caller.password();
  }

  /**
   * Credentials that are right.
   *
   * @param token of a superuser
   * @param username of somebody who may sign in
   * @param password their password
   */
  record Caller(String token, String username, String password) {

    /** Tells no secret. */
    @Override
    public String toString() {
      return username;
    }
  }

  /** The request of a number under a seed. */
  static RawRequest request(long seed, int number, Caller caller) {
    return new BadInput(seed, number, caller).request();
  }

  private RawRequest request() {
    Content content = chance(55) ? content() : new Content("", "");
    List<String> headers = headers(content.type());
    boolean unfinished = frame(headers, content.bytes());
    Collections.shuffle(headers, random);
    String method = chance(4) ? pick(BadValues.ODD_METHODS) : pick(BadValues.METHODS);
    String version =
        chance(3)
            ? pick(List.of("HTTP/1.0", "HTTP/2.0", "HTTP/9.9", "", "HTTP/1.1 x", "http/1.1"))
            : "HTTP/1.1";
    String end = chance(2) ? "\n" : "\r\n";
    String head =
        method + " " + target() + " " + version + end + String.join(end, headers) + end + end;
    boolean other = method.equals("PRI") || method.isEmpty();
    return new RawRequest(head + body(headers, content.bytes()), unfinished || other);
  }

  private String target() {
    String path = pick(BadValues.PATHS);
    if (chance(15)) {
      int at = random.nextInt(path.length() + 1);
      path = path.substring(0, at) + pick(BadValues.PATH_SCRAPS) + path.substring(at);
    }
    if (chance(1)) {
      path =
          pick(
              List.of(
                  "*",
                  "",
                  "http://evil.example" + path,
                  "api/v1",
                  "/" + "a/".repeat(5_000),
                  "?",
                  "://"));
    }
    return chance(30) ? path + "?" + query() : path;
  }

  private String query() {
    int parameters = chance(2) ? 2_000 : random.nextInt(4);
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < parameters && query.length() < 7_000; i++) {
      query
          .append(pick(BadValues.PARAMETERS))
          .append(chance(90) ? "=" : "")
          .append(parameterValue())
          .append(chance(95) ? "&" : "&&");
    }
    return query.toString();
  }

  private String parameterValue() {
    return chance(15) ? pick(BadValues.PATH_SCRAPS) : encoded(text());
  }

  private List<String> headers(String contentType) {
    List<String> headers = new ArrayList<>();
    headers.add(
        chance(97)
            ? "Host: localhost"
            : pick(List.of("Host:", "Host: [::", "Host: a b", "X: y", "Host: a\r\nHost: b")));
    headers.add("Connection: close");
    if (!contentType.isEmpty() || chance(10)) {
      headers.add("Content-Type: " + (chance(70) ? contentType : pick(BadValues.MEDIA_TYPES)));
    }
    if (chance(70)) {
      headers.add("Accept: " + (chance(50) ? "application/json" : pick(BadValues.ACCEPTS)));
    }
    if (chance(85)) {
      headers.add(authorization());
    }
    while (chance(12)) {
      headers.add(oddHeader());
    }
    return headers;
  }

  private String authorization() {
    if (chance(60)) {
      return "Authorization: Bearer " + token;
    }
    String name =
        chance(80)
            ? "Authorization: "
            : pick(List.of("authorization:", "AUTHORIZATION:\t", "Authorization : "));
    return name
        + pick(List.<Supplier<String>>of(
                () -> "bEARER " + token,
                () -> "Bearer",
                () -> "Bearer " + flipped(token),
                () -> "Bearer " + token.substring(0, random.nextInt(token.length())),
                () -> "Bearer " + token + "\r\nAuthorization: Bearer " + token,
                () -> "Bearer " + "a".repeat(random.nextInt(12_000)),
                () -> "Bearer \u0001\u00ff\u0000",
                () -> "Basic " + base64(username + ":" + password),
                () -> "Basic " + base64(text() + ":" + text()),
                () -> "Basic " + base64(username + "\u0000:" + password),
                () -> "Basic " + base64("nocolon"),
                () -> "Basic " + base64(bytes(30).getBytes(ISO_8859_1)),
                () -> "Basic !!!!",
                () -> "Basic",
                () -> "Digest username=\"a\"",
                () -> "",
                () -> ","))
            .get();
  }

  private String oddHeader() {
    return pick(List.<Supplier<String>>of(
            () -> "Cookie: " + headerText(),
            () -> "X-Forwarded-For: " + headerText(),
            () -> "Forwarded: for=" + headerText(),
            () -> "X-HTTP-Method-Override: DELETE",
            () -> "Content-Encoding: " + pick(List.of("gzip", "deflate", "br", "x")),
            () -> "Accept-Encoding: " + pick(List.of("gzip", "br;q=x", "*", "")),
            () -> "Accept-Language: " + headerText(),
            () -> "Accept-Charset: " + headerText(),
            () -> "Expect: " + pick(List.of("100-continue", "200-ok", "")),
            () -> "Range: bytes=" + headerText(),
            () -> "If-None-Match: " + headerText(),
            () -> "If-Modified-Since: " + headerText(),
            () -> "Origin: " + headerText(),
            () -> "Access-Control-Request-Method: " + headerText(),
            () -> "Content-Length: 1",
            () -> "Content-Length: -1",
            () -> "Content-Length: x",
            () -> "Transfer-Encoding: " + pick(List.of("gzip", "identity", "chunked, gzip", "x")),
            () -> "Trailer: Authorization",
            () -> "TE: trailers",
            () -> "no colon at all",
            () -> ": no name",
            () -> "X\u0000: y",
            () -> "X y: z",
            () -> "X: " + "y".repeat(random.nextInt(50_000)),
            () -> String.join("\r\n", Collections.nCopies(150, "X-Many: 1")),
            () -> "X: a\r\n folded"))
        .get();
  }

  /** Says how long the body is, rightly or not. */
  private boolean frame(List<String> headers, String body) {
    if (headers.stream()
        .anyMatch(
            header ->
                header.startsWith("Content-Length") || header.startsWith("Transfer-Encoding"))) {
      return true;
    }
    if (body.isEmpty() && chance(80)) {
      return false;
    }
    if (chance(10)) {
      headers.add("Transfer-Encoding: chunked");
      return false;
    }
    boolean tooLong = chance(1);
    headers.add("Content-Length: " + (tooLong ? body.length() + 5 : body.length()));
    return tooLong;
  }

  private String body(List<String> headers, String body) {
    if (!headers.contains("Transfer-Encoding: chunked")) {
      return body;
    }
    String size =
        chance(90)
            ? Integer.toHexString(body.length())
            : pick(List.of("zz", "-1", "ffffffffffffffff"));
    return (body.isEmpty() ? "" : size + "\r\n" + body + "\r\n") + "0\r\n\r\n";
  }

  /**
   * A body and what it says it is.
   *
   * @param bytes one character for each
   */
  private record Content(String type, String bytes) {}

  private Content content() {
    int kind = random.nextInt(100);
    if (kind < 60) {
      return json(spoiled(utf8(json())));
    }
    if (kind < 85) {
      return new Content("application/x-www-form-urlencoded", spoiled(query()));
    }
    return pick(List.<Supplier<Content>>of(
            () -> json(bytes(random.nextInt(300))),
            () -> json(new String(json().getBytes(UTF_16), ISO_8859_1)),
            () -> json(utf8("\ufeff" + json())),
            () -> json(""),
            () -> json("[".repeat(5_000)),
            () -> json("{\"name\":".repeat(50) + "1" + "}".repeat(50)),
            () -> json("{\"name\":\"" + "x".repeat(70_000) + "\"}"),
            () -> new Content("multipart/form-data; boundary=x", BadValues.MULTIPART),
            () -> new Content("application/xml", BadValues.XML)))
        .get();
  }

  private static Content json(String bytes) {
    return new Content("application/json", bytes);
  }

  private String json() {
    if (chance(10)) {
      return pick(BadValues.RAW_JSON);
    }
    List<String> names = new ArrayList<>(BadValues.FIELDS);
    Collections.shuffle(names, random);
    List<String> members = new ArrayList<>();
    if (chance(30)) {
      members.addAll(acceptableUser());
      names.removeAll(List.of("first_name", "username", "password", "password_confirmation"));
    }
    names.subList(0, random.nextInt(8)).forEach(name -> members.add(quoted(name) + ":" + value(0)));
    if (chance(3)) {
      members.add(quoted(text()) + ":" + value(0));
    }
    String end = chance(97) ? "}" : pick(List.of("", "},", "}}", "} x", "}{}"));
    return "{" + String.join(",", members) + end;
  }

  /** What a new user needs, but for a name that need not be acceptable. */
  private List<String> acceptableUser() {
    return List.of(
        "\"first_name\":\"Grace\"",
        "\"username\":" + quoted(text()),
        "\"password\":" + quoted(password),
        "\"password_confirmation\":" + quoted(password));
  }

  private String value(int depth) {
    if (chance(50)) {
      return quoted(text());
    }
    if (chance(80) || depth > 3) {
      return pick(BadValues.RAW_JSON);
    }
    String inner = value(depth + 1);
    return chance(50)
        ? "[" + inner + "," + value(depth + 1) + "]"
        : "{" + quoted(text()) + ":" + inner + "}";
  }

  private String text() {
    return chance(70)
        ? pick(BadValues.TEXTS)
        : "n" + Integer.toString(random.nextInt(Integer.MAX_VALUE), 36);
  }

  private String headerText() {
    String line = text().replaceAll("[\r\n]", "");
    return line.substring(0, Math.min(100, line.length()));
  }

  private String spoiled(String bytes) {
    if (bytes.isEmpty() || !chance(8)) {
      return bytes;
    }
    int at = random.nextInt(bytes.length());
    return bytes.substring(0, at) + (char) random.nextInt(256) + bytes.substring(at + 1);
  }

  private String flipped(String text) {
    int at = random.nextInt(text.length());
    return text.substring(0, at) + (text.charAt(at) == 'x' ? 'y' : 'x') + text.substring(at + 1);
  }

  private String bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new String(bytes, ISO_8859_1);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      json.append(c < ' ' || c == '"' || c == '\\' ? "\\u%04x".formatted((int) c) : "" + c);
    }
    return json.append('"').toString();
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      boolean plain = b > ' ' && "&=%#+?".indexOf(b) < 0 && b < 0x7f;
      encoded.append(plain ? String.valueOf((char) b) : "%%%02x".formatted(b & 0xff));
    }
    return encoded.substring(0, Math.min(encoded.length(), 3_000));
  }

  private static String base64(String text) {
    return base64(text.getBytes(UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String utf8(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }
}
