package dev.tokenward.web.admin;

import dev.tokenward.client.ClientRequest;
import dev.tokenward.client.RegisteredClient;
import dev.tokenward.config.TokenwardSettings;
import dev.tokenward.http.RequestFields;
import dev.tokenward.problem.Problem;
import dev.tokenward.problem.ProblemException;
import dev.tokenward.web.FieldErrors;
import dev.tokenward.web.Gate;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills in the form for a client, and reads what was sent with it. */
@Singleton
class ClientForms {

  private static final String NAME = "name";
  private static final String AUDIENCE = "audience";
  private static final String LIMIT = "throttle_per_minute";

  private static final List<String> FIELDS = List.of(NAME, AUDIENCE, LIMIT, Typed.SEEN);

  private static final Map<String, String> SENTENCES =
      Map.of(
          AUDIENCE,
          "Give at most 10 absolute URIs such as https://api.example.com, one on each line, and not"
              + " this service itself.",
          LIMIT,
          "Give a whole number from 1 to 1000000, or leave it empty.");

  private final int usualLimit;

  @Inject
  ClientForms(TokenwardSettings settings) {
    this.usualLimit = settings.client().throttlePerMinute();
  }

  /** The form for a new client. */
  ClientFormView empty() {
    return view(Typed.NOTHING, FieldErrors.NONE);
  }

  /** The form of a client as it is. */
  ClientFormView of(RegisteredClient client) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(NAME, client.name());
    texts.put(AUDIENCE, String.join("\n", client.audience()));
    texts.put(Typed.SEEN, client.updatedAt().toString());
    @Nullable Integer limit = client.throttlePerMinute();
    if (limit != null) {
      texts.put(LIMIT, limit.toString());
    }
    return view(new Typed(texts), FieldErrors.NONE);
  }

  /** The same form again, with why it was not taken. */
  ClientFormView again(RequestFields fields, Throwable failure) {
    return view(
        Typed.of(fields, FIELDS), FieldErrors.of((ProblemException) failure, Map.of(), SENTENCES));
  }

  /**
   * Reads what is to be known of a client; nothing but what the form has is taken from it.
   *
   * @throws ProblemException with {@link Problem.Invalid} for what can't be read
   */
  static ClientRequest read(RequestFields fields) {
    fields.without(Gate.FORM_TOKEN).refuseAllBut(FIELDS);
    ClientRequest request =
        new ClientRequest(fields.verbatim(NAME).or(""), audience(fields), limit(fields));
    fields.violations().throwIfAny();
    return request;
  }

  private ClientFormView view(Typed typed, FieldErrors errors) {
    return new ClientFormView(typed, errors, usualLimit);
  }

  /** A URI may have commas, but no line breaks. */
  private static List<String> audience(RequestFields fields) {
    return fields
        .verbatim(AUDIENCE)
        .or("")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** What is no limit in any case is left to be refused with the rest. */
  private static @Nullable Integer limit(RequestFields fields) {
    @Nullable Long given = fields.wholeNumber(LIMIT).orElse(null);
    return given == null
        ? null
        : Integer.valueOf((int) Math.max(0, Math.min(given, Integer.MAX_VALUE)));
  }
}
