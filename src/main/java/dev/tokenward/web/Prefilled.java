package dev.tokenward.web;

import dev.tokenward.web.FieldErrors.FieldError;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A form for a new token that a link has filled in: {@code
 * /account/api?name=…&scopes=…&expires_in_days=…}.
 *
 * @param form as far as the link says something sensible
 * @param errors what else it says
 */
record Prefilled(NewToken form, FieldErrors errors) {

  private static final int LONGEST = 1_000;
  private static final Pattern FILLS_IN =
      Pattern.compile(
          "[?&](name|description|scopes|scopes\\[\\]|scopes%5[Bb]%5[Dd]|expires_in_days|allowed_ips)=");

  /** The query of a link that fills in the form, with its question mark; empty for other links. */
  static Optional<String> query(String target) {
    String checked = Return.checked(target);
    int start = checked.indexOf('?');
    return start >= 0 && FILLS_IN.matcher(checked).find(start)
        ? Optional.of(checked.substring(start))
        : Optional.empty();
  }

  static Prefilled of(
      String name,
      String description,
      String scopes,
      String days,
      String networks,
      TokenOffer offer) {
    Set<String> asked = new LinkedHashSet<>(words(scopes));
    List<String> unknown = asked.stream().filter(scope -> !offer.hasScope(scope)).toList();
    asked.removeAll(unknown);
    boolean dated = days.matches("[1-9][0-9]{0,4}");
    boolean preset = dated && NewToken.PRESETS.contains(Integer.valueOf(days));
    LocalDate latest = offer.latest();
    LocalDate end = offer.today().plusDays(dated ? Long.parseLong(days) : 0);
    NewToken form =
        new NewToken(
            bounded(name),
            bounded(description),
            preset ? days : dated ? NewToken.ON_DATE : NewToken.USUAL_EXPIRY,
            dated && !preset ? (end.isAfter(latest) ? latest : end).toString() : "",
            words(scopes).isEmpty() ? usualRights(offer) : NewToken.PICK,
            asked,
            bounded(networks));
    return new Prefilled(form, complaints(unknown, days.isEmpty() || dated));
  }

  private static String usualRights(TokenOffer offer) {
    return offer.hasAllRights() ? NewToken.ALL : NewToken.READ;
  }

  private static FieldErrors complaints(List<String> unknown, boolean hasEnd) {
    List<FieldError> complaints = new ArrayList<>();
    if (!hasEnd) {
      complaints.add(
          new FieldError(
              "expiry", "The link does not say in a number of days when the token shall end."));
    }
    if (!unknown.isEmpty()) {
      String names = bounded(String.join(", ", unknown));
      complaints.add(
          new FieldError(
              "rights", "The link asks for scopes that do not exist here: " + names + "."));
    }
    return new FieldErrors(complaints);
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>(List.of(bounded(text).strip().split("[\\s,]+")));
    words.removeIf(String::isEmpty);
    return words;
  }

  private static String bounded(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
