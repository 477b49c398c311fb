package dev.tokenward.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.config.ConfigMapping;
import jakarta.persistence.Entity;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.NullMarked;

/**
 * Which package may know which, and who may touch what. A rule that finds nothing to look at fails,
 * as ArchUnit does by default.
 */
@AnalyzeClasses(
    packages = ArchitectureTest.ROOT,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  static final String ROOT = "dev.tokenward";

  private static final Set<String> BASE = Set.of("config", "problem", "eventloop", "log");

  /** From a package to those it may use, as its package-info says. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("problem", Set.of()),
          entry("address", Set.of()),
          entry("config", Set.of()),
          entry("eventloop", Set.of()),
          entry("log", Set.of()),
          entry("trace", Set.of("config", "log")),
          entry("tls", Set.of("config", "log")),
          entry("store", BASE),
          entry("user", with(BASE, "address", "store", "audit")),
          entry("token", with(BASE, "address", "store", "user")),
          entry("client", with(BASE, "store", "user", "token")),
          entry("session", with(BASE, "store", "user")),
          entry("verify", with(BASE, "store", "user", "token")),
          entry("limit", Set.of("config", "eventloop")),
          entry(
              "assertion",
              Set.of("config", "problem", "eventloop", "store", "user", "token", "verify")),
          entry(
              "http",
              with(
                  BASE, "address", "store", "user", "token", "client", "audit", "verify", "limit",
                  "trace")),
          entry(
              "oauth",
              Set.of(
                  "config",
                  "problem",
                  "eventloop",
                  "address",
                  "user",
                  "token",
                  "client",
                  "verify",
                  "http")),
          entry(
              "gateway",
              Set.of(
                  "config",
                  "problem",
                  "eventloop",
                  "user",
                  "token",
                  "verify",
                  "assertion",
                  "http")),
          entry("kubernetes", Set.of("config", "problem", "user", "token", "verify", "http")),
          entry("audit", with(BASE, "store")),
          entry("api", with(BASE, "address", "store", "user", "token", "audit", "verify", "http")),
          entry("asset", Set.of("config", "problem", "store", "user", "verify", "http", "api")),
          entry(
              "web",
              with(
                  BASE, "store", "user", "token", "client", "session", "audit", "verify", "http",
                  "api")),
          entry(
              "web.admin",
              with(BASE, "store", "user", "token", "client", "verify", "http", "api", "web")),
          entry(
              "command",
              with(
                  BASE, "store", "user", "token", "client", "audit", "verify", "http", "api",
                  "gateway")));

  /** The domain: what every dialect shares. */
  private static final String[] DOMAIN =
      packages(
          "token",
          "user",
          "client",
          "session",
          "verify",
          "limit",
          "assertion",
          "audit",
          "store",
          "address",
          "problem",
          "config");

  @ArchTest
  static void everyPackageUsesOnlyWhatItsPackageInfoAllows(JavaClasses all) {
    assertThat(MAY_USE.keySet()).isEqualTo(packageNames(all));
    MAY_USE.forEach((name, others) -> onlyUses(name, others).check(all));
  }

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theDomainKnowsNothingOfHttp =
      noClasses()
          .that()
          .resideInAnyPackage(DOMAIN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.ws.rs..",
              "io.vertx.ext.web..",
              "io.vertx.core.http..",
              "io.vertx.mutiny.core.http..",
              "io.quarkus.vertx.http..",
              "java.net.http..");

  @ArchTest
  static final ArchRule onlyTheHttpPackageReadsRequestHeaders =
      noClasses()
          .that(resideOutsideOfPackages(packages("http")))
          .should()
          .dependOnClassesThat(
              describe(
                  "give access to the headers of a request",
                  type ->
                      Set.of(
                              "io.vertx.core.http.HttpServerRequest",
                              "io.vertx.ext.web.RoutingContext",
                              "jakarta.ws.rs.HeaderParam",
                              "jakarta.ws.rs.BeanParam",
                              "jakarta.ws.rs.core.HttpHeaders",
                              "jakarta.ws.rs.container.ContainerRequestContext",
                              "org.jboss.resteasy.reactive.RestHeader")
                          .contains(type.getName())));

  @ArchTest
  static final ArchRule entitiesAreActiveRecordsThatTheirPackageKeepsToItself =
      classes()
          .that()
          .areAnnotatedWith(Entity.class)
          .should()
          .bePackagePrivate()
          .andShould()
          .beAssignableTo(PanacheEntityBase.class);

  @ArchTest
  static final ArchRule entitiesHaveNoPublicMembers =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .areAnnotatedWith(Entity.class)
          .should()
          .notBePublic();

  @ArchTest
  static final ArchRule settingsAreDeclaredInOnePlace =
      classes()
          .that()
          .areAnnotatedWith(ConfigMapping.class)
          .should()
          .resideInAPackage(ROOT + ".config");

  @ArchTest
  static final ArchRule nobodyReadsSettingsAroundThatPlace =
      noClasses()
          .that(resideOutsideOfPackages(packages("config", "command")))
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ConfigProvider.class);

  @ArchTest
  static final ArchRule whatIsInjectedBesidesIsQuarkusOwn =
      classes().that(resideInAPackage(ROOT + "..")).should(injectOnlyPropertiesOfQuarkus());

  @ArchTest
  static final ArchRule everyPackageIsCheckedForNull =
      classes().that(resideInAPackage(ROOT + "..")).should(resideInAPackageThatIsNullMarked());

  @ArchTest
  static final ArchRule onlyTheCommandLineSpeaksToTheTerminal =
      noClasses()
          .that(resideOutsideOfPackages(packages("command")))
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace");

  /** What adds fields to every line has to be a filter of the JDK's log: Quarkus takes no other. */
  @ArchTest
  static final ArchRule thereIsOneKindOfLog =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(ROOT + ".http.LogFields")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "java.util.logging..", "org.slf4j..", "org.apache.commons.logging.."));

  @ArchTest
  static final ArchRule nobodySleepsButWhoWaitsForTheEmbeddedDatabase =
      noClasses()
          .that(resideOutsideOfPackages(packages("store")))
          .should()
          .callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule timeComesFromTheOneClock =
      noClasses()
          .that(resideOutsideOfPackages(packages("store")))
          .and()
          .doNotHaveSimpleName("ClockProducer")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule bcryptRunsWhereItCannotBlockAnEventLoop =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(ROOT + ".user.PasswordHasher")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(BcryptUtil.class);

  @ArchTest
  static final ArchRule resourcesAnswerOnTheEventLoop =
      classes().that().areAnnotatedWith(Path.class).should().beAnnotatedWith(NonBlocking.class);

  @ArchTest
  static final ArchRule sessionsAreOpenedInOnePlace =
      noClasses()
          .that()
          .doNotHaveSimpleName("Sessions")
          .should()
          .callMethod(Panache.class, "withSession", Supplier.class)
          .orShould()
          .callMethod(Panache.class, "withTransaction", Supplier.class);

  private static Set<String> with(Set<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
  }

  private static ArchRule onlyUses(String name, Set<String> others) {
    String[] allowed = packages(Stream.concat(Stream.of(name), others.stream()));
    return classes()
        .that()
        .resideInAPackage(ROOT + "." + name + "..")
        .should(
            onlyDependOnClassesThat(
                resideInAnyPackage(allowed).or(resideOutsideOfPackages(ROOT + ".."))))
        .as("Package " + name + " should use no other package of ours than " + others);
  }

  private static ArchCondition<JavaClass> injectOnlyPropertiesOfQuarkus() {
    return new ArchCondition<>("inject no property but Quarkus' own") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        properties(type)
            .filter(name -> !name.startsWith("quarkus."))
            .forEach(
                name ->
                    events.add(
                        SimpleConditionEvent.violated(
                            type, type.getName() + " injects the property " + name)));
      }
    };
  }

  private static Stream<String> properties(JavaClass type) {
    Stream<ConfigProperty> onFields =
        type.getFields().stream()
            .flatMap(field -> field.tryGetAnnotationOfType(ConfigProperty.class).stream());
    Stream<ConfigProperty> onParameters =
        type.getConstructors().stream()
            .map(JavaConstructor::getParameters)
            .flatMap(parameters -> parameters.stream())
            .flatMap(parameter -> parameter.tryGetAnnotationOfType(ConfigProperty.class).stream());
    return Stream.concat(onFields, onParameters).map(ConfigProperty::name);
  }

  private static ArchCondition<JavaClass> resideInAPackageThatIsNullMarked() {
    return new ArchCondition<>("reside in a package whose package-info is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getName() + " is in a package that is not @NullMarked"));
        }
      }
    };
  }

  private static Set<String> packageNames(JavaClasses all) {
    return all.stream()
        .map(type -> type.getPackageName().substring(ROOT.length() + 1))
        .collect(Collectors.toSet());
  }

  private static String[] packages(String... names) {
    return packages(Arrays.stream(names));
  }

  private static String[] packages(Stream<String> names) {
    return names.map(name -> ROOT + "." + name + "..").toArray(String[]::new);
  }
}
