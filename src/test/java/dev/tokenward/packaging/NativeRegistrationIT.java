package dev.tokenward.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.Entity;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/**
 * Compares what the code reads by reflection with what a native build is told to keep. What is
 * missing there works on a JVM and fails in a native executable. The build leaves its instructions
 * in {@code target/native-sources} every time; no native compiler is needed.
 */
class NativeRegistrationIT {

  private static final Iterable<JavaClass> CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.tokenward");

  /** Nobody looks for it when the service runs. */
  private static final String FOR_THE_BUILD =
      "META-INF/services/"
          + "jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension";

  @Test
  void everyTypeThatAnAnswerIsMadeOfIsKept() {
    Set<String> answers = new TreeSet<>();
    annotatedWith(Path.class)
        .flatMap(resource -> Arrays.stream(resource.getMethods()))
        .map(Method::getGenericReturnType)
        .forEach(type -> collect(type, answers));

    assertThat(answers).contains("dev.tokenward.api.UserJson", "dev.tokenward.api.TokenJson");
    assertThat(kept("allDeclaredMethods")).containsAll(answers);
  }

  @Test
  void everyEntityIsKept() {
    Set<String> entities = names(annotatedWith(Entity.class));

    assertThat(entities).isNotEmpty();
    assertThat(kept("allDeclaredFields")).containsAll(entities);
  }

  @Test
  void everyCommandIsKept() {
    Set<String> commands = names(annotatedWith(Command.class));

    assertThat(commands).contains("dev.tokenward.command.Tokenward");
    assertThat(kept("allDeclaredMethods")).containsAll(commands);
  }

  @Test
  void everyMigrationIsKept() throws IOException {
    assertThat(filesIn("db/migration"))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(keptFiles()).anyMatch(file::matches));
  }

  @Test
  void whatOthersFindAsAServiceIsKept() throws IOException {
    List<String> services = new ArrayList<>(filesIn("META-INF/services"));
    services.remove(FOR_THE_BUILD);

    assertThat(services)
        .isNotEmpty()
        .allSatisfy(file -> assertThat(keptFiles()).anyMatch(file::matches));
    for (String service : services) {
      assertThat(kept("allDeclaredConstructors"))
          .containsAll(Files.readAllLines(built("classes/" + service)));
    }
  }

  private static List<String> filesIn(String directory) throws IOException {
    try (Stream<java.nio.file.Path> files = Files.list(built("classes/" + directory))) {
      return files.map(file -> directory + "/" + file.getFileName()).toList();
    }
  }

  private static List<String> keptFiles() {
    return configurations("resource-config.json")
        .flatMap(config -> elements(config.path("resources").path("includes")))
        .map(include -> include.path("pattern").asText())
        .toList();
  }

  private static Stream<Class<?>> annotatedWith(
      Class<? extends java.lang.annotation.Annotation> annotation) {
    return StreamSupport.stream(CODE.spliterator(), false)
        .filter(type -> type.isAnnotatedWith(annotation))
        .<Class<?>>map(JavaClass::reflect);
  }

  private static Set<String> names(Stream<Class<?>> types) {
    return types.map(Class::getName).collect(Collectors.toSet());
  }

  /** Adds the classes of ours that a value of this type can be made of. */
  private static void collect(Type type, Set<String> found) {
    if (type instanceof ParameterizedType generic) {
      collect(generic.getRawType(), found);
      Arrays.stream(generic.getActualTypeArguments()).forEach(part -> collect(part, found));
    } else if (type instanceof WildcardType wildcard) {
      Arrays.stream(wildcard.getUpperBounds()).forEach(bound -> collect(bound, found));
    } else if (type instanceof Class<?> one && isOurRecord(one) && found.add(one.getName())) {
      Arrays.stream(one.getRecordComponents())
          .map(RecordComponent::getGenericType)
          .forEach(component -> collect(component, found));
    }
  }

  private static boolean isOurRecord(Class<?> type) {
    return type.isRecord() && type.getPackageName().startsWith("dev.tokenward");
  }

  private static Set<String> kept(String what) {
    return configurations("reflect-config.json")
        .flatMap(NativeRegistrationIT::elements)
        .filter(entry -> entry.path(what).asBoolean())
        .map(entry -> entry.path("name").asText())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** All files of this name that a native build would read out of the application's jar. */
  private static Stream<JsonNode> configurations(String name) {
    try (Stream<java.nio.file.Path> files = Files.list(built("native-sources"))) {
      java.nio.file.Path jar =
          files.filter(file -> file.toString().endsWith("-runner.jar")).findFirst().orElseThrow();
      return read(jar, name).stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static java.nio.file.Path built(String path) {
    return Paths.get(System.getProperty("tokenward.directory"), path);
  }

  private static List<JsonNode> read(java.nio.file.Path jar, String name) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .filter(entry -> entry.getName().startsWith("META-INF/native-image/"))
          .filter(entry -> entry.getName().endsWith("/" + name))
          .map(entry -> json(file, entry))
          .toList();
    }
  }

  private static JsonNode json(JarFile file, ZipEntry entry) {
    try (InputStream content = file.getInputStream(entry)) {
      return new ObjectMapper().readTree(content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
