package dev.tokenward.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenward.user.Change;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the fields of a request are read, and what is said of those that are wrong. */
class RequestFieldsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'x'               | x",
        "'  x y\\u00a0'    | x y",
        "'\\u2003\\u200bx\\ufeff' | x",
        "1                 | 1",
        "-1.50             | -1.50",
        "true              | true",
        "'å😀'             | å😀",
      })
  void textIsTrimmedAndMayBeANumberOrABoolean(String json, String text) {
    assertThat(Fields.of("{'a':" + json + "}").text("a", 255)).isEqualTo(Change.to(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''", "' '", "'\\u00a0\\u200b'"})
  void blankTextCountsAsNull(String json) {
    assertThat(Fields.of("{'a':" + json + "}").text("a", 255)).isEqualTo(Change.to(null));
  }

  @Test
  void anAbsentFieldIsNoChangeAndNoError() {
    RequestFields fields = Fields.of("{}");

    assertThat(fields.text("a", 255)).isEqualTo(Change.none());
    assertThat(fields.flag("a")).isEqualTo(Change.none());
    assertThat(fields.words("a", 1)).isEqualTo(Change.none());
    assertThat(fields.members("a")).isEqualTo(Change.none());
    assertThat(fields.wholeNumber("a")).isEmpty();
    assertThat(fields.moment("a")).isEmpty();
    assertThat(Fields.complaints(fields)).isEmpty();
  }

  @Test
  void fieldsThatSayNothingCanBeLeftOut() {
    RequestFields fields = Fields.of("{'a':' ','b':null,'c':'','d':'x','e':[],'f':0}");

    fields.withoutBlank().refuseAllBut(List.of());

    assertThat(Fields.complaints(fields)).containsOnlyKeys("d", "e", "f");
  }

  @Test
  void someFieldsCanBeLeftOutAndWhatIsWrongIsNotedInOnePlace() {
    RequestFields fields = Fields.of("{'form':'x','a':'y'}");
    RequestFields rest = fields.without("form", "not there");

    rest.refuseAllBut(List.of("a"));
    rest.wholeNumber("a");

    assertThat(Fields.complaints(fields)).containsOnlyKeys("a");
    assertThat(fields.verbatim("form")).isEqualTo(Change.to("x"));
  }

  @Test
  void unknownFieldsAreNamedWhereTheyAreRefused() {
    RequestFields fields = Fields.of("{'a':1,'b':2,'c.d':null}");

    fields.refuseAllBut(List.of("a", "e"));

    String sentence = "This field is unknown. The fields are: a, e.";
    assertThat(Fields.complaints(fields))
        .isEqualTo(Map.of("b", List.of(sentence), "c.d", List.of(sentence)));
  }

  @Test
  void unknownFieldsAreNotNamedWhereThatWouldBeUnreadableOrNeverEnd() {
    String many =
        IntStream.range(0, 50).mapToObj(i -> "'f" + i + "':1").collect(Collectors.joining(","));
    RequestFields fields = Fields.of("{'\\ud800':1,'a\\u0000':1," + many + "}");

    fields.refuseAllBut(List.of("a"));

    assertThat(Fields.complaints(fields)).hasSize(11).containsKeys("fields", "f0", "f9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "['x']"})
  void aListOrAnObjectIsNoText(String json) {
    assertComplaint(json, fields -> fields.text("a_b", 255), "The a b must be a string.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'x\\u0000y'", "'x\\ny'", "'\\u001b[31m'", "'\\u0085x'", "'\\ud800'"})
  void controlCharactersAndHalvesOfCharactersAreRefused(String json) {
    assertComplaint(
        json, fields -> fields.text("a_b", 255), "The a b may not contain control characters.");
  }

  @Test
  void textOfSeveralLinesMayHaveLineBreaksAndNothingElse() {
    assertThat(Fields.of("{'a':'x\\r\\n\\ty'}").lines("a", 255)).isEqualTo(Change.to("x\r\n\ty"));
    assertComplaint(
        "'x\\u0000'",
        fields -> fields.lines("a_b", 255),
        "The a b may not contain control characters.");
  }

  @Test
  void lengthIsInCharactersNotInHalves() {
    assertThat(Fields.of("{'a':'😀😀'}").text("a", 2)).isEqualTo(Change.to("😀😀"));
    assertComplaint(
        "'😀😀😀'",
        fields -> fields.text("a_b", 2),
        "The a b may not be greater than 2 characters.");
  }

  @Test
  void verbatimTextKeepsItsSpaces() {
    assertThat(Fields.of("{'a':' x '}").verbatim("a")).isEqualTo(Change.to(" x "));
    assertThat(Fields.of("{'a':''}").verbatim("a")).isEqualTo(Change.to(null));
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "1, true",
    "'\"1\"', true",
    "'\"on\"', true",
    "'\"yes\"', true",
    "false, false",
    "0, false",
    "'\"off\"', false",
    "'\"no\"', false"
  })
  void aFlagHasTheWordsOfSnipeIt(String json, boolean value) {
    assertThat(Fields.of("{'a':" + json + "}").flag("a")).isEqualTo(Change.to(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "-1", "'maybe'", "1.5"})
  void anyOtherWordIsNoFlag(String json) {
    assertComplaint(json, fields -> fields.flag("a_b"), "The a b field must be true or false.");
  }

  @Test
  void wholeNumbersMayBeText() {
    assertThat(Fields.of("{'a':90}").wholeNumber("a")).contains(90L);
    assertThat(Fields.of("{'a':' -7 '}").wholeNumber("a")).contains(-7L);
    assertThat(Fields.of("{'a':999999999999999999}").wholeNumber("a"))
        .contains(999_999_999_999_999_999L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1e3", "'x'", "true", "9999999999999999999", "'٣'"})
  void whatIsNoWholeNumberIsRefused(String json) {
    assertComplaint(json, fields -> fields.wholeNumber("a_b"), "The a b must be an integer.");
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-31T10:00:00Z, 2027-01-31T10:00:00Z",
    "2027-01-31T10:00:00.000000Z, 2027-01-31T10:00:00Z",
    "2027-01-31T10:00:00+02:00, 2027-01-31T08:00:00Z",
    "2027-01-31T10:00Z, 2027-01-31T10:00:00Z",
    "2027-01-31, 2027-01-31T00:00:00Z",
    "2028-02-29, 2028-02-29T00:00:00Z",
  })
  void aMomentHasAnOffsetOrIsADate(String text, Instant moment) {
    assertThat(Fields.of("{'a':'" + text + "'}").moment("a")).contains(moment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'2027-02-29'",
        "'2027-01-31T10:00:00'",
        "'tomorrow'",
        "'2027-1-1'",
        "1",
        "'9999999999'"
      })
  void whatIsNoMomentIsRefused(String json) {
    assertComplaint(json, fields -> fields.moment("a_b"), "The a b is not a valid date.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"['x','y']", "'x y'", "'x,y'", "' x , y '", "['x','y','x']"})
  void wordsAreAListOrTextWithSpacesOrCommasAndEachCountsOnce(String json) {
    assertThat(Fields.of("{'a':" + json + "}").words("a", 3))
        .isEqualTo(Change.to(List.of("x", "y")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[['x']]", "[{}]", "['']", "[' ']", "{}", "['x\\u0000']"})
  void whatIsNoListOfWordsIsRefused(String json) {
    assertComplaint(json, fields -> fields.words("a_b", 3), "The a b must be a list of strings.");
  }

  @Test
  void thereMayNotBeTooManyWords() {
    assertComplaint(
        "['x','y','z']",
        fields -> fields.words("a_b", 2),
        "The a b may not have more than 2 items.");
  }

  @Test
  void membersAreKeysWithSingleValues() {
    assertThat(Fields.of("{'a':{'x':1,'y':'-1','z':true}}").members("a"))
        .isEqualTo(Change.to(Map.of("x", "1", "y", "-1", "z", "true")));
    assertThat(Fields.of("{'a':{}}").members("a")).isEqualTo(Change.to(Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "'x'", "1", "{'x':[]}", "{'x':{}}"})
  void whatIsNoObjectOfSingleValuesIsRefused(String json) {
    assertComplaint(json, fields -> fields.members("a_b"), "The a b must be an object.");
  }

  @Test
  void aRequiredFieldIsMissedOnceAndNotOnTopOfAnotherComplaint() {
    RequestFields fields = Fields.of("{'b':[],'c':null}");
    fields.require("a", fields.text("a", 9));
    fields.require("b", fields.text("b", 9));
    fields.requireIfGiven("c", fields.text("c", 9));
    fields.requireIfGiven("d", fields.text("d", 9));

    assertThat(Fields.complaints(fields))
        .containsExactly(
            Map.entry("a", List.of("The a field is required.")),
            Map.entry("b", List.of("The b must be a string.")),
            Map.entry("c", List.of("The c field is required.")));
  }

  private static void assertComplaint(String json, Reading reading, String sentence) {
    RequestFields fields = Fields.of("{'a_b':" + json + "}");
    reading.of(fields);
    assertThat(Fields.complaints(fields)).containsExactly(Map.entry("a_b", List.of(sentence)));
  }

  /** Reads one field. */
  @FunctionalInterface
  private interface Reading {
    Object of(RequestFields fields);
  }
}
