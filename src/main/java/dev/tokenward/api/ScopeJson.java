package dev.tokenward.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tokenward.user.Rights;
import dev.tokenward.user.Scope;
import dev.tokenward.user.Scope.Kind;
import dev.tokenward.verify.Principal;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A scope as one caller sees it. */
@RegisterForReflection
@Schema(name = "Scope")
@JsonPropertyOrder({
  "name",
  "description",
  "kind",
  "registered",
  "grantable",
  "created_by",
  "created_at"
})
record ScopeJson(
    @Schema(examples = "users.view") String name,
    @Schema(description = "What it allows", examples = "See users.") String description,
    @Schema(
            description =
                "key: a permission, which users and groups can have too; area: all permissions of"
                    + " an area, for tokens only",
            enumeration = {"key", "area"})
        String kind,
    @Schema(description = "Whether it was registered here; false for what is built in")
        boolean registered,
    @Schema(
            description =
                "Whether a token that is made with the credential in use could have it and do"
                    + " anything with it")
        boolean grantable,
    @JsonProperty("created_by")
        @Schema(description = "Who registered it; null for what is built in")
        @Nullable PersonJson createdBy,
    @JsonProperty("created_at") @Schema(examples = "2026-11-24T09:15:00.000000Z")
        @Nullable String createdAt) {

  static List<ScopeJson> of(List<Scope> vocabulary, Principal caller) {
    Set<String> allowed = allowed(vocabulary, caller.rights());
    return vocabulary.stream()
        .map(scope -> of(scope, isGrantable(scope, allowed, caller)))
        .toList();
  }

  static ScopeJson of(Scope scope, Principal caller) {
    return of(List.of(scope), caller).get(0);
  }

  private static ScopeJson of(Scope scope, boolean grantable) {
    return new ScopeJson(
        scope.name(),
        scope.description(),
        scope.kind().name().toLowerCase(Locale.ROOT),
        scope.registered(),
        grantable,
        PersonJson.orNull(scope.createdBy()),
        Dates.isoOrNull(scope.createdAt()));
  }

  /** The keys that the caller passes, and the areas that have one. */
  private static Set<String> allowed(List<Scope> vocabulary, Rights rights) {
    return vocabulary.stream()
        .filter(scope -> scope.kind() == Kind.KEY && rights.allow(scope.name()))
        .flatMap(scope -> Stream.of(scope.name(), scope.wholeArea()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isGrantable(Scope scope, Set<String> allowed, Principal caller) {
    return allowed.contains(scope.name()) && caller.restriction().permitsScope(scope.name());
  }
}
