package dev.tokenward.web;

import dev.tokenward.api.CreateTokenFields;
import dev.tokenward.http.RequestFields;
import dev.tokenward.token.Restriction;
import dev.tokenward.token.TokenRequest;
import dev.tokenward.token.TokenRequest.Expiry;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The form for a new token as it is filled in, right or wrong.
 *
 * @param name what it is for
 * @param description more about it
 * @param expiry days, or {@link #ON_DATE} or {@link #LATEST}
 * @param date the day for {@link #ON_DATE}
 * @param rights {@link #ALL}, {@link #READ} or {@link #PICK}
 * @param picked the scopes for {@link #PICK}
 * @param networks addresses and networks, with spaces, commas or line breaks between
 */
record NewToken(
    String name,
    String description,
    String expiry,
    String date,
    String rights,
    Set<String> picked,
    String networks) {

  static final String ON_DATE = "date";
  static final String LATEST = "latest";
  static final String ALL = "all";
  static final String READ = "read";
  static final String PICK = "pick";

  static final List<Integer> PRESETS = List.of(7, 30, 90, 365);
  static final String USUAL_EXPIRY = "90";

  private static final int LONGEST = 4_000;

  static NewToken of(RequestFields fields) {
    return new NewToken(
        typed(fields, "name"),
        typed(fields, "description"),
        typed(fields, "expiry"),
        typed(fields, "expires_at"),
        typed(fields, "rights"),
        new LinkedHashSet<>(fields.words("scopes", TokenRequest.MAX_SCOPES).or(List.of())),
        typed(fields, "allowed_ips"));
  }

  /**
   * Reads what is asked for.
   *
   * @throws dev.tokenward.problem.ProblemException of what is wrong with a field
   */
  TokenRequest request(RequestFields fields, TokenOffer offer) {
    Expiry wanted = readExpiry(fields, offer);
    if (!List.of(ALL, READ, PICK).contains(rights)) {
      fields.violations().add("rights", "Choose what the token may do.");
    }
    if (rights.equals(PICK) && picked.isEmpty()) {
      fields.violations().add("scopes", "Pick at least one scope, or choose other rights.");
    }
    TokenRequest read = CreateTokenFields.read(fields, wanted);
    Restriction asked = read.restriction();
    return new TokenRequest(
        read.name(),
        read.description(),
        wanted,
        new Restriction(scopes(asked, offer.scopes()), asked.allowedIps(), asked.audience()),
        read.throttlePerMinute());
  }

  private List<String> scopes(Restriction asked, ScopeChoices choices) {
    return switch (rights) {
      case ALL -> List.of();
      case READ -> choices.reading();
      default -> asked.scopes();
    };
  }

  private Expiry readExpiry(RequestFields fields, TokenOffer offer) {
    if (expiry.equals(LATEST)) {
      return offer.latestExpiry();
    }
    if (expiry.equals(ON_DATE)) {
      Optional<Instant> moment = fields.moment("expires_at");
      if (moment.isEmpty() && !fields.violations().concern("expires_at")) {
        fields.violations().add("expires_at", "Give the day on which the token shall end.");
      }
      return moment.<Expiry>map(Expiry.At::new).orElseGet(Expiry.Latest::new);
    }
    if (!expiry.matches("[1-9][0-9]{0,4}")) {
      fields.violations().add("expiry", "Choose when the token shall end.");
      return new Expiry.Latest();
    }
    return new Expiry.InDays(Long.parseLong(expiry));
  }

  /** What was typed, to show it again; whether it is right is found out elsewhere. */
  private static String typed(RequestFields fields, String field) {
    String text = fields.verbatim(field).or("");
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
