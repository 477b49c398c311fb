package dev.tokenward.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings that the manifests give, and that none of them is a secret. */
class ManifestSettingsIT {

  private static final Path DOCUMENT = Path.of("docs", "configuration.md");
  private static final Pattern KEY = Pattern.compile("(?m)^\\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \\|");

  static List<Installation> installations() {
    return Installation.all();
  }

  static List<Workload> workloads() {
    return installations().stream().flatMap(each -> each.workloads().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("installations")
  void everySettingIsADocumentedOne(Installation installation) throws IOException {
    Set<String> named = new TreeSet<>(installation.settings().keySet());
    installation.workloads().stream()
        .flatMap(ManifestSettingsIT::variables)
        .map(EnvVar::getName)
        .forEach(named::add);

    assertThat(named).contains("APP_URL", "QUARKUS_DATASOURCE_PASSWORD").isSubsetOf(documented());
  }

  @Test
  void theKeysOfTheFileForOneMachineAreThereWithTheSameValues() throws IOException {
    Map<String, String> file = new TreeMap<>();
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(Path.of(".env"))));
    properties.stringPropertyNames().forEach(key -> file.put(key, properties.getProperty(key)));

    assertThat(file).isNotEmpty();
    assertThat(Installation.named("development").settings()).containsAllEntriesOf(file);
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void everyPodHasTheSettingsAndNoneButFromThere(Workload workload) {
    assertThat(workload.container().getEnvFrom())
        .singleElement()
        .satisfies(
            source -> {
              assertThat(source.getConfigMapRef().getName()).matches("tokenward-[a-z0-9]{10}");
              assertThat(source.getConfigMapRef().getOptional()).isNull();
            });
  }

  /** So that changed settings restart the pods. */
  @ParameterizedTest
  @MethodSource("installations")
  void thePodsNameTheConfigMapThatIsThere(Installation installation) {
    assertThat(installation.workloads())
        .allSatisfy(
            workload ->
                assertThat(installation.settingsMap().getMetadata().getName())
                    .isEqualTo(
                        workload.container().getEnvFrom().get(0).getConfigMapRef().getName()));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void secretsAreReferencesToSecretsAndNothingElseIs(Workload workload) {
    assertThat(variables(workload))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            variable -> {
              assertThat(variable.getValue()).as(variable.getName()).isNull();
              assertThat(variable.getValueFrom().getSecretKeyRef().getName())
                  .startsWith("tokenward-");
              assertThat(variable.getValueFrom().getSecretKeyRef().getOptional()).isNull();
            });
  }

  @ParameterizedTest
  @MethodSource("installations")
  void noSettingIsASecret(Installation installation) {
    assertThat(installation.settings())
        .allSatisfy(
            (key, value) -> {
              assertThat(key).doesNotContainPattern("PASSWORD$|SECRET|TOKEN$|PRIVATE|CREDENTIAL");
              assertThat(value).doesNotContainPattern("://[^/]*@|twd_|-----BEGIN");
            });
  }

  @Test
  void noSecretIsInTheTree() throws IOException {
    try (Stream<Path> files = Files.walk(Installation.ROOT.getParent())) {
      List<Path> all = files.filter(Files::isRegularFile).toList();

      assertThat(all).hasSizeGreaterThan(20);
      assertThat(all)
          .allSatisfy(
              file ->
                  assertThat(Files.readString(file))
                      .doesNotContainPattern(
                          "(?m)^kind: Secret$|^ *stringData:|secretGenerator|-----BEGIN [A-Z ]*PRIVATE"));
    }
  }

  /** A patch that finds nothing to change is no error for Kustomize. */
  @ParameterizedTest
  @CsvSource({
    "redis, QUARKUS_REDIS_HOSTS, tokenward-redis/url",
    "openid-connect, OPENID_CONNECT_CLIENT_ID, tokenward-openid-connect/client-id",
    "openid-connect, OPENID_CONNECT_CLIENT_SECRET, tokenward-openid-connect/client-secret"
  })
  void whatAComponentAddsIsInThePodsThatServe(String component, String name, String secret)
      throws IOException {
    for (Installation installation : withComponents()) {
      assertThat(variables(installation.server()))
          .as("%s in %s", component, installation)
          .filteredOn(variable -> variable.getName().equals(name))
          .singleElement()
          .satisfies(
              variable ->
                  assertThat(reference(variable.getValueFrom().getSecretKeyRef()))
                      .isEqualTo(secret));
    }
    assertThat(Files.readString(settings(component))).contains(name);
  }

  /** Otherwise one could be added that the test above does not know. */
  @Test
  void everyComponentWithSettingsIsTriedInEveryOverlayThatTakesIt() throws IOException {
    for (String component : Installation.directories("components")) {
      if (Files.exists(settings(component))) {
        JsonNode added = StrictYaml.documents(Files.readString(settings(component))).get(0);
        List<String> names = added.findValuesAsText("name");

        assertThat(withComponents())
            .allSatisfy(
                installation ->
                    assertThat(variables(installation.server()).map(EnvVar::getName))
                        .as(component)
                        .containsAll(
                            names.stream().filter(name -> name.matches("[A-Z_]+")).toList()));
      }
    }
  }

  private static List<Installation> withComponents() {
    return installations().stream().filter(Installation::hasComponents).toList();
  }

  private static Path settings(String component) {
    return Installation.ROOT.resolve("components").resolve(component).resolve("settings.yaml");
  }

  /** It reads the same ConfigMap, and refuses half of a provider's settings as the service does. */
  @ParameterizedTest
  @ValueSource(strings = {Installation.WITH_ALL_COMPONENTS, Installation.KNATIVE_WITH_COMPONENTS})
  void theMigrationHasWhatASettingOfTheServiceCannotDoWithout(String name) {
    List<Workload> all = Installation.named(name).workloads();

    assertThat(all).hasSize(2);
    assertThat(all)
        .allSatisfy(
            workload ->
                assertThat(variables(workload).map(EnvVar::getName))
                    .contains("OPENID_CONNECT_CLIENT_ID", "OPENID_CONNECT_CLIENT_SECRET"));
  }

  @ParameterizedTest
  @MethodSource("installations")
  void whereAProxyStandsInFrontItIsNamed(Installation installation) {
    assertThat(installation.settings().containsKey("APP_TRUSTED_PROXIES"))
        .isEqualTo(!installation.name().equals("development"));
  }

  /** External Secrets makes exactly what the pods name. */
  @Test
  void theExampleForExternalSecretsHasEveryKeyThatPodsCannotDoWithout() {
    Installation installation = Installation.named(Installation.WITH_ALL_COMPONENTS);
    Set<String> made =
        installation.models(ExternalSecret.class).stream()
            .flatMap(
                secret ->
                    secret.spec().data().stream()
                        .map(entry -> secret.spec().target().name() + "/" + entry.secretKey()))
            .collect(Collectors.toSet());

    assertThat(made)
        .isEqualTo(references(Installation.named("production")))
        .isSubsetOf(references(installation));
  }

  private static Set<String> references(Installation installation) {
    return installation.workloads().stream()
        .flatMap(ManifestSettingsIT::variables)
        .map(variable -> reference(variable.getValueFrom().getSecretKeyRef()))
        .collect(Collectors.toSet());
  }

  private static String reference(SecretKeySelector key) {
    return key.getName() + "/" + key.getKey();
  }

  private static Stream<EnvVar> variables(Workload workload) {
    return workload.container().getEnv().stream();
  }

  private static Set<String> documented() {
    try {
      return KEY.matcher(Files.readString(DOCUMENT))
          .results()
          .flatMap(row -> Stream.of(row.group(1).split(", ")))
          .map(key -> key.replace("`", ""))
          .collect(Collectors.toSet());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
