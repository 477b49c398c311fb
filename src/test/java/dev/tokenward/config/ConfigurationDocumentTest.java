package dev.tokenward.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} names every setting that the code reads, with its default. */
class ConfigurationDocumentTest {

  private static final Path DOCUMENT = Path.of("docs", "configuration.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (?:`([^`]*)`)?.*$");

  @Test
  void theFirstTableNamesExactlyTheSettingsOfTheCodeWithTheirDefaults() throws IOException {
    Map<String, Optional<String>> inCode = new TreeMap<>();
    mappings()
        .forEach(
            type -> addSettings(type, type.getAnnotation(ConfigMapping.class).prefix(), inCode));

    assertThat(inCode).containsKeys("APP_URL", "TOKENWARD_TOKEN_PREFIX");
    assertThat(documented("## Settings of Tokenward")).isEqualTo(inCode);
  }

  @Test
  void everySettingThatIsCheckedAtStartIsDocumented() throws IOException {
    String document = Files.readString(DOCUMENT);

    assertThat(SettingsCheck.rules().map(SettingRule::key))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(document).contains("| `" + key + "` |"));
  }

  private static Stream<Class<?>> mappings() {
    return new ClassFileImporter()
        .importPackages("dev.tokenward").stream()
            .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
            .map(JavaClass::reflect);
  }

  private static void addSettings(
      Class<?> type, String prefix, Map<String, Optional<String>> found) {
    for (Method setting : type.getDeclaredMethods()) {
      String name = prefix + "." + kebab(setting.getName());
      if (Arrays.asList(type.getDeclaredClasses()).contains(setting.getReturnType())) {
        addSettings(setting.getReturnType(), name, found);
      } else {
        found.put(environmentName(name), defaultOf(setting));
      }
    }
  }

  private static Optional<String> defaultOf(Method setting) {
    return Optional.ofNullable(setting.getAnnotation(WithDefault.class)).map(WithDefault::value);
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String environmentName(String property) {
    return property.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static Map<String, Optional<String>> documented(String heading) throws IOException {
    String document = Files.readString(DOCUMENT);
    String section = document.substring(document.indexOf(heading) + heading.length());
    Map<String, Optional<String>> rows = new TreeMap<>();
    ROW.matcher(section.substring(0, section.indexOf("\n## ")))
        .results()
        .forEach(row -> rows.put(row.group(1), group(row, 2)));
    return rows;
  }

  private static Optional<String> group(MatchResult row, int number) {
    return Optional.ofNullable(row.group(number));
  }
}
