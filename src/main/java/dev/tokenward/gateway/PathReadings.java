package dev.tokenward.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How backends may read one path. Each does some of a few {@linkplain #STEPS steps}, in an order of
 * its own, and behind another proxy some of them twice. What any number of them in any order can
 * make of a path is one of its readings, so nothing has to be known about the order. A rule holds
 * for a path only if it does however that is read.
 */
final class PathReadings {

  /** A longer one with something special in it is left to nobody: reading it costs time. */
  private static final int LONGEST = 2_048;

  /** What has more readings is nothing that anybody needs, and looking at them costs time. */
  private static final int MOST_READINGS = 64;

  /** Of all readings together. */
  private static final int MOST_CHARACTERS = 32_768;

  /** Each gives the same text back where there is nothing for it to do; none makes it longer. */
  private static final List<UnaryOperator<String>> STEPS =
      List.of(
          text -> decoded(text, PathReadings::isUnreserved),
          text -> decoded(text, c -> c == '.'),
          text -> decoded(text, c -> c == '/'),
          text -> decoded(text, c -> c == '\\'),
          text -> decoded(text, c -> c == ';'),
          text -> decoded(text, c -> c == '%'),
          text -> decoded(text, PathReadings::isOther),
          text -> text.replace('\\', '/'),
          PathReadings::withoutParameters,
          text -> upTo(';', text),
          text -> upTo('?', text),
          text -> upTo('#', text),
          text -> withoutAuthority(text, 2),
          text -> withoutAuthority(text, text.length()),
          PathReadings::merged,
          text -> resolved(text, false),
          text -> resolved(text, true),
          PathReadings::withoutSingleDots,
          text -> eachSegment(text, PathReadings::withoutSpacesAtTheEnd),
          text -> eachSegment(text, PathReadings::withoutDotsAtTheEnd),
          text -> eachSegment(text, segment -> upTo(':', segment)));

  /** What has a meaning in a path. */
  private static final String DELIMITERS = "./\\;%?#:";

  private PathReadings() {}

  /** Whether there is only one way to read a path, which is the case for nearly all of them. */
  static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean isSpecial = "%\\;:".indexOf(c) >= 0 || c <= ' ' || c > '~';
      boolean begins = i > 0 && path.charAt(i - 1) == '/';
      boolean ends = i + 1 == path.length() || path.charAt(i + 1) == '/';
      if (isSpecial || (c == '/' && begins) || (c == '.' && (begins || ends))) {
        return false;
      }
    }
    return true;
  }

  /** All readings of a path; none for what backends would not agree on at all. */
  static Set<String> of(String path) {
    if (path.length() > LONGEST || !isEncodedWell(path)) {
      return Set.of();
    }
    Set<String> readings = new LinkedHashSet<>();
    Deque<String> unread = new ArrayDeque<>();
    readings.add(path);
    unread.add(path);
    int characters = path.length();
    while (!unread.isEmpty()) {
      String text = unread.remove();
      if (!isText(text)) {
        return Set.of();
      }
      for (UnaryOperator<String> step : STEPS) {
        String next = step.apply(text);
        if (readings.add(next)) {
          unread.add(next);
          characters += next.length();
        }
      }
      if (readings.size() > MOST_READINGS || characters > MOST_CHARACTERS) {
        return Set.of();
      }
    }
    return readings;
  }

  private static boolean isEncodedWell(String path) {
    for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
      if (encodedAt(i, path) < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * No control characters, and UTF-8 that no decoder reads in a way of its own: some take bytes
   * that it never has for a slash, and some a character that looks like one. The characters are
   * bytes here, because rules are in ASCII.
   */
  private static boolean isText(String text) {
    boolean isAscii = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 0x7f || c > 0xff) {
        return false;
      }
      isAscii &= c < 0x7f;
    }
    return isAscii || isUtf8(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.codePoints().noneMatch(PathReadings::isTakenForDelimiter);
    } catch (CharacterCodingException otherwise) {
      return false;
    }
  }

  /** Where a file system or a library replaces characters by simpler ones (Unicode's NFKC). */
  private static boolean isTakenForDelimiter(int c) {
    return c > '~'
        && Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC)
            .chars()
            .anyMatch(simple -> DELIMITERS.indexOf(simple) >= 0);
  }

  private static boolean isUnreserved(int c) {
    boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return isLetter || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '~';
  }

  private static boolean isOther(int c) {
    return !isUnreserved(c) && "./\\;%".indexOf(c) < 0;
  }

  /** The byte that is encoded there; -1 for none. */
  private static int encodedAt(int percent, String text) {
    if (percent + 2 >= text.length()) {
      return -1;
    }
    int high = digit(text.charAt(percent + 1));
    int low = digit(text.charAt(percent + 2));
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static int digit(char c) {
    return c > '~' ? -1 : Character.digit(c, 16);
  }

  private static String decoded(String text, IntPredicate wanted) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int encoded = text.charAt(i) == '%' ? encodedAt(i, text) : -1;
      if (encoded >= 0 && wanted.test(encoded)) {
        decoded.append((char) encoded);
        i += 2;
      } else {
        decoded.append(text.charAt(i));
      }
    }
    return decoded.toString();
  }

  private static String withoutParameters(String path) {
    if (path.indexOf(';') < 0) {
      return path;
    }
    StringBuilder bare = new StringBuilder(path.length());
    boolean inParameters = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      inParameters = c == ';' || (inParameters && c != '/');
      if (!inParameters) {
        bare.append(c);
      }
    }
    return bare.toString();
  }

  private static String upTo(char end, String path) {
    int i = path.indexOf(end);
    return i < 0 ? path : path.substring(0, i);
  }

  /** Where two slashes, or all up to so many, are taken for what stands before a host. */
  private static String withoutAuthority(String path, int slashes) {
    if (!path.startsWith("//")) {
      return path;
    }
    int host = 2;
    while (host < slashes && path.charAt(host) == '/') {
      host++;
    }
    int own = path.indexOf('/', host);
    return own < 0 ? "/" : path.substring(own);
  }

  private static String merged(String path) {
    if (!path.contains("//")) {
      return path;
    }
    StringBuilder merged = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) != '/' || i == 0 || path.charAt(i - 1) != '/') {
        merged.append(path.charAt(i));
      }
    }
    return merged.toString();
  }

  /** RFC 3986 section 5.2.4; and as the WHATWG has it, where encoded dots are dots too. */
  private static String resolved(String path, boolean alsoEncoded) {
    if (!path.contains("/.") && !(alsoEncoded && path.contains("/%2"))) {
      return path;
    }
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.substring(1).split("/", -1)) {
      String dots = alsoEncoded ? decoded(segment, c -> c == '.') : segment;
      if (dots.equals("..")) {
        segments.pollLast();
      } else if (!dots.equals(".")) {
        segments.addLast(segment);
      }
    }
    return "/" + String.join("/", segments);
  }

  private static String eachSegment(String path, UnaryOperator<String> step) {
    return Stream.of(path.split("/", -1)).map(step).collect(Collectors.joining("/"));
  }

  /** Windows forgets spaces and dots at the end of a name, and knows what is behind a colon. */
  private static String withoutSpacesAtTheEnd(String segment) {
    int end = segment.length();
    while (end > 0 && segment.charAt(end - 1) == ' ') {
      end--;
    }
    return segment.substring(0, end);
  }

  private static String withoutDotsAtTheEnd(String segment) {
    int end = segment.length();
    while (end > 0 && segment.charAt(end - 1) == '.') {
      end--;
    }
    return end == 0 ? segment : segment.substring(0, end);
  }

  private static String withoutSingleDots(String path) {
    String bare = path;
    while (bare.contains("/./")) {
      bare = bare.replace("/./", "/");
    }
    return bare;
  }
}
