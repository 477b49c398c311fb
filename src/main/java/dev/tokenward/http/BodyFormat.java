package dev.tokenward.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads bodies strictly: valid UTF-8, one JSON object and nothing after it, no key twice, no deep
 * nesting; or a form. Forms may name members of lists and objects as PHP does: {@code
 * scopes[]=users.view&permissions[admin]=1}.
 */
final class BodyFormat {

  private static final int DEEPEST = 32;
  private static final int MOST_FORM_FIELDS = 1_000;

  /** Backslash, u and four digits. */
  private static final int ESCAPE_LENGTH = 6;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(RequestBounds.MAX_BODY)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final Pattern MEMBER = Pattern.compile("([^\\[\\]]+)\\[([^\\[\\]]*)]");

  private BodyFormat() {}

  static ObjectNode json(byte[] body) {
    try {
      return json(utf8(ByteBuffer.wrap(body)));
    } catch (IOException malformed) {
      throw new ProblemException(new Problem.MalformedBody());
    }
  }

  private static ObjectNode json(String text) throws IOException {
    if (hasEscapeOfForeignDigits(text)) {
      throw new ProblemException(new Problem.MalformedBody());
    }
    try (JsonParser parser = JSON.createParser(text)) {
      ObjectNode object = parser.nextToken() == JsonToken.START_OBJECT ? object(parser) : null;
      if (object == null || parser.nextToken() != null) {
        throw new ProblemException(new Problem.MalformedBody());
      }
      return object;
    }
  }

  /** Jackson, reading characters, takes those for hexadecimal digits whose lowest byte is one. */
  private static boolean hasEscapeOfForeignDigits(String text) {
    for (int i = text.indexOf('\\'); i >= 0; i = text.indexOf('\\', i + 2)) {
      int end = Math.min(i + ESCAPE_LENGTH, text.length());
      if (text.startsWith("u", i + 1) && text.substring(i, end).chars().anyMatch(c -> c > '~')) {
        return true;
      }
    }
    return false;
  }

  private static ObjectNode object(JsonParser parser) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      object.set(key, value(parser));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  /** A number is kept as it is written, however long: where one is wanted, text does as well. */
  private static JsonNode value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(parser.getBooleanValue());
      default -> NODES.textNode(parser.getText());
    };
  }

  static ObjectNode form(byte[] body) {
    return form(new String(body, StandardCharsets.ISO_8859_1));
  }

  /** Reads a form of which each character is one byte, as in the address of a request. */
  static ObjectNode form(String text) {
    ObjectNode fields = NODES.objectNode();
    String[] pairs = text.split("&", MOST_FORM_FIELDS + 1);
    if (pairs.length > MOST_FORM_FIELDS) {
      throw new ProblemException(new Problem.MalformedBody());
    }
    for (String pair : pairs) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        put(fields, decoded(key), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static void put(ObjectNode fields, String key, String value) {
    Matcher member = MEMBER.matcher(key);
    if (!member.matches()) {
      fields.put(key, value);
    } else if (member.group(2).isEmpty()) {
      JsonNode list = fields.get(member.group(1));
      (list instanceof ArrayNode array ? array : fields.putArray(member.group(1))).add(value);
    } else {
      JsonNode object = fields.get(member.group(1));
      (object instanceof ObjectNode known ? known : fields.putObject(member.group(1)))
          .put(member.group(2), value);
    }
  }

  /** Takes the encoding of forms off a text; fails with {@link Problem.MalformedBody}. */
  static String decoded(String text) {
    if (isPlain(text)) {
      return text;
    }
    try {
      String bytes = URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
      return utf8(StandardCharsets.ISO_8859_1.newEncoder().encode(CharBuffer.wrap(bytes)));
    } catch (IllegalArgumentException | CharacterCodingException malformed) {
      throw new ProblemException(new Problem.MalformedBody());
    }
  }

  /** Nearly all that machines send: nothing is encoded. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' || c == '+' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static String utf8(ByteBuffer bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
  }
}
