package dev.tokenward.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenward.problem.Violations;
import dev.tokenward.user.Change;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one request, wherever they came from: body or query, the body winning. Reading a
 * field notes what is wrong with it in {@link #violations} and goes on, so that the sender learns
 * all of it at once. As Snipe-IT does it, text is trimmed, blank text counts as null, numbers and
 * booleans count as text where text is wanted, and fields that nobody reads are ignored.
 */
public final class RequestFields {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final int MOST_UNKNOWN = 10;

  private final ObjectNode fields;
  private final Violations violations;
  private int unknown;

  RequestFields(ObjectNode fields, Violations violations) {
    this.fields = fields;
    this.violations = violations;
  }

  /**
   * What is wrong so far.
   *
   * @return the one collection that all reads of this request add to
   */
  public Violations violations() {
    return violations;
  }

  /**
   * The same request without some of its fields.
   *
   * @param names of the fields to leave out
   * @return fields that note what is wrong in the same place
   */
  public RequestFields without(String... names) {
    ObjectNode rest = fields.deepCopy();
    rest.remove(List.of(names));
    return new RequestFields(rest, violations);
  }

  /**
   * The same request without the fields that say nothing: a form that is sent names all of its
   * fields, whether or not they were filled in.
   *
   * @return fields that note what is wrong in the same place
   */
  public RequestFields withoutBlank() {
    ObjectNode rest = fields.deepCopy();
    rest.properties().removeIf(field -> isBlank(field.getValue()));
    return new RequestFields(rest, violations);
  }

  /**
   * Reads one line of text.
   *
   * @param field its key
   * @param longest in characters
   * @return the trimmed text; null for null and blank; no change when absent or wrong
   */
  public Change<String> text(String field, int longest) {
    return text(field, longest, false);
  }

  /**
   * Reads text that may have line breaks.
   *
   * @param field its key
   * @param longest in characters
   * @return as {@link #text(String, int)}
   */
  public Change<String> lines(String field, int longest) {
    return text(field, longest, true);
  }

  /**
   * Reads text exactly as it was sent.
   *
   * @param field its key
   * @return the text, not trimmed; null for null and empty; no change when absent or wrong
   */
  public Change<String> verbatim(String field) {
    @Nullable JsonNode node = fields.get(field);
    if (node == null) {
      return Change.none();
    }
    if (node.isContainerNode()) {
      violations.add(field, "The %s must be a string.".formatted(label(field)));
      return Change.none();
    }
    return Change.to(node.isNull() || node.asText().isEmpty() ? null : node.asText());
  }

  /**
   * Reads yes or no.
   *
   * @param field its key
   * @return what it says; no change when absent, null, blank or wrong
   */
  public Change<Boolean> flag(String field) {
    @Nullable String text = text(field, 10).value();
    if (text == null) {
      return Change.none();
    }
    return switch (text) {
      case "1", "true", "on", "yes" -> Change.to(true);
      case "0", "false", "off", "no" -> Change.to(false);
      default -> {
        violations.add(field, "The %s field must be true or false.".formatted(label(field)));
        yield Change.none();
      }
    };
  }

  /**
   * Reads a whole number.
   *
   * @param field its key
   * @return the number; empty when absent, null, blank or wrong
   */
  public Optional<Long> wholeNumber(String field) {
    @Nullable String text = text(field, 100).value();
    if (text == null || violations.concern(field)) {
      return Optional.empty();
    }
    if (!text.matches("-?[0-9]{1,18}")) {
      violations.add(field, "The %s must be an integer.".formatted(label(field)));
      return Optional.empty();
    }
    return Optional.of(Long.valueOf(text));
  }

  /**
   * Reads a moment.
   *
   * @param field its key
   * @return an ISO 8601 date-time with an offset, or a date, which means its first moment in UTC;
   *     empty when absent, null, blank or wrong
   */
  public Optional<Instant> moment(String field) {
    @Nullable String text = text(field, 100).value();
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parsed(text));
    } catch (DateTimeException notAMoment) {
      violations.add(field, "The %s is not a valid date.".formatted(label(field)));
      return Optional.empty();
    }
  }

  /**
   * Reads a list of words: a JSON array, or text with spaces or commas between.
   *
   * @param field its key
   * @param most how many there may be
   * @return the distinct words in the order given; no change when absent, null or wrong
   */
  public Change<List<String>> words(String field, int most) {
    @Nullable JsonNode node = fields.get(field);
    if (node == null || node.isNull()) {
      return Change.none();
    }
    List<String> words = node.isArray() ? elements(node) : separated(node);
    if (node.isObject() || words.stream().anyMatch(RequestFields::isNoWord)) {
      violations.add(field, "The %s must be a list of strings.".formatted(label(field)));
      return Change.none();
    }
    if (words.size() > most) {
      violations.add(
          field, "The %s may not have more than %d items.".formatted(label(field), most));
      return Change.none();
    }
    return Change.to(words.stream().distinct().toList());
  }

  /**
   * Reads an object whose values are single words or numbers.
   *
   * @param field its key
   * @return from key to value as text; no change when absent, null or wrong
   */
  public Change<Map<String, String>> members(String field) {
    @Nullable JsonNode node = fields.get(field);
    if (node == null || node.isNull()) {
      return Change.none();
    }
    if (!(node instanceof ObjectNode object) || hasContainers(object)) {
      violations.add(field, "The %s must be an object.".formatted(label(field)));
      return Change.none();
    }
    Map<String, String> members = new LinkedHashMap<>();
    object.properties().forEach(member -> members.put(member.getKey(), member.getValue().asText()));
    return Change.to(members);
  }

  /**
   * Notes every field that is none of these, for requests in which an unknown one must not be
   * overlooked: what was misspelt would count as left out.
   *
   * @param known the keys that are read
   */
  public void refuseAllBut(List<String> known) {
    fields
        .properties()
        .forEach(
            member -> {
              if (!known.contains(member.getKey())) {
                refuseUnknown(member.getKey(), known);
              }
            });
  }

  /** A name that can't be shown, or one too many, is not repeated. */
  private void refuseUnknown(String name, List<String> known) {
    boolean shown = NAME.matcher(name).matches() && unknown++ < MOST_UNKNOWN;
    String field = shown ? name : "fields";
    if (!violations.concern(field)) {
      violations.add(
          field, "This field is unknown. The fields are: " + String.join(", ", known) + ".");
    }
  }

  /**
   * Notes that a field has to be there.
   *
   * @param field its key
   * @param change what was read of it
   */
  public void require(String field, Change<?> change) {
    if (change.value() == null && !violations.concern(field)) {
      violations.add(field, "The %s field is required.".formatted(label(field)));
    }
  }

  /**
   * Notes that a field that is named has to have a value.
   *
   * @param field its key
   * @param change what was read of it
   */
  public void requireIfGiven(String field, Change<?> change) {
    if (change.given()) {
      require(field, change);
    }
  }

  private Change<String> text(String field, int longest, boolean lineBreaks) {
    Change<String> raw = verbatim(field);
    @Nullable String value = raw.value();
    if (value == null) {
      return raw;
    }
    String text = PlainText.trim(value);
    if (PlainText.hasControlCharacters(text, lineBreaks)) {
      violations.add(field, "The %s may not contain control characters.".formatted(label(field)));
      return Change.none();
    }
    if (text.codePointCount(0, text.length()) > longest) {
      violations.add(
          field, "The %s may not be greater than %d characters.".formatted(label(field), longest));
      return Change.none();
    }
    return Change.to(text.isEmpty() ? null : text);
  }

  private static boolean isBlank(JsonNode value) {
    return value.isNull() || (!value.isContainerNode() && PlainText.trim(value.asText()).isEmpty());
  }

  private static Instant parsed(String text) {
    return text.length() == "2026-11-24".length()
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : OffsetDateTime.parse(text).toInstant();
  }

  private static List<String> elements(JsonNode array) {
    List<String> elements = new ArrayList<>(array.size());
    array.forEach(element -> elements.add(element.isContainerNode() ? "" : element.asText()));
    return elements;
  }

  private static List<String> separated(JsonNode text) {
    String words = PlainText.trim(text.asText());
    return words.isEmpty() ? List.of() : List.of(words.split("[\\s,]+"));
  }

  private static boolean isNoWord(String text) {
    return text.isBlank() || PlainText.hasControlCharacters(text, false);
  }

  private static boolean hasContainers(ObjectNode object) {
    return object.properties().stream().anyMatch(member -> member.getValue().isContainerNode());
  }

  private static String label(String field) {
    return field.replace('_', ' ');
  }
}
