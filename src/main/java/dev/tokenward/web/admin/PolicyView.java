package dev.tokenward.web.admin;

import dev.tokenward.token.KeptPolicy;
import dev.tokenward.token.TokenPolicy;
import dev.tokenward.web.FieldErrors;
import dev.tokenward.web.When;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page with a policy.
 *
 * @param group the number of the group; 0 for the installation
 * @param name of the group
 * @param form as it is filled in
 * @param errors what is wrong with it
 * @param prefixes that new tokens may begin with
 * @param changed who changed it last and when; empty when nobody did
 * @param editable whether who looks may change it
 */
record PolicyView(
    long group,
    String name,
    Typed form,
    FieldErrors errors,
    List<String> prefixes,
    String changed,
    boolean editable) {

  static final List<String> FIELDS =
      List.of(
          "creation",
          "max_life_days",
          "max_tokens",
          "expiry_required",
          "scopes_required",
          "name_required",
          "name_unique",
          "prefix");

  static Typed form(TokenPolicy policy) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("creation", policy.creation().key());
    put(texts, "max_life_days", policy.maxLifeDays());
    put(texts, "max_tokens", policy.maxTokens());
    put(texts, "expiry_required", policy.expiryRequired() ? "1" : null);
    put(texts, "scopes_required", policy.scopesRequired() ? "1" : null);
    put(texts, "name_required", policy.nameRequired() ? "1" : null);
    put(texts, "name_unique", policy.nameUnique() ? "1" : null);
    put(texts, "prefix", policy.prefix());
    return new Typed(texts);
  }

  static String changed(KeptPolicy kept, Instant now) {
    @Nullable Instant at = kept.updatedAt();
    var by = kept.updatedBy();
    return at == null
        ? ""
        : "Changed " + When.of(at, now).words() + (by == null ? "" : " by " + by.name()) + ".";
  }

  public boolean isOfGroup() {
    return group != 0;
  }

  public boolean isOn(String field) {
    return form.says(field, "1");
  }

  /** Everyone, where nothing else is chosen. */
  public boolean letsCreate(String whom) {
    String chosen = form.value("creation");
    return chosen.equals(whom) || (chosen.isEmpty() && whom.equals("everyone"));
  }

  private static void put(Map<String, String> texts, String field, @Nullable Object value) {
    if (value != null) {
      texts.put(field, value.toString());
    }
  }
}
