package dev.tokenward.user;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Snipe-IT's permission keys and this service's own, each with a sentence that says what it allows.
 * The order is that in which they are shown.
 */
final class BuiltInKeys {

  /** From area to how its things are called in a sentence. */
  private static final Map<String, String> AREAS = areas();

  /** From key to what it allows. */
  static final Map<String, String> DESCRIPTIONS = descriptions();

  private BuiltInKeys() {}

  private static Map<String, String> areas() {
    Map<String, String> areas = new LinkedHashMap<>();
    areas.put("users", "users");
    areas.put("assets", "assets");
    areas.put("accessories", "accessories");
    areas.put("consumables", "consumables");
    areas.put("licenses", "licenses");
    areas.put("components", "components");
    areas.put("kits", "predefined kits");
    areas.put("models", "asset models");
    areas.put("categories", "categories");
    areas.put("departments", "departments");
    areas.put("statuslabels", "status labels");
    areas.put("customfields", "custom fields");
    areas.put("suppliers", "suppliers");
    areas.put("manufacturers", "manufacturers");
    areas.put("depreciations", "depreciations");
    areas.put("locations", "locations");
    areas.put("companies", "companies");
    return areas;
  }

  private static Map<String, String> descriptions() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(PermissionKey.SUPERUSER, "Do everything.");
    all.put(
        PermissionKey.ADMIN,
        "Do everything but what only superusers may do and what concerns one's own account.");
    all.put("import", "Import data from files.");
    all.put("reports.view", "See reports.");
    all.put(PermissionKey.SELF_API, "Create, list and revoke one's own tokens.");
    all.put("self.two_factor", "Change one's own two-factor authentication.");
    all.put("self.edit_location", "Change one's own location.");
    all.put("self.checkout_assets", "Request assets for oneself.");
    all.put("self.view_purchase_cost", "See what one's own assets cost.");
    all.put(PermissionKey.INTROSPECT, "Ask on behalf of a service whether tokens count.");
    all.put(PermissionKey.REVOKE, "Revoke on behalf of a service tokens that name it.");
    AREAS.keySet().forEach(area -> putAll(area, all, "view", "create", "edit", "delete"));
    putAll("users", all, "files");
    putAll("assets", all, "checkout", "checkin", "audit");
    putAll("assets", all, "view.requestable", "view.encrypted_custom_fields", "files");
    putAll("accessories", all, "checkout", "checkin", "files");
    putAll("consumables", all, "checkout", "files");
    putAll("licenses", all, "checkout", "checkin", "keys", "files");
    putAll("components", all, "checkout", "checkin", "files");
    return Collections.unmodifiableMap(all);
  }

  private static void putAll(String area, Map<String, String> all, String... actions) {
    for (String action : actions) {
      all.put(area + "." + action, sentence(action).formatted(AREAS.get(area)));
    }
  }

  private static String sentence(String action) {
    return switch (action) {
      case "view" -> "See %s.";
      case "create" -> "Create %s.";
      case "edit" -> "Change %s.";
      case "delete" -> "Delete %s.";
      case "files" -> "See, add and delete files of %s.";
      case "checkout" -> "Check out %s.";
      case "checkin" -> "Check in %s.";
      case "audit" -> "Record audits of %s.";
      case "keys" -> "See product keys of %s.";
      case "view.requestable" -> "See %s that can be requested.";
      case "view.encrypted_custom_fields" -> "See encrypted custom fields of %s.";
      default -> throw new IllegalArgumentException("No sentence says what " + action + " allows");
    };
  }
}
